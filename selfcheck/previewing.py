"""A question that an editor is writing, on the page where people will be asked it."""

from dataclasses import replace
from typing import Any

from framework.outline import framework_outline
from selfcheck.access import Access
from selfcheck.forms import QuestionsForm
from selfcheck.models import Question, SelfCheck
from selfcheck.question_records import text_of, with_hints
from selfcheck.questions import phase_of, scope_in_words
from selfcheck.sheets import PhaseSheet, read_blank_phase

NO_TOKEN = "preview"  # noqa: S105 - what stands in the addresses of a page that opens no check


def context_of_preview(question: Question, lens: str) -> dict[str, Any] | None:
    """What `selfcheck/phase.html` needs, with the words of the draft and without a check.

    None for a sub-phase whose text nobody here has read: it is not asked about.
    """
    outline = framework_outline()
    known = {part.pk: part for part in outline.known_sub_phases()}
    phase = phase_of(known.get(question.sub_phase_id), outline)
    if phase is None:
        return None
    self_check = SelfCheck(lens=lens)
    sheet = with_draft(read_blank_phase(lens, outline, phase), question)
    return {
        "access": Access(self_check, NO_TOKEN, can_change=True),
        "self_check": self_check,
        "token": NO_TOKEN,
        "form": QuestionsForm(sheet),
        "phase": phase,
        "outline": outline,
        "scope": scope_in_words(self_check),
        "page_title": phase.name,
        "section_title": "Self-check",
    }


def with_draft(sheet: PhaseSheet, draft: Question) -> PhaseSheet:
    """A sheet on which one part is asked about in the words of a draft."""
    parts = (
        replace(part, question=with_hints(text_of(draft), part.part))
        if part.part.pk == draft.sub_phase_id
        else part
        for part in sheet.parts
    )
    return replace(sheet, parts=tuple(parts))
