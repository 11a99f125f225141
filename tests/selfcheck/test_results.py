"""Readings in the words of the tables."""

import pytest

from selfcheck.results import phase_in_words
from selfcheck.scoring import NOT_SURE, PhaseQuestions, Reading, at, phase_profile

NAMES = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ([at(1), at(3)], "Emerging to Maturing"),
        ([at(2), at(2)], "Developing"),
        ([at(2), NOT_SURE], "Developing"),
        ([NOT_SURE], "Not sure"),
        ([], "No questions yet"),
    ],
)
def test_a_phase_is_put_in_words_from_its_lowest_part_to_its_highest(
    readings: list[Reading], words: str
) -> None:
    parts = {f"5{letter}": reading for letter, reading in zip("abc", readings, strict=False)}
    phase = phase_profile(PhaseQuestions("engage", "Engage", tuple(parts)), parts)
    assert phase_in_words(phase, NAMES) == words
