"""Putting sheets together: counts, never an average, and nobody picked out who did not agree."""

from itertools import chain, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcheck.combining import (
    SMALLEST_GROUP,
    Combined,
    Given,
    combine,
    in_words,
    largest_difference_first,
)
from selfcheck.scoring import DOES_NOT_APPLY, NOT_ANSWERED, NOT_SURE, at

LEVELS = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
answers = st.sampled_from([at(1), at(2), at(3), at(4), NOT_SURE, DOES_NOT_APPLY])
names = st.sampled_from(["Nurse", "nurse", "Board member", "Å", "Analyst"])
sheets = st.builds(
    Given,
    reading=st.one_of(answers, st.just(NOT_ANSWERED)),
    name=names,
    agrees=st.booleans(),
    note=st.sampled_from(["", "A report", "A meeting"]),
)
teams = st.lists(sheets, max_size=12)


def agreed(level: int, name: str, note: str = "") -> Given:
    return Given(at(level), name, agrees=True, note=note)


def who_answered(team: list[Given]) -> list[Given]:
    return [each for each in team if each.reading != NOT_ANSWERED]


@given(teams)
def test_every_answer_counts_once_where_answers_show(team: list[Given]) -> None:
    combined = combine(team)
    assert combined.answered == len(who_answered(team))
    if combined.shown:
        counts = {tally.reading: tally.count for tally in combined.tallies}
        said = [each.reading for each in who_answered(team)]
        assert counts == {reading: said.count(reading) for reading in said}


@given(teams)
def test_answers_show_from_three_on_or_when_all_agreed(team: list[Given]) -> None:
    answered = who_answered(team)
    enough = len(answered) >= SMALLEST_GROUP or all(each.agrees for each in answered)
    assert combine(team).shown == (bool(answered) and enough)


@given(teams)
def test_names_show_only_where_the_others_stay_hidden_among_three(team: list[Given]) -> None:
    shown = [name for tally in combine(team).tallies for name in tally.names]
    unnamed = [each for each in who_answered(team) if not each.agrees]
    if unnamed and len(unnamed) < SMALLEST_GROUP:
        assert shown == []
    elif combine(team).shown:
        agreeing = [each.name for each in who_answered(team) if each.agrees]
        assert sorted(shown) == sorted(agreeing)


@given(teams)
def test_a_note_shows_only_with_the_name_of_its_writer(team: list[Given]) -> None:
    for tally in combine(team).tallies:
        assert {name for name, _ in tally.notes} <= set(tally.names)
        theirs = [(each.name, each.note) for each in team if each.agrees and each.note]
        assert set(tally.notes) <= set(theirs)


@given(teams, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_leaves_no_trace(team: list[Given], random: Random) -> None:
    shuffled = random.sample(team, len(team))
    assert combine(shuffled) == combine(team)


@given(answers, answers, answers, answers, st.booleans())
def test_what_two_people_said_changes_nothing_that_is_shown(
    one: object, two: object, other: object, another: object, agrees: bool
) -> None:
    before = [Given(one, "Nurse", agrees=agrees), Given(two)]  # type: ignore[arg-type]  # drawn
    after = [Given(other, "Nurse", agrees=agrees), Given(another)]  # type: ignore[arg-type]  # drawn
    assert combine(before) == combine(after) == Combined(2)
    assert in_words(combine(before), LEVELS) == in_words(combine(after), LEVELS)


@settings(max_examples=60)
@given(st.lists(teams, max_size=6))
def test_the_largest_difference_comes_first_and_hidden_parts_last(found: list[list[Given]]) -> None:
    parts = [(str(place), combine(team)) for place, team in enumerate(found)]
    ordered = largest_difference_first(parts)
    assert sorted(ordered, key=lambda part: int(part[0])) == parts
    keys = [(not part.shown, -part.span, -len(part.tallies)) for _, part in ordered]
    assert keys == sorted(keys)
    for (name, part), (next_name, following) in pairwise(ordered):
        if (part.span, len(part.tallies)) == (following.span, len(following.tallies)):
            assert int(name) < int(next_name)


@given(teams)
def test_the_words_hold_no_number_but_counts_of_people_and_answers(team: list[Given]) -> None:
    combined = combine(team)
    words = in_words(combined, LEVELS)
    numbers = {int(word) for word in words.replace(".", " ").split() if word.isdigit()}
    assert numbers <= {combined.answered, len(combined.tallies), SMALLEST_GROUP}


def test_the_words_for_nobody_and_for_a_wide_difference() -> None:
    assert in_words(combine([]), LEVELS) == "Nobody has answered yet."
    three = [agreed(1, "Nurse"), agreed(2, "Analyst"), agreed(3, "Chair")]
    expected = "From Emerging to Maturing: 3 people gave 3 different answers."
    assert in_words(combine(three), LEVELS) == expected


def test_one_person_who_agreed_is_shown_alone() -> None:
    alone = combine([agreed(2, "Nurse", "A report")])
    assert alone.tallies[0].notes == (("Nurse", "A report"),)
    assert in_words(alone, LEVELS) == "1 person has answered: Developing."


def test_two_people_of_the_same_name_are_both_named() -> None:
    both = combine([agreed(2, "Nurse", "One"), agreed(2, "Nurse", "Other")])
    assert both.tallies[0].names == ("Nurse", "Nurse")
    assert both.tallies[0].notes == (("Nurse", "One"), ("Nurse", "Other"))


def test_not_sure_is_a_difference_but_no_distance() -> None:
    unsure = combine([Given(at(2)), Given(NOT_SURE), Given(DOES_NOT_APPLY)])
    assert (unsure.span, len(unsure.tallies)) == (0, 3)
    expected = "Developing or not sure or does not apply here: 3 people gave 3 different answers."
    assert in_words(unsure, LEVELS) == expected


@pytest.mark.parametrize("unnamed", range(5))
def test_the_names_of_two_who_agreed_show_beside_none_or_three_others(unnamed: int) -> None:
    team = [agreed(1, "Nurse"), agreed(4, "Chair"), *[Given(at(2))] * unnamed]
    shown = set(chain.from_iterable(tally.names for tally in combine(team).tallies))
    assert shown == (set() if unnamed in {1, 2} else {"Nurse", "Chair"})
