"""What the last round said, kept with the check of this round so that it outlives the old one.

It is stored as plain values under lasting identifiers:

    {"saved_on": "2026-11-22",
     "parts": {"1a": {"kind": "level", "level": "maturing", "sub_phase_version": 2}}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from framework.outline import framework_outline
from selfcheck import scoring
from selfcheck.enums import AnswerKind
from selfcheck.models import SelfCheck
from selfcheck.standing import READINGS


@dataclass(frozen=True)
class Before:
    """The round before: when it was saved, and by part where it stood and in which version."""

    saved_on: date
    readings: dict[str, scoring.Reading]
    versions: dict[str, int]


def read_before(self_check: SelfCheck) -> Before | None:
    """What the round before said; None in a first round. No query once the outline is cached."""
    if self_check.before is None:
        return None
    levels = {level.identifier: level.number for level in framework_outline().levels}
    return before_of(self_check.before, levels)


def before_of(stored: Mapping[str, Any], levels: Mapping[str, int]) -> Before:
    """The stored values as readings. A part whose level is gone is left out.

    >>> stored = {"saved_on": "2026-11-22", "parts": {
    ...     "1a": {"kind": "level", "level": "maturing", "sub_phase_version": 2},
    ...     "1b": {"kind": "not-sure", "level": None, "sub_phase_version": 1},
    ...     "5a": {"kind": "level", "level": "splendid", "sub_phase_version": 1}}}
    >>> before = before_of(stored, {"maturing": 3})
    >>> before.saved_on
    datetime.date(2026, 11, 22)
    >>> [(part, reading.level, reading.state.value) for part, reading in before.readings.items()]
    [('1a', 3, 'Level chosen'), ('1b', None, 'Not sure')]
    >>> before.versions
    {'1a': 2, '1b': 1}
    """
    read = {part: reading_of(said, levels) for part, said in stored["parts"].items()}
    readings = {part: reading for part, reading in read.items() if reading is not None}
    versions = {part: stored["parts"][part]["sub_phase_version"] for part in readings}
    return Before(date.fromisoformat(stored["saved_on"]), readings, versions)


def reading_of(said: Mapping[str, Any], levels: Mapping[str, int]) -> scoring.Reading | None:
    if said["kind"] == AnswerKind.LEVEL.value:
        number = levels.get(said["level"])
        return scoring.at(number) if number else None
    return READINGS[said["kind"]]
