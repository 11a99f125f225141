"""What the task list and the page to check answers show of a check."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from framework.models import Statement
from framework.outline import PhaseOutline
from selfcheck import scoring
from selfcheck.enums import Practice, Route
from selfcheck.results.words import in_lines, on_one_line, worded
from selfcheck.sheets import PartSheet, PhaseSheet
from selfcheck.standing import reason_of

UNREAD = "We have not yet been able to read this part of the published text."
PAGES = {Route.QUICK.value: "phase", Route.DETAILED.value: "statements"}
# Where "Change" comes back to, once the change is saved.
BACK_TO_ANSWERS = "?from=answers"
Row = dict[str, Any]


def phase_url(token: str, route: str, phase: PhaseOutline) -> str:
    """The page of a phase on one route."""
    return reverse(f"selfcheck:{PAGES[route]}", args=[token, phase.identifier])


def other_route(route: str) -> str:
    return Route.DETAILED if route == Route.QUICK else Route.QUICK


def task_rows(token: str, route: str, sheets: Iterable[PhaseSheet]) -> list[Row]:
    """The phases as `components/task_list.html` takes them."""
    return [
        {
            "title": f"{sheet.phase.number}. {sheet.phase.name}",
            "url": phase_url(token, route, sheet.phase),
            "hint": "; ".join(part.part.label for part in sheet.asked(route)) or UNREAD,
            **task_status(sheet, route),
        }
        for sheet in sheets
    ]


def task_status(sheet: PhaseSheet, route: str) -> dict[str, str]:
    if not sheet.asked(route):
        text = on_one_line(scoring.State.NO_QUESTIONS.value)
        return {"status_text": text, "status_kind": "blocked"}
    if sheet.complete(route):
        return {"status_text": "Completed", "status_kind": "completed"}
    if not sheet.begun:
        return {"status_text": on_one_line("Not started"), "status_kind": "blue"}
    return {"status_text": "Incomplete", "status_kind": "blue"}


def other_links(token: str, route: str, sheets: Iterable[PhaseSheet]) -> list[Row]:
    """The same phases on the other route: title and url of each."""
    other = other_route(route)
    return [
        {
            "title": f"{sheet.phase.number}. {sheet.phase.name}",
            "url": phase_url(token, other, sheet.phase),
        }
        for sheet in sheets
        if sheet.asked(other)
    ]


def answer_groups(token: str, route: str, sheets: Iterable[PhaseSheet]) -> list[Row]:
    """Each phase that has questions, with rows as `components/summary_list.html` takes them."""
    return [
        {
            "phase": sheet.phase,
            "rows": [row for part in sheet.parts for row in part_rows(token, route, sheet, part)],
        }
        for sheet in sheets
        if sheet.parts
    ]


def part_rows(token: str, route: str, sheet: PhaseSheet, part: PartSheet) -> list[Row]:
    """A part: where it stands, what it is based on and why, then its statements by answer."""
    name = part.part.identifier
    page, anchor = ("phase", "question") if part.question else ("reading", "part")
    url = reverse(f"selfcheck:{page}", args=[token, sheet.phase.identifier]) + BACK_TO_ANSWERS
    rows = [
        {"key": part.part.label, "value": in_words(part), "change_url": f"{url}#{anchor}-{name}"}
    ]
    if part.answer and part.answer.note:
        rows.append({"key": f"What {name} is based on", "value": in_lines(part.answer.note)})
    if reason := reason_of(part.answer):
        rows.append({"key": f"Why this level for {name}", "value": in_lines(reason)})
    if route == Route.DETAILED or part.unanswered < len(part.statements):
        url = (
            reverse("selfcheck:statements", args=[token, sheet.phase.identifier]) + BACK_TO_ANSWERS
        )
        rows += statement_rows(part, f"{url}#part-{name}")
    return rows


def statement_rows(part: PartSheet, change_url: str) -> list[Row]:
    """One row for each answer that was given, with the statements that it was given to."""
    name = part.part.identifier
    rows = []
    for practice in Practice:
        said = [each for each in part.statements if part.practices.get(each.pk) == practice]
        if said:
            rows.append({"key": f"{name}: {practice.label}", "value": listed(said, part.lens)})
    if part.unanswered:
        number = part.unanswered
        words = "1 statement" if number == 1 else f"{number} statements"
        rows.append({"key": f"{name}: not answered", "value": words})
    return [{**row, "change_url": change_url} for row in rows]


def listed(statements: Iterable[Statement], lens: str) -> SafeString:
    rows = format_html_join("", "<li>{}</li>", ((worded(each, lens),) for each in statements))
    return format_html('<ul class="nhsuk-list nhsuk-list--bullet">{}</ul>', rows)


def in_words(part: PartSheet) -> str:
    """Where a part stands, and what else its statements say."""
    if not part.read_as:
        return part.stands
    if not part.chosen:
        return f"{part.stands}, as your answers to the statements read"
    return f"{part.stands}. Your answers to the statements read as: {part.read_as}."
