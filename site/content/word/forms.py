"""The two steps of an import: choose a file, then look at what will be made and confirm it."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from content.word.actions import Alternative
from content.word.document import Picture, WordDocument, WordFileError
from content.word.packages import LARGEST_FILE, TOO_LARGE
from content.word.pictures import small
from content.word.reading import read_word
from operations.disk_room import FOUND_NO_ROOM, FULL

LONGEST_ALT = 1_000


class UploadForm(forms.Form):
    """A Word file. `document` is what was read in it."""

    file = forms.FileField(
        label="Word file",
        help_text="A file whose name ends in .docx, of up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,
    )
    document: WordDocument
    content: bytes = b""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(TOO_LARGE)
        if getattr(file, FOUND_NO_ROOM, False):
            raise ValidationError(FULL)
        self.content = file.read()
        try:
            self.document = read_word(self.content, PurePosixPath(file.name or "").name)
        except WordFileError as error:
            raise ValidationError(str(error)) from error
        return file


class ConfirmForm(forms.Form):
    """The title of the page, and the words for each picture that Word had none for."""

    ticket = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=255, label="Title of the page")

    def __init__(self, *args: Any, pictures: Sequence[Picture], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        for number, picture in enumerate(pictures, start=1):
            self.fields[f"alt_{picture.key}"] = forms.CharField(
                label=f"What picture {number} shows",
                max_length=LONGEST_ALT,
                required=False,
                initial=picture.alt[:LONGEST_ALT],
                help_text=(
                    f"{picture.size}. One sentence, for people who cannot see it."
                    " If you leave it empty, the page cannot be published until it is decided."
                ),
            )
            self.fields[f"decorative_{picture.key}"] = forms.BooleanField(
                label=f"Picture {number} only decorates the page", required=False
            )

    def beside_pictures(self) -> list[dict[str, Any]]:
        """Each picture, small, with its two fields."""
        return [
            {
                "small": small(picture),
                "fields": [self[f"alt_{picture.key}"], self[f"decorative_{picture.key}"]],
            }
            for picture in self.pictures
        ]

    def alternatives(self) -> dict[str, Alternative]:
        """What was decided, by picture. What only decorates has no words."""
        return {picture.key: self.decided(picture.key) for picture in self.pictures}

    def decided(self, key: str) -> Alternative:
        decorative = bool(self.cleaned_data[f"decorative_{key}"])
        words = str(self.cleaned_data[f"alt_{key}"]).strip()
        return Alternative("" if decorative else words, decorative)
