"""Texts compared word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from draftcomments.drafts.differences import Piece, difference

texts = st.lists(st.sampled_from(["ask", "people", "early", "and", "pay", "them."]), max_size=12)


@given(texts, texts)
def test_both_texts_can_be_read_off_a_difference(before: list[str], after: list[str]) -> None:
    pieces = difference(" ".join(before), " ".join(after))
    old = [word for piece in pieces if piece.kind != "put in" for word in piece.text.split()]
    new = [word for piece in pieces if piece.kind != "taken out" for word in piece.text.split()]
    assert (old, new) == (before, after)


@given(texts, texts)
def test_no_two_pieces_of_a_kind_follow_each_other(before: list[str], after: list[str]) -> None:
    kinds = [piece.kind for piece in difference(" ".join(before), " ".join(after))]
    assert all(kind != following for kind, following in pairwise(kinds))
    assert ("put in", "taken out") not in pairwise(kinds)


def test_a_text_that_stayed_is_one_piece() -> None:
    assert difference("Ask early.", " Ask  early. ") == [Piece("same", "Ask early.")]


def test_a_text_that_was_written_anew_is_shown_whole() -> None:
    pieces = difference("We ask people in the hall", "Pay for the bus, on that same day")
    assert [piece.kind for piece in pieces] == ["taken out", "put in"]


def test_nothing_and_nothing_have_no_difference() -> None:
    assert difference("", " ") == []


def test_long_texts_are_compared_in_a_moment() -> None:
    words = [f"word{number}" for number in range(20_000)]
    pieces = difference(" ".join(words), " ".join([*words[:10_000], "new", *words[10_000:]]))
    assert [piece.kind for piece in pieces] == ["same", "put in", "same"]
