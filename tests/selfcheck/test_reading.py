"""What statements read as: never lower for doing more, and never higher for weak practice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck import reading
from selfcheck.enums import Practice
from selfcheck.reading import LevelReading, StatementRead
from selfcheck.scoring import State

NAMES = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
LADDER = list(NAMES)
# From less to more: to move along it is to agree with a statement more.
LESS_TO_MORE = [reading.NOT_YET, reading.IN_PART, reading.DOING]
SILENT = [reading.UNANSWERED, reading.NOT_SURE]

practices = st.sampled_from([*LESS_TO_MORE, *SILENT, reading.DOES_NOT_APPLY])
counting = st.builds(StatementRead, st.integers(1, 4), st.just(True), practices)
weak = st.builds(StatementRead, st.integers(1, 4), st.just(False), practices)
statements = st.lists(st.one_of(counting, weak), max_size=14)
ladders = st.sets(st.sampled_from(LADDER)).map(sorted)


def said(text: str) -> list[StatementRead]:
    """Statements from words such as "1 doing, 2 beyond doing": level, perhaps beyond, practice."""
    found = []
    for each in filter(None, text.split(", ")):
        level, *beyond, practice = each.split()
        practice = "" if practice == "unanswered" else practice
        found.append(StatementRead(int(level), not beyond, practice))
    return found


def read(text: str, levels: list[int] = LADDER) -> LevelReading | None:
    return reading.read(levels, said(text), NAMES)


def level_of(found: LevelReading | None) -> int:
    return found.reading.level or 0 if found else 0


def test_the_practices_are_those_that_are_stored() -> None:
    ours = {*LESS_TO_MORE, reading.DOES_NOT_APPLY, reading.NOT_SURE}
    assert ours == set(Practice.values)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("1 doing, 2 doing, 3 doing, 4 doing", 4),
        ("1 doing, 2 doing, 3 not-yet, 4 not-yet", 2),
        ("1 doing, 2 doing, 2 in-part, 3 not-yet", 2),
        ("1 doing, 2 doing, 2 in-part, 2 in-part, 3 doing", 1),
        ("1 doing, 2 doing, 2 not-yet, 3 doing, 4 doing", 1),
        ("1 doing, 2 doing, 2 unanswered, 3 doing", 1),
        ("1 doing, 2 doing, 2 not-sure, 3 doing", 1),
        ("1 doing, 2 doing, 2 does-not-apply, 3 doing", 3),
        ("1 doing, 2 does-not-apply, 3 doing, 4 not-yet", 3),
        ("1 doing, 2 does-not-apply, 3 not-yet", 1),
        ("1 not-yet, 2 doing, 3 doing", 1),
        ("1 beyond doing, 2 doing, 3 not-yet", 2),
        ("1 beyond doing, 2 not-yet", 1),
        ("1 doing, 2 beyond doing, 2 beyond doing", 1),
    ],
)
def test_a_level_is_read_when_it_and_all_below_are_in_place(text: str, level: int) -> None:
    assert level_of(read(text)) == level


def test_a_level_that_nobody_has_read_stops_the_climb() -> None:
    found = read("1 doing, 3 doing, 4 doing")
    assert level_of(found) == 1
    assert found is not None
    assert found.reasons[-1] == "We have not read any statement of Developing: we stop before it."


def test_a_level_that_is_left_out_is_passed_over() -> None:
    assert level_of(read("1 doing, 3 doing, 4 not-yet", [1, 3, 4])) == 3


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("1 does-not-apply, 2 does-not-apply", State.DOES_NOT_APPLY),
        ("1 does-not-apply, 2 beyond unanswered", State.DOES_NOT_APPLY),
        ("1 does-not-apply, 2 beyond doing", State.DOES_NOT_APPLY),
        ("1 not-sure, 2 beyond doing", State.NOT_SURE),
        ("1 not-sure, 2 does-not-apply", State.NOT_SURE),
        ("1 not-sure, 2 unanswered", State.NOT_SURE),
    ],
)
def test_without_any_practice_no_level_is_read(text: str, state: State) -> None:
    found = read(text)
    assert found is not None
    assert found.reading.state is state


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 unanswered",
        "1 does-not-apply, 2 unanswered",
        "1 beyond doing",
        "1 beyond does-not-apply",
        "1 beyond not-sure, 2 unanswered",
        "1 beyond not-yet, 2 unanswered",
    ],
)
def test_nothing_is_read_where_too_little_was_said(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "1 doing, 1 doing, 2 not-yet",
            "Emerging is in place: you do the 2 statements that count.",
        ),
        (
            "1 doing, 1 in-part, 2 not-yet",
            "Emerging is in place: of 2 statements that count, you do 1, and 1 in part.",
        ),
        (
            "1 doing, 1 not-yet, 1 not-sure, 1 unanswered, 1 unanswered",
            (
                "Emerging is not in place yet: of 5 statements that count, 1 is “Not yet”,"
                " 1 is “Not sure” and 2 are not answered."
            ),
        ),
        (
            "1 doing, 1 in-part, 1 in-part",
            (
                "Emerging is not in place yet: of 3 statements that count, you fully do 1."
                " It takes half of them or more."
            ),
        ),
        ("1 not-yet", "Emerging is the first level, and there is none below it."),
        (
            "1 beyond doing, 2 doing, 3 not-yet",
            (
                "Emerging is passed over: its statements describe what to move beyond,"
                " so they do not count."
            ),
        ),
        (
            "1 does-not-apply, 2 doing, 3 not-yet",
            "Emerging is passed over: you said that its statements do not apply.",
        ),
        (
            "1 doing, 2 not-yet, 3 doing, 4 in-part",
            "You also do 2 statements above Developing. That counts once Developing is in place.",
        ),
    ],
)
def test_the_reasons_say_what_was_counted(text: str, reason: str) -> None:
    found = read(text)
    assert found is not None
    assert reason in found.reasons


@given(ladders, statements, st.data())
def test_to_do_more_of_a_statement_never_lowers_the_reading(
    levels: list[int], there: list[StatementRead], data: st.DataObject
) -> None:
    there = [*there, data.draw(counting)]
    place = data.draw(st.integers(0, len(there) - 1))
    order = data.draw(st.sampled_from([[silent, *LESS_TO_MORE] for silent in SILENT]))
    low, high = sorted(data.draw(st.tuples(*[st.integers(0, len(order) - 1)] * 2)))
    before, after = (
        [*there[:place], replace(there[place], practice=order[step]), *there[place + 1 :]]
        for step in (low, high)
    )
    assert level_of(reading.read(levels, after, NAMES)) >= level_of(
        reading.read(levels, before, NAMES)
    )


@given(ladders, st.lists(counting, max_size=12), st.lists(weak, min_size=1, max_size=6), st.data())
def test_what_is_said_of_weak_practice_changes_nothing(
    levels: list[int], good: list[StatementRead], bad: list[StatementRead], data: st.DataObject
) -> None:
    levels = sorted({*levels, *(each.level for each in good)})
    done = [replace(each, practice=data.draw(practices)) for each in bad]
    assert reading.read(levels, [*good, *done], NAMES) == reading.read(levels, [*good, *bad], NAMES)
    # A statement to move beyond at a level without others makes it one that is passed over.
    there = {each.level for each in good}
    only_beside = [each for each in bad if each.level in there]
    assert reading.read(levels, [*good, *only_beside], NAMES) == reading.read(levels, good, NAMES)


@given(ladders, statements, st.randoms())
def test_the_order_of_statements_does_not_matter(
    levels: list[int], there: list[StatementRead], random: st.DataObject
) -> None:
    shuffled = sorted(there, key=lambda each: random.random())  # type: ignore[attr-defined]
    assert reading.read(levels, shuffled, NAMES) == reading.read(levels, there, NAMES)


@given(ladders, statements)
def test_a_level_that_is_read_has_statements_that_are_done_or_is_the_first(
    levels: list[int], there: list[StatementRead]
) -> None:
    level = level_of(reading.read(levels, there, NAMES))
    practised = {each.level for each in there if each.counts and each.practice == reading.DOING}
    assert level in {0, 1} | practised


@given(ladders, statements)
def test_whatever_is_read_has_a_reason(levels: list[int], there: list[StatementRead]) -> None:
    found = reading.read(levels, there, NAMES)
    assert found is None or found.reasons
