"""Where frozen sections are found again."""

from collections.abc import Sequence
from typing import Any
from unittest.mock import ANY

from hypothesis import given
from hypothesis import strategies as st

from draftcomments.drafts.anchors import Placement, where_now
from draftcomments.drafts.sections import Section
from tests.factories.draftcomments import a_section

LONG = "Pay for time and travel on the day, and ask how people want to be paid for it."


def headed(key: str, *below: str, text: str = "") -> Section:
    """A section of several blocks."""
    section = a_section(key, text or f"Words of {key} and of what follows.")
    return Section.of({**section.as_data(), "paths": [key, *below]})


def place(key: str, now: Sequence[Section], **values: Any) -> Placement:
    return where_now(BEFORE, now, **values)[key]


A, B, C, D = (headed(key, f"{key}1", f"{key}2") for key in "abcd")
BEFORE = [A, B, C, D]


def test_what_stayed_is_unchanged() -> None:
    placements = where_now(BEFORE, BEFORE)
    assert {key: (each.state, each.moved, each.now) for key, each in placements.items()} == {
        section.key: ("unchanged", False, section) for section in BEFORE
    }


def test_reordered_sections_are_found_and_only_what_was_moved_says_so() -> None:
    placements = where_now(BEFORE, [D, A, B, C])
    assert {each.state for each in placements.values()} == {"unchanged"}
    assert [key for key, each in placements.items() if each.moved] == ["d"]


def test_other_words_in_the_same_place_are_a_change() -> None:
    edited = headed("b", "b1", text="Other words.")
    assert place("b", [A, edited, C, D]) == Placement("changed", False, edited, None, False)


def test_without_its_heading_a_section_is_found_where_most_of_it_stands() -> None:
    joined = headed("a", "a1", "a2", "b1", "b2")
    placement = place("b", [joined, C, D])
    assert (placement.state, placement.now) == ("changed", joined)


def test_a_part_that_went_into_another_section_with_its_id_is_found_there() -> None:
    with_more = headed("c", "c1", "c2", "b2")
    assert place("b", [A, with_more, D]).now == with_more


def test_a_section_that_got_a_heading_above_it_is_found_there() -> None:
    under_a_new_heading = headed("new", "a", "a1", "a2")
    placement = place("a", [under_a_new_heading, B, C, D])
    assert (placement.state, placement.now) == ("changed", under_a_new_heading)


def test_what_is_gone_is_removed_and_nothing_is_supposed() -> None:
    assert place("b", [A, C, D]) == Placement("removed", False, None, None, False)


def test_the_same_words_under_a_new_id_are_only_a_question() -> None:
    again = headed("new", text=B.text)
    assert place("b", [A, again, C, D]) == Placement("removed", False, None, again, False)


def test_nearly_the_same_words_are_a_question_too_and_the_likest_is_asked_about() -> None:
    frozen = [headed("pay", text=LONG)]
    close, closest = (
        headed("x", text=f"{LONG} And more."),
        headed("y", text=LONG.upper()[:1] + LONG[1:]),
    )
    assert where_now(frozen, [close, closest])["pay"].perhaps == closest
    assert where_now(frozen, [headed("z", text="Quite other words.")])["pay"].perhaps is None


def test_words_pasted_into_a_section_that_was_there_are_a_question() -> None:
    frozen = [headed("pay", text=LONG), headed("whom", text="Ask the people it is about.")]
    grown = headed("whom", text=f"Ask the people it is about. {LONG} Thank them.")
    assert where_now(frozen, [grown])["pay"].perhaps == grown


def test_words_that_another_section_always_had_are_no_question() -> None:
    other = headed("whom", text=f"Ask them. {LONG}")
    assert where_now([headed("pay", text=LONG), other], [other])["pay"].perhaps is None


def test_a_picture_without_words_is_asked_about_only_if_it_is_the_same() -> None:
    frozen = [headed("pic", text=" ")]
    frozen = [Section.of({**section.as_data(), "text": ""}) for section in frozen]
    same = Section.of({**frozen[0].as_data(), "key": "new", "paths": ["new"]})
    other = Section.of({**same.as_data(), "fingerprint": "another"})
    assert where_now(frozen, [same])["pic"].perhaps == same
    assert where_now(frozen, [other])["pic"].perhaps is None


def test_a_confirmed_move_holds() -> None:
    again = headed("new", text=B.text)
    placement = place("b", [A, again, C, D], moves={"b": "new"})
    assert placement == Placement("unchanged", False, again, None, True)


def test_a_confirmed_move_follows_its_block_into_another_section() -> None:
    joined = headed("a", "a1", "new")
    placement = place("b", [joined, C, D], moves={"b": "new"})
    assert (placement.state, placement.now, placement.confirmed) == ("changed", joined, True)


def test_a_confirmed_move_to_what_is_gone_is_a_removal() -> None:
    assert place("b", [A, C, D], moves={"b": "new"}).state == "removed"


def test_a_restored_old_version_wins_over_a_confirmed_move() -> None:
    again = headed("new", text=B.text)
    placement = place("b", [A, B, again, C, D], moves={"b": "new"})
    assert placement == Placement("unchanged", False, B, None, False)


bodies = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(st.permutations("abcdefgh"))
def test_any_reordering_finds_every_section_unchanged(order: list[str]) -> None:
    before = [headed(key) for key in "abcdefgh"]
    placements = where_now(before, [headed(key) for key in order])
    assert all(each.state == "unchanged" for each in placements.values())
    stayed = [key for key in order if not placements[key].moved]
    assert stayed == sorted(stayed)


@given(bodies, bodies)
def test_a_section_is_removed_exactly_when_its_blocks_are_gone(
    before: list[str], after: list[str]
) -> None:
    placements = where_now([headed(key) for key in before], [headed(key) for key in after])
    assert {key for key, each in placements.items() if each.state == "removed"} == (
        set(before) - set(after)
    )
    assert all(each.now is None or each.now.key == key for key, each in placements.items())


@given(bodies, st.sampled_from("abcdefgh"), st.text(max_size=20))
def test_an_edit_of_one_section_changes_no_other(before: list[str], key: str, text: str) -> None:
    frozen = [headed(each) for each in before]
    edited = headed(key, text=f"Other words: {text}")
    now = [edited if section.key == key else section for section in frozen]
    changed = {
        each for each, placed in where_now(frozen, now).items() if placed.state != "unchanged"
    }
    assert changed == ({key} & set(before))


@given(bodies)
def test_nothing_ever_moves_by_itself(before: list[str]) -> None:
    frozen = [headed(key) for key in before]
    recreated = [
        headed(f"{key}-new", text=f"Words of {key} and of what follows.") for key in before
    ]
    placements = where_now(frozen, recreated)
    assert all(
        each == Placement("removed", False, None, ANY, False) for each in placements.values()
    )
    assert all(each.perhaps is not None for each in placements.values())
