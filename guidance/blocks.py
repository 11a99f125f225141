"""Blocks of guidance pages: the common ones, a worked example and a self-check question."""

from wagtail import blocks

from content.blocks import BODY_BLOCKS
from draftcomments.blocks import YouSaidWeDidBlock
from framework.blocks import SelfCheckQuestionBlock


class WorkedExampleBlock(blocks.StructBlock):
    """A case study beside the step that it shows, with what to take from it."""

    study = blocks.PageChooserBlock(page_type="casestudies.CaseStudyPage")
    lesson = blocks.TextBlock(
        max_length=400, help_text="What to take from it, in a sentence or two."
    )

    class Meta:
        icon = "doc-full-inverse"
        template = "guidance/blocks/worked_example.html"
        description = "A case study beside the step that it shows."


GUIDANCE_BLOCKS = [
    *BODY_BLOCKS,
    ("worked_example", WorkedExampleBlock(group="Framework")),
    ("self_check_question", SelfCheckQuestionBlock(group="Framework")),
    ("you_said_we_did", YouSaidWeDidBlock(group="Feedback")),
]
