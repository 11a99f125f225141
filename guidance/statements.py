"""A statement of the framework as its own page shows it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator

from content.formats_offered import formats_offered
from framework.crossroads import crossroads_of
from framework.enums import Lens, Wording
from framework.lenses import lens_links, with_lens, worded_for
from framework.link_rows import crossroads_context
from framework.links import StatementLink
from framework.models import FormerWording, Statement
from guidance.crossroads import guidance_rows
from guidance.models import GuidancePage
from guidance.record_frame import record_frame

SECTION = "The framework"
LONGEST_TITLE = 90


def statement_context(statement: Statement, lens: str) -> dict[str, Any]:
    """What the page of a statement shows: three queries when the framework is in the cache.

    The statement comes with its level, part, phase and the one that replaced it.
    """
    meeting, text = crossroads_of(statement.sub_phase_id), worded_for(statement, lens)
    part = statement.sub_phase
    return {
        "statement": statement,
        "text": text,
        "usual_text": "" if text == statement.text else statement.text,
        "retired": statement.retired_on is not None
        and statement.retired_on <= timezone.localdate(),
        "lens": lens,
        "lens_links": lens_links(statement.path, lens),
        **whose_words(statement, lens, is_usual=text == statement.text),
        "other_work": "" if statement.lens in Lens.beside(lens) else statement.get_lens_display(),
        "part_url": with_lens(part.path if part.known else part.phase.path, lens),
        "check_url": f"{part.path}#check" if part.known else "/self-check/",
        "examples_url": f"/case-studies/?part={part.identifier}",
        "guidance": guidance_rows(GuidancePage.objects.public_cards().helping_with(statement)),
        "formats": formats_offered(None, about=statement.path),
        "former_wordings": FormerWording.objects.filter(identifier=statement.identifier),
        **crossroads_context(meeting.of_statement(statement.identifier), lens),
        **places_around(statement, meeting.said, lens),
    }


def whose_words(statement: Statement, lens: str, *, is_usual: bool) -> dict[str, str]:
    """Whose words a reader sees: the wordings for a kind of work are always ours."""
    usual = statement.get_wording_display()
    if is_usual:
        return {"whose_words": usual, "wording_shown": statement.wording}
    shown = "mixed" if statement.wording == Wording.OFFICIAL else statement.wording
    return {
        "whose_words": f"Our words for {lens} work. For all work: {usual}",
        "wording_shown": shown,
    }


def places_around(
    statement: Statement, said: Sequence[StatementLink], lens: str
) -> dict[str, dict[str, str] | None]:
    """The statements before and after, and the first one of the next level."""
    in_view = [each for each in said if each.lens in Lens.beside(lens) or is_it(each, statement)]
    at = next((i for i, each in enumerate(in_view) if is_it(each, statement)), None)
    above = [each for each in in_view if each.level_number == statement.level.number + 1]
    return {
        "one_level_up": place(above[0], lens) if above else None,
        "previous": place(in_view[at - 1], lens) if at else None,
        "next": place(in_view[at + 1], lens) if at is not None and in_view[at + 1 :] else None,
    }


def is_it(link: StatementLink, statement: Statement) -> bool:
    return link.identifier == statement.identifier


def place(link: StatementLink, lens: str) -> dict[str, str]:
    return {"text": link.text, "url": with_lens(link.path, lens), "level": link.level}


def statement_frame(statement: Statement, request: HttpRequest) -> dict[str, Any]:
    """What `base.html` needs of the page of a statement."""
    part = statement.sub_phase
    crumbs = [(SECTION, "/framework/"), (part.phase.name, part.phase.path)]
    if part.known:
        crumbs.append((str(part), part.path))
    return record_frame(
        request,
        title=Truncator(statement.text).chars(LONGEST_TITLE),
        section=SECTION,
        path=statement.path,
        description=f"{part}, {statement.level.name}: {statement.text}",
        crumbs=crumbs,
    )
