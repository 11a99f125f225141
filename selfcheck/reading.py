"""The level that answers to single statements read as. No Django: plain values in and out.

The published framework does not say whether its levels build on each other: the rule here is this
site's own. Only statements that are good to go on with count. What is said of those to move beyond changes
nothing: weak practice must not add up.

A level with only such statements is passed over on the way up:

>>> names = {1: "Emerging", 2: "Developing"}
>>> read([1, 2], [StatementRead(1, False, "doing"), StatementRead(2, True, "not-yet")], names)
...     # doctest: +ELLIPSIS
LevelReading(reading=Reading(state=<State.LEVEL: 'Level chosen'>, level=1), reasons=...)

Answers that say nothing of practice are not a level:

>>> read([1], [StatementRead(1, True, "does-not-apply")], names).reading.state.value
'Does not apply here'
>>> read([1], [StatementRead(1, True, "not-sure")], names).reading.state.value
'Not sure'
>>> read([1], [StatementRead(1, True, "")], names) is None
True
>>> read([1, 2], [StatementRead(1, False, "doing"), StatementRead(2, True, "")], names) is None
True
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfcheck import scoring

# As `selfcheck.enums.Practice` stores them; no answer is an empty text.
DOING = "doing"
IN_PART = "in-part"
NOT_YET = "not-yet"
DOES_NOT_APPLY = "does-not-apply"
NOT_SURE = "not-sure"
UNANSWERED = ""

ABOUT_PRACTICE = {DOING, IN_PART, NOT_YET}


@dataclass(frozen=True)
class StatementRead:
    """A statement with what was said about it. `counts` is false for one to move beyond."""

    level: int
    counts: bool
    practice: str
    text: str = ""


@dataclass(frozen=True)
class LevelReading:
    """What the statements of a part read as, with the reasons in sentences."""

    reading: scoring.Reading
    reasons: tuple[str, ...]


def read(
    levels: Sequence[int], statements: Sequence[StatementRead], names: Mapping[int, str]
) -> LevelReading | None:
    """The level that the answers read as; None where there is nothing to read.

    `levels` are the levels to climb, from the first: one that is left out is passed over in
    silence. `names` are the names of all levels.

    >>> names = {1: "Emerging", 2: "Developing", 3: "Maturing"}
    >>> said = [StatementRead(1, True, "doing"), StatementRead(2, True, "doing"),
    ...         StatementRead(2, True, "in-part"), StatementRead(3, True, "not-yet")]
    >>> found = read([1, 2, 3], said, names)
    >>> found.reading.level
    2
    >>> for reason in found.reasons:
    ...     print(reason)
    Emerging is in place: you do the 1 statement that counts.
    Developing is in place: of 2 statements that count, you do 1, and 1 in part.
    Maturing is not in place yet: of 1 statement that counts, 1 is “Not yet”.

    """
    counting = [statement for statement in statements if statement.counts]
    if not how_many(counting, *ABOUT_PRACTICE):
        return without_practice(counting)
    level, reasons = climb(levels, statements, names)
    if level:
        return LevelReading(scoring.at(level), reasons)
    first = f"{names[1]} is the first level, and there is none below it."
    return LevelReading(scoring.at(1), (*reasons, first))


def without_practice(counting: Sequence[StatementRead]) -> LevelReading | None:
    """What can be read where nobody said that they do something that counts, or do not."""
    if counting and how_many(counting, DOES_NOT_APPLY) == len(counting):
        reason = "You said that none of the statements that count apply."
        return LevelReading(scoring.DOES_NOT_APPLY, (reason,))
    if how_many(counting, NOT_SURE):
        reason = "You are not sure about the statements that you answered."
        return LevelReading(scoring.NOT_SURE, (reason,))
    return None


def climb(
    levels: Sequence[int], statements: Sequence[StatementRead], names: Mapping[int, str]
) -> tuple[int, tuple[str, ...]]:
    """The highest level that is in place with all below it, 0 where there is none; and why."""
    reached, reasons = 0, []
    for level in levels:
        here = [statement for statement in statements if statement.level == level]
        if not here:
            reasons.append(f"We have not read any statement of {names[level]}: we stop before it.")
            break
        applying = those_that_count(here)
        reasons.append(f"{names[level]} {account(here, applying)}")
        if not applying:
            continue
        if not in_place(applying):
            reasons += further_up(level, statements, names[level])
            break
        reached = level
    return reached, tuple(reasons)


def those_that_count(statements: Sequence[StatementRead]) -> list[StatementRead]:
    """The statements that are good to go on with and that apply."""
    return [each for each in statements if each.counts and each.practice != DOES_NOT_APPLY]


def in_place(applying: Sequence[StatementRead]) -> bool:
    """Whether all are done at least in part, and at least half of them are done.

    >>> in_place([StatementRead(1, True, "doing"), StatementRead(1, True, "in-part")])
    True
    >>> in_place([StatementRead(1, True, "in-part")])
    False
    >>> in_place([StatementRead(1, True, "doing"), StatementRead(1, True, "not-sure")])
    False
    """
    done = how_many(applying, DOING)
    return done + how_many(applying, IN_PART) == len(applying) and 2 * done >= len(applying)


def how_many(statements: Sequence[StatementRead], *practices: str) -> int:
    return sum(statement.practice in practices for statement in statements)


def account(here: Sequence[StatementRead], applying: Sequence[StatementRead]) -> str:
    """What the statements of one level say, to follow its name."""
    if applying:
        return account_in_place(applying) if in_place(applying) else account_of_lack(applying)
    if any(statement.counts for statement in here):
        return "is passed over: you said that its statements do not apply."
    return "is passed over: its statements describe what to move beyond, so they do not count."


def account_in_place(applying: Sequence[StatementRead]) -> str:
    done, partly = how_many(applying, DOING), how_many(applying, IN_PART)
    if not partly:
        return f"is in place: you do the {counted(done)}."
    return f"is in place: of {counted(done + partly)}, you do {done}, and {partly} in part."


def account_of_lack(applying: Sequence[StatementRead]) -> str:
    """Why a level is not in place: what is missing; or too little of it is done in full."""
    missing = [
        ("“Not yet”", how_many(applying, NOT_YET)),
        ("“Not sure”", how_many(applying, NOT_SURE)),
        ("not answered", how_many(applying, UNANSWERED)),
    ]
    of_all = f"of {counted(len(applying))}"
    parts = [f"{number} {verb(number)} {words}" for words, number in missing if number]
    if parts:
        return f"is not in place yet: {of_all}, {scoring.joined(parts)}."
    done = how_many(applying, DOING)
    return f"is not in place yet: {of_all}, you fully do {done}. It takes half of them or more."


def further_up(level: int, statements: Sequence[StatementRead], name: str) -> list[str]:
    """Says that what is done above a gap is not lost on the reading."""
    above = [statement for statement in statements if statement.counts and statement.level > level]
    done = how_many(above, DOING, IN_PART)
    if not done:
        return []
    some = "1 statement" if done == 1 else f"{done} statements"
    return [f"You also do {some} above {name}. That counts once {name} is in place."]


def counted(number: int) -> str:
    return "1 statement that counts" if number == 1 else f"{number} statements that count"


def verb(number: int) -> str:
    return "is" if number == 1 else "are"
