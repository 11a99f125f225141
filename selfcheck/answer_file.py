"""The file in which people keep their answers: its form, and how it is read back.

The file is JSON under lasting identifiers, indented and in order, so that a person can read it in a
text editor too. It holds no link. Nothing that comes back in one is trusted.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NoReturn

from framework.enums import Lens, Reach
from selfcheck.entries import LONGEST_IDENTIFIER, DamagedFileError, Entry
from selfcheck.enums import AnswerKind, Practice, Progress, Route
from selfcheck.models import LONGEST_LINE, LONGEST_NOTE, MOST_ACTIONS

FORMAT = "self-check-answers"
FORMAT_VERSION = 1
MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
PART = re.compile(r"[a-z0-9-]{1,10}")
NOT_OURS = "This is not a file of answers that this site has made"
TOO_NEW = "This file was made by a newer site than this one. Load it where you downloaded it"


@dataclass(frozen=True)
class FiledAnswer:
    """What was said about a part. `title` is for people who read the file."""

    part: str
    part_version: int
    kind: str
    level: str = ""
    note: str = ""
    reason: str = ""
    question: str = ""
    question_version: int = 1
    title: str = ""


@dataclass(frozen=True)
class FiledStatement:
    """What was said about a statement. `text` is for people who read the file."""

    statement: str
    version: int
    practice: str
    text: str = ""


@dataclass(frozen=True)
class FiledAction:
    """A row of the action plan."""

    what: str
    why: str = ""
    owner: str = ""
    due_on: date | None = None
    progress: str = Progress.NOT_STARTED.value
    measure: str = ""
    how_we_will_know: str = ""
    part: str = ""


@dataclass(frozen=True)
class Contents:
    """All that a file holds. `before` is as `selfcheck.rounds` keeps it."""

    saved_on: date | None = None
    route: str = Route.QUICK.value
    lens: str = ""
    reach: str = ""
    answers: tuple[FiledAnswer, ...] = ()
    statements: tuple[FiledStatement, ...] = ()
    action_plan: tuple[FiledAction, ...] = ()
    before: Mapping[str, Any] | None = None


def as_text(contents: Contents, load_url: str) -> str:
    """The file, with a sentence on top that says what it is."""
    values = {
        "about_this_file": (
            f"These are the answers and notes of a self-check. To go on with them, load this file at"
            f" {load_url}. Keep the file where only the right people can read it."
        ),
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        **asdict(contents),
    }
    return json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"


def read_file(data: bytes) -> Contents:
    """What a file holds. Raises `DamagedFileError` with words for the person who sent it."""
    whole = Entry("in the file", parsed(data))
    if whole.values.get("format") != FORMAT:
        raise DamagedFileError(NOT_OURS)
    if whole.version("format_version") > FORMAT_VERSION:
        raise DamagedFileError(TOO_NEW)
    rows = {name: whole.rows(name, each, most) for name, each, most in LISTS}
    return Contents(
        saved_on=whole.day("saved_on"),
        route=whole.choice("route", Route.values),
        lens=whole.choice("lens", Lens.values) if whole.values.get("lens") else "",
        reach=whole.choice("reach", Reach.values) if whole.values.get("reach") else "",
        answers=once("part", [read_answer(row) for row in rows["answers"]]),
        statements=once("statement", [read_statement(row) for row in rows["statements"]]),
        action_plan=tuple(read_action(row) for row in rows["action_plan"]),
        before=read_before(whole),
    )


LISTS = (
    ("answers", "answer", MOST_ROWS),
    ("statements", "statement", MOST_ROWS),
    ("action_plan", "action", MOST_ACTIONS),
)


def parsed(data: bytes) -> dict[str, Any]:
    """The JSON object in a file."""
    if len(data) > MOST_BYTES:
        raise DamagedFileError(f"The file must be smaller than {MOST_BYTES // 1_000_000} MB")
    try:
        values = json.loads(data.decode("utf-8-sig"), parse_constant=refuse)
    except (ValueError, RecursionError):
        raise DamagedFileError(NOT_OURS) from None
    if not isinstance(values, dict):
        raise DamagedFileError(NOT_OURS)
    return values


def refuse(constant: str) -> NoReturn:
    """NaN and the infinities are no JSON."""
    raise ValueError(constant)


def read_answer(row: Entry) -> FiledAnswer:
    kind = row.choice("kind", AnswerKind.values)
    return FiledAnswer(
        part=row.identifier("part"),
        part_version=row.version("part_version"),
        kind=kind,
        level=row.identifier("level") if kind == AnswerKind.LEVEL else "",
        note=row.text("note", LONGEST_NOTE),
        reason=row.text("reason", LONGEST_NOTE),
        question=row.line("question", LONGEST_IDENTIFIER),
        question_version=row.version("question_version"),
    )


def read_statement(row: Entry) -> FiledStatement:
    return FiledStatement(
        statement=row.identifier("statement"),
        version=row.version("version"),
        practice=row.choice("practice", Practice.values),
    )


def read_action(row: Entry) -> FiledAction:
    what = row.line("what", LONGEST_LINE)
    if not what:
        raise row.wrong("what", "is missing")
    return FiledAction(
        what=what,
        why=row.line("why", LONGEST_LINE),
        owner=row.line("owner", LONGEST_LINE),
        due_on=row.day("due_on"),
        progress=row.choice("progress", Progress.values),
        measure=row.line("measure", LONGEST_IDENTIFIER),
        how_we_will_know=row.line("how_we_will_know", LONGEST_LINE),
        part=row.line("part", LONGEST_IDENTIFIER),
    )


def read_before(whole: Entry) -> dict[str, Any] | None:
    """The round before, with nothing in it but what `selfcheck.rounds` reads."""
    if whole.values.get("before") is None:
        return None
    before = whole.inner(whole.values["before"], "of the round before")
    saved_on = before.day("saved_on")
    if saved_on is None:
        raise before.wrong("saved_on", "is missing")
    parts = before.objects("parts", "a part of the round before", MOST_ROWS)
    return {
        "saved_on": saved_on.isoformat(),
        "parts": {name: read_part_before(parts[name]) for name in parts if PART.fullmatch(name)},
    }


def read_part_before(row: Entry) -> dict[str, Any]:
    kind = row.choice("kind", AnswerKind.values)
    return {
        "kind": kind,
        "level": row.identifier("level") if kind == AnswerKind.LEVEL else None,
        "sub_phase_version": row.version("sub_phase_version"),
    }


def once(name: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    """The rows, if each is about something else."""
    twice = first_twice(getattr(row, name) for row in rows)
    if twice:
        raise DamagedFileError(f"The file is damaged: it has two answers for {twice}")
    return tuple(rows)


def first_twice(names: Iterable[str]) -> str:
    """The first name that comes again; empty where none does.

    >>> first_twice(["1a", "1b", "1a"]), first_twice(["1a"])
    ('1a', '')
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
