"""Blocks of guidance pages: the common ones, steps, pitfalls, people to involve and examples."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from content.blocks import BODY_BLOCKS, TextBlock
from draftcomments.blocks import YouSaidWeDidBlock
from framework.blocks import SelfCheckQuestionBlock

WHERE_HELP_IS = (
    "You can stop at any point, or leave out a part. If this page stirs up something painful, "
    "talk to someone you trust or to your GP (family doctor). For urgent help, call NHS 111. "
    "If somebody is in danger now, call 999."
)


class WorkedExampleBlock(blocks.StructBlock):
    """A case study beside the step that it shows, with what to take from it."""

    study = blocks.PageChooserBlock(page_type="casestudies.CaseStudyPage")
    lesson = blocks.TextBlock(
        max_length=400, help_text="What to take from it, in a sentence or two."
    )

    class Meta:
        icon = "doc-full-inverse"
        label_format = "{study}"
        preview_template = "guidance/blocks/previews/worked_example.html"
        template = "guidance/blocks/worked_example.html"
        description = "A case study beside the step that it shows."


class StepBlock(blocks.StructBlock):
    """One step: a short title, what to do, and who does it."""

    title = blocks.CharBlock(max_length=80, help_text="A few words that begin with a verb.")
    what = TextBlock(label="What to do")
    who = blocks.CharBlock(
        max_length=120, required=False, help_text="Who does it, by role. Leave empty if plain."
    )
    how_long = blocks.CharBlock(
        max_length=80, required=False, help_text="Only what somebody has told you. Never a guess."
    )

    class Meta:
        icon = "list-ol"
        label_format = "{title}"


class StepsBlock(blocks.ListBlock):
    """Numbered steps, which a reader can follow on Monday."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = "Steps"
        template = "guidance/blocks/steps.html"
        preview_value = [
            {
                "title": "Gather what you have",
                "what": "<p>Ask each team for what people have already told it.</p>",
                "who": "Engagement lead",
                "how_long": "",
            },
            {
                "title": "Ask people to check it",
                "what": "<p>Take one plain page back to those it is about.</p>",
                "who": "",
                "how_long": "",
            },
        ]
        description = "Numbered steps: five to eight. Each has a short title and what to do."


class PitfallBlock(blocks.StructBlock):
    """What goes wrong, and what to do instead."""

    wrong = blocks.CharBlock(max_length=250, label="What goes wrong")
    instead = blocks.CharBlock(max_length=250, label="What to do instead")

    class Meta:
        icon = "warning"
        label_format = "{wrong}"


class PitfallsBlock(blocks.ListBlock):
    """Things that often go wrong, each with a better way."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(PitfallBlock(), **kwargs)

    class Meta:
        icon = "warning"
        label = "Pitfalls"
        template = "guidance/blocks/pitfalls.html"
        preview_value = [
            {
                "wrong": "The same few people are asked each time.",
                "instead": "Give them a rest, and ask partners who is missing.",
            }
        ]
        description = "What often goes wrong, and what to do instead."


class PersonBlock(blocks.StructBlock):
    """Somebody to involve: what they bring, and what they are owed."""

    who = blocks.CharBlock(max_length=120, help_text="A role or a group. Never a person's name.")
    brings = blocks.CharBlock(max_length=250, label="What they bring")
    support = blocks.CharBlock(max_length=250, label="How to pay or support them")

    class Meta:
        icon = "group"
        label_format = "{who}"


class PeopleBlock(blocks.ListBlock):
    """Who to involve, what they bring, and how to pay or support them."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(PersonBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["table_headings"] = ["Who", "What they bring", "How to pay or support them"]
        context["table_rows"] = [[row["who"], row["brings"], row["support"]] for row in value]
        return context

    class Meta:
        icon = "group"
        label = "Who to involve, and how to pay them"
        template = "guidance/blocks/people.html"
        preview_value = [
            {
                "who": "People who use the service",
                "brings": "What it is like today",
                "support": "Pay for their time. Pay travel on the day.",
            }
        ]
        description = "Who to involve, what they bring, and how to pay or support them."


class ContentWarningBlock(blocks.StructBlock):
    """A kind word before a page about something painful."""

    coming = blocks.CharBlock(
        max_length=200,
        label="What is coming",
        help_text="One plain sentence, without details, such as “This page speaks of loss”.",
    )
    help = blocks.TextBlock(
        max_length=400,
        default=WHERE_HELP_IS,
        label="Where help is",
        help_text="To be checked by an editor: each name and number, on its owner's own page.",
    )
    help_checked_on = blocks.DateBlock(
        required=False,
        label="Help checked on",
        help_text="Empty means that no editor has checked it yet. Readers see the date.",
    )

    class Meta:
        icon = "info-circle"
        label = "Content warning"
        label_format = "{coming}"
        template = "guidance/blocks/content_warning.html"
        preview_value = {
            "coming": "This page speaks of grief.",
            "help": WHERE_HELP_IS,
            "help_checked_on": None,
        }
        description = "A kind, short warning. It comes first on the page and says where help is."


class GuidanceBody(blocks.StreamBlock):
    """The blocks of a guidance page. A content warning stands before everything else."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        late = {
            place: ValidationError("A content warning comes first on the page, and only once.")
            for place, block in enumerate(cleaned)
            if place and block.block_type == "content_warning"
        }
        if late:
            raise StreamBlockValidationError(block_errors=late)
        return cleaned


GUIDANCE_BLOCKS = GuidanceBody(
    [
        ("content_warning", ContentWarningBlock(group="Text")),
        *BODY_BLOCKS,
        ("steps", StepsBlock(group="Advice")),
        ("pitfalls", PitfallsBlock(group="Advice")),
        ("people", PeopleBlock(group="Advice")),
        ("worked_example", WorkedExampleBlock(group="Framework")),
        ("self_check_question", SelfCheckQuestionBlock(group="Framework")),
        ("you_said_we_did", YouSaidWeDidBlock(group="Feedback")),
    ]
)
