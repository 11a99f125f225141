"""Other formats of a page: easy read, British Sign Language, audio, large print, translations."""

from datetime import date
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from content.formats_offered import File, FormatsOffered, OtherFormat

MADE_ON = date(2026, 3, 1)
TRANSCRIPT = File(url="#transcript", details="ODT, 20 KB")
PREVIEW = "content/blocks/previews/other_format.html"


def preview_of(parent_context: Any, shown: OtherFormat) -> dict[str, Any]:
    """A made-up format, as readers see one."""
    formats = FormatsOffered(there=(shown,), missing="", ask_url="#ask")
    return {**(parent_context or {}), "formats": formats}


class FileFormatBlock(blocks.StructBlock):
    """The page as a file."""

    file = DocumentChooserBlock()
    made_on = blocks.DateBlock(label="Made on", help_text="The day of the text that it gives.")

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        name = str(self.label)
        return preview_of(parent_context, OtherFormat(name, "#file", "PDF, 900 KB", MADE_ON))


class EasyReadBlock(FileFormatBlock):
    class Meta:
        icon = "doc-full"
        label = "Easy read"
        preview_template = PREVIEW
        description = "Short sentences with pictures, as a file."


class LargePrintBlock(FileFormatBlock):
    class Meta:
        icon = "title"
        label = "Large print"
        preview_template = PREVIEW
        description = "The text in large print, as a file."


class WithTranscriptBlock(blocks.StructBlock):
    """Something to watch or to hear, with its words."""

    address = blocks.URLBlock(max_length=500, label="Address")
    minutes = blocks.IntegerBlock(min_value=1, label="How many minutes")
    transcript = DocumentChooserBlock(help_text="Its words as a file. Needed.")
    made_on = blocks.DateBlock(label="Made on", help_text="The day of the text that it gives.")

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        shown = OtherFormat(str(self.label), "#address", "4 minutes", MADE_ON, TRANSCRIPT)
        return preview_of(parent_context, shown)


class BslVideoBlock(WithTranscriptBlock):
    class Meta:
        icon = "media"
        label = "British Sign Language (BSL) video"
        preview_template = PREVIEW
        description = "A video in British Sign Language, on the site that holds it."


class AudioBlock(WithTranscriptBlock):
    class Meta:
        icon = "media"
        label = "Audio"
        preview_template = PREVIEW
        description = "The text read aloud, on the site that holds it."


class TranslationBlock(FileFormatBlock):
    """The page in another language. Somebody who speaks it has checked it, or it says that nobody has."""

    language = blocks.CharBlock(max_length=60, help_text="In English, such as Urdu.")
    own_name = blocks.CharBlock(
        max_length=60, label="Its own name", help_text="As its readers write it."
    )
    code = blocks.RegexBlock(
        regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=20,
        label="Language code",
        help_text="Such as ur, pl or zh-Hans: screen readers need it.",
        error_messages={"invalid": "Use a language code such as ur, pl or zh-Hans."},
    )
    checked_by = blocks.CharBlock(
        max_length=120, required=False, help_text="By role. Empty: nobody has checked it yet."
    )

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        shown = OtherFormat(
            "Welsh", "#file", "PDF, 200 KB", MADE_ON, language="cy", own_name="Cymraeg"
        )
        return preview_of(parent_context, shown)

    class Meta:
        icon = "globe"
        label_format = "{language}"
        label = "Translation"
        preview_template = PREVIEW
        description = "The page in another language, as a file."


FORMAT_BLOCKS = [
    ("easy_read", EasyReadBlock()),
    ("bsl_video", BslVideoBlock()),
    ("audio", AudioBlock()),
    ("large_print", LargePrintBlock()),
    ("translation", TranslationBlock()),
]
