"""Blocks about the subject matter, for the pages of any app."""

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class SelfCheckQuestionBlock(blocks.StructBlock):
    """One question of the self-check, inside a page. What it looks like is the self-check's."""

    sub_phase = SnippetChooserBlock("framework.SubPhase")

    class Meta:
        icon = "list-ul"
        label = "Self-check question"
        template = "framework/blocks/self_check_question.html"
        description = "Which level is closest? The answer goes into a self-check."
