"""Codes from paper, however people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftcomments.codes import ALPHABET, LENGTH, code_from, is_code, normalised, on_paper

CODE = "K7QM2RWD9X01"
# As a keyboard for Chinese or Japanese may write it.
FULL_WIDTH = "".join(chr(ord(character) + 0xFEE0) for character in CODE)


@pytest.mark.parametrize(
    "typed",
    [
        "K7QM-2RWD-9X01",
        "k7qm 2rwd 9x01",
        " K7QM2RWD9X01\t",
        "k7qm–2rwd–9xo1",
        "K7QM2RWD9XOI",
        "k7qm2rwd9xol",
        "K7QM2RWD9X0i",
        FULL_WIDTH,
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert normalised(typed) == CODE


@pytest.mark.parametrize("typed", ["", "K7QM", CODE + "2", "K7QM2RWD9XU1", "кккккккккккк"])
def test_what_no_code_can_be_is_told_apart(typed: str) -> None:
    assert not is_code(normalised(typed))


def test_no_letter_of_a_code_looks_like_a_number() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(st.binary(min_size=8, max_size=64))
def test_any_digest_makes_a_code_that_survives_paper(digest: bytes) -> None:
    code = code_from(digest)
    assert is_code(code)
    assert len(code) == LENGTH
    assert normalised(on_paper(code).lower().replace("0", "o").replace("1", "l")) == code


@given(st.text())
def test_whatever_is_typed_is_read_without_an_error(typed: str) -> None:
    assert is_code(normalised(typed)) in {True, False}
