"""Blocks about the subject matter, for the pages of any app."""

from typing import Any

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from framework.models import SubPhase


class SelfCheckQuestionBlock(blocks.StructBlock):
    """One question of the self-check, inside a page. What it looks like is the self-check's."""

    sub_phase = SnippetChooserBlock("framework.SubPhase")

    def get_preview_value(self) -> Any:
        """A part whose text is known: such a part has a question."""
        known = SubPhase.objects.filter(statements__isnull=False)
        return self.normalize({"sub_phase": known.first()})

    class Meta:
        icon = "list-ul"
        label = "Self-check question"
        label_format = "{sub_phase}"
        preview_template = "framework/blocks/previews/self_check_question.html"
        template = "framework/blocks/self_check_question.html"
        description = "Which level is closest? The answer goes into a self-check."
