"""The blocks that guidance and standard pages are written with."""

from typing import Any

from django.utils.text import slugify
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingValue(blocks.StructValue):
    """A heading that others can link to."""

    number = 1

    @property
    def fragment(self) -> str:
        """The lasting anchor: what an editor fixed, or made from the words.

        A made one begins with "section-", so that it never meets an id of the page's own.
        `number` tells headings with the same words apart.
        """
        made = f"section-{slugify(self['text'])[:60]}"
        return self["anchor"] or (f"{made}-{self.number}" if self.number > 1 else made)


class HeadingBlock(blocks.StructBlock):
    """A section heading with a stable anchor."""

    text = blocks.CharBlock(max_length=120, label="Heading")
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]*$",
        required=False,
        max_length=60,
        help_text="Fill in before you reword a heading that others link to.",
        error_messages={"invalid": "Use small letters, digits and hyphens, such as who-to-ask."},
    )

    class Meta:
        icon = "title"
        label_format = "{text}"
        form_layout = blocks.BlockGroup(["text"], settings=["anchor"])
        template = "content/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "Ask before you plan", "anchor": ""}
        description = "A section heading. It gets an address of its own."


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=RICH_TEXT, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "content/blocks/text.html"
        preview_value = (
            "<p>Start with what people have already told you. Look in:</p>"
            "<ul><li>past reports</li><li>complaints</li></ul>"
        )
        description = "Paragraphs, lists and links."


class AdviceListBlock(blocks.ListBlock):
    """A list of short pieces of advice."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(blocks.CharBlock(max_length=250), **kwargs)


class DoListBlock(AdviceListBlock):
    class Meta:
        icon = "circle-check"
        label = "Do"
        template = "content/blocks/do_list.html"
        preview_value = ["pay people for their time", "say what you changed"]
        description = "What to do. Each item begins with a verb."


class DontListBlock(AdviceListBlock):
    class Meta:
        icon = "cross"
        label = "Do not"
        template = "content/blocks/dont_list.html"
        preview_value = ["start with a survey", "ask the same group again and again"]
        description = "What to avoid. Each item reads on from the words “do not”."


class InsetBlock(TextBlock):
    class Meta:
        icon = "info-circle"
        label = "Important words"
        template = "content/blocks/inset.html"
        preview_value = "<p>You can stop at any time.</p>"
        description = "Something that must not be missed."


class ExpanderBlock(blocks.StructBlock):
    """Detail that only some readers need."""

    title = blocks.CharBlock(max_length=120)
    text = TextBlock()

    class Meta:
        icon = "collapse-down"
        label = "Folded detail"
        label_format = "{title}"
        template = "content/blocks/expander.html"
        preview_value = {"title": "If you have no budget", "text": "<p>Go where people meet.</p>"}
        description = "Detail that only some readers need, folded away."


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, with who said them."""

    text = blocks.TextBlock()
    attribution = blocks.CharBlock(
        max_length=200, help_text="Who said it, by role. Never a private person's name."
    )

    class Meta:
        icon = "openquote"
        label_format = "{attribution}"
        template = "content/blocks/quote.html"
        preview_value = {"text": "Nobody had asked us before.", "attribution": "Community partner"}
        description = "Somebody's own words."


class FigureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock()
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        label_format = "{caption}"
        template = "content/blocks/figure.html"
        preview_template = "content/blocks/previews/figure.html"
        description = "A picture. Decide what its alternative text says here."


TABLE_PREVIEW = {
    "caption": "Places to look first",
    "columns": [
        {"type": "text", "heading": "Where"},
        {"type": "text", "heading": "What it can tell you"},
    ],
    "rows": [
        {"values": ["Complaints", "What goes wrong, in people’s own words"]},
        {"values": ["Past reports", "What people asked for, and when"]},
    ],
}


class DataTableBlock(TypedTableBlock):
    """A table with a caption; the first column names each row."""

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["table_headings"] = [column["heading"] for column in value.columns]
        context["table_rows"] = [
            ["" if cell.value is None else cell.value for cell in row] for row in value.rows
        ]
        return context

    class Meta:
        icon = "table"
        group = "Pictures and tables"
        preview_value = TABLE_PREVIEW
        template = "content/blocks/table.html"
        description = "A table with a caption. The first column names each row."


class HowYouWillKnowBlock(AdviceListBlock):
    class Meta:
        icon = "check"
        label = "How you will know it worked"
        template = "content/blocks/how_you_will_know.html"
        preview_value = ["More people from the area come to the clinic, by the next count."]
        description = "Signs that it worked, which somebody could check."


def data_table() -> DataTableBlock:
    """A table of text and numbers."""
    return DataTableBlock(
        [("text", blocks.CharBlock(required=False)), ("number", blocks.FloatBlock(required=False))]
    )


class SourceBlock(blocks.StructBlock):
    """Where a fact comes from."""

    label = blocks.CharBlock(max_length=200)
    url = blocks.URLBlock(max_length=500, label="Address")

    class Meta:
        icon = "link"
        label_format = "{label}"


BODY_BLOCKS = [
    ("heading", HeadingBlock(group="Text")),
    ("text", TextBlock(group="Text")),
    ("inset", InsetBlock(group="Text")),
    ("expander", ExpanderBlock(group="Text")),
    ("quote", QuoteBlock(group="Text")),
    ("do_list", DoListBlock(group="Advice")),
    ("dont_list", DontListBlock(group="Advice")),
    ("how_you_will_know", HowYouWillKnowBlock(group="Advice")),
    ("figure", FigureBlock(group="Pictures and tables")),
    ("table", data_table()),
]
