"""The profile: honest about ties and gaps, never a total, and never lower for a higher answer."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.scoring import (
    DOES_NOT_APPLY,
    NOT_ANSWERED,
    NOT_SURE,
    PhaseQuestions,
    Profile,
    Reading,
    State,
    at,
    profile,
)

NAMES = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
PHASES = [
    PhaseQuestions("check", "Check", ("1b", "1d")),
    PhaseQuestions("challenge", "Challenge", ()),
    PhaseQuestions("prepare", "Prepare", ("4a", "4c")),
    PhaseQuestions("engage", "Engage", ("5a", "5c")),
    PhaseQuestions("evaluate", "Evaluate", ("7a", "7b")),
]
PARTS = [part for phase in PHASES for part in phase.parts]
readings = st.one_of(
    st.integers(1, 4).map(at), st.sampled_from([NOT_SURE, DOES_NOT_APPLY, NOT_ANSWERED])
)
answer_sets = st.dictionaries(st.sampled_from(PARTS), readings)


def read(answers: dict[str, Reading]) -> Profile:
    return profile(PHASES, answers, NAMES)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "You have not answered any questions yet."),
        ({"1b": NOT_SURE}, "You are not sure yet. That is a good place to start talking."),
        ({"1b": DOES_NOT_APPLY}, "No part has a level yet."),
        ({"5a": at(4)}, "So far only Engage has a level: Thriving."),
        (
            {"1b": at(2), "5a": at(2)},
            "Check and Engage are at the same level: Developing.",
        ),
        (
            {"1b": at(3), "5a": at(3), "7a": at(1)},
            "Check and Engage are furthest on. Evaluate is just starting.",
        ),
        (
            {"1b": at(4), "4a": at(2), "5a": at(2), "7a": at(3)},
            "Check is furthest on. Prepare and Engage are less far on.",
        ),
    ],
)
def test_the_sentence_says_what_the_answers_allow(
    answers: dict[str, Reading], sentence: str
) -> None:
    assert read(answers).sentence == sentence


def test_a_phase_is_as_far_on_as_its_lowest_part() -> None:
    engage = read({"5a": at(4), "5c": at(1)}).phases[3]
    assert (engage.reading.level, engage.highest) == (1, 4)


def test_a_phase_without_questions_says_so_and_is_never_complete() -> None:
    challenge = read({}).phases[1]
    assert (challenge.reading.state, challenge.complete) == (State.NO_QUESTIONS, False)


def test_not_sure_and_does_not_apply_complete_a_phase() -> None:
    assert read({"1b": NOT_SURE, "1d": DOES_NOT_APPLY}).phases[0].complete


def test_an_answer_to_an_unknown_part_is_left_out() -> None:
    assert read({"9z": at(4)}) == read({})


def test_a_level_outside_the_ladder_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        at(5)


@given(answer_sets)
def test_next_steps_start_at_the_lowest_level_and_end_with_the_unsure(
    answers: dict[str, Reading],
) -> None:
    steps = [answers[part] for part in read(answers).next_steps]
    order = [reading.level or 9 for reading in steps]
    assert order == sorted(order)
    assert len(steps) == sum(
        reading == NOT_SURE or reading.level in {1, 2, 3} for reading in answers.values()
    )


@given(answer_sets, st.sampled_from(PARTS), st.integers(1, 4), st.integers(1, 4))
def test_a_higher_answer_never_lowers_anything(
    answers: dict[str, Reading], part: str, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    before, after = read({**answers, part: at(low)}), read({**answers, part: at(high)})
    for was, now in zip(before.phases, after.phases, strict=True):
        assert (now.reading.level or 0) >= (was.reading.level or 0)
        assert (now.highest or 0) >= (was.highest or 0)


@given(answer_sets)
def test_no_number_in_a_profile_is_anything_but_a_level_that_was_chosen(
    answers: dict[str, Reading],
) -> None:
    chosen = {reading.level for reading in answers.values() if reading.level}
    assert set(numbers_in(asdict(read(answers)))) <= chosen


def numbers_in(value: object) -> list[float]:
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [value]
    if isinstance(value, dict):
        return [number for inner in value.values() for number in numbers_in(inner)]
    if isinstance(value, list | tuple):
        return [number for inner in value for number in numbers_in(inner)]
    return []


@given(answer_sets)
def test_the_profile_says_when_it_rests_on_part_of_the_questions(
    answers: dict[str, Reading],
) -> None:
    applying = [part for part in PARTS if answers.get(part) != DOES_NOT_APPLY]
    placed = [part for part in applying if part in answers and answers[part].level]
    partial = 0 < len(placed) < len(applying)
    assert bool(read(answers).basis) == partial
