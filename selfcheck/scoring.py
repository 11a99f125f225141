"""How answers become a profile. No Django here: plain values in, plain values out.

There is no total and no average: weak practice must never add up. A phase stands where the lowest
of its answered parts stands, so raising an answer can never lower anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

HIGHEST_LEVEL = 4


class State(Enum):
    """What is known of a part or a phase, with the words that readers see."""

    LEVEL = "Level chosen"
    NOT_SURE = "Not sure"
    DOES_NOT_APPLY = "Does not apply here"
    NOT_ANSWERED = "Not answered"
    NO_QUESTIONS = "No questions yet"


@dataclass(frozen=True)
class Reading:
    """Where a part or a phase stands: a level from 1 to 4, or a state without one."""

    state: State
    level: int | None = None


NOT_ANSWERED = Reading(State.NOT_ANSWERED)
NOT_SURE = Reading(State.NOT_SURE)
DOES_NOT_APPLY = Reading(State.DOES_NOT_APPLY)
NO_QUESTIONS = Reading(State.NO_QUESTIONS)


def at(level: int) -> Reading:
    """The reading of somebody who chose a level.

    >>> at(2)
    Reading(state=<State.LEVEL: 'Level chosen'>, level=2)
    """
    if not 1 <= level <= HIGHEST_LEVEL:
        raise ValueError(f"Levels run from 1 to {HIGHEST_LEVEL}, not {level}.")
    return Reading(State.LEVEL, level)


@dataclass(frozen=True)
class PhaseQuestions:
    """A phase, and the identifiers of its parts that can be asked about, in order."""

    identifier: str
    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class PhaseProfile:
    identifier: str
    name: str
    reading: Reading
    highest: int | None
    parts: tuple[tuple[str, Reading], ...]

    @property
    def complete(self) -> bool:
        """Every question has an answer. A phase without questions is never complete."""
        return bool(self.parts) and all(
            reading.state is not State.NOT_ANSWERED for _, reading in self.parts
        )


@dataclass(frozen=True)
class Profile:
    """The result: phases in order, a sentence, what it rests on, and where to go next."""

    phases: tuple[PhaseProfile, ...]
    sentence: str
    basis: str
    next_steps: tuple[str, ...]
    strengths: tuple[str, ...]


def profile(
    phases: Sequence[PhaseQuestions],
    answers: Mapping[str, Reading],
    level_names: Mapping[int, str],
) -> Profile:
    """Read the answers, by part. An answer to a part that no phase asks about is left out.

    >>> phases = [PhaseQuestions("engage", "Engage", ("5a", "5c")),
    ...           PhaseQuestions("involve", "Involve", ()),
    ...           PhaseQuestions("evaluate", "Evaluate", ("7a",))]
    >>> names = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
    >>> result = profile(phases, {"5a": at(4), "5c": at(3), "7a": at(1)}, names)
    >>> result.sentence
    'Engage is furthest on. Evaluate is just starting.'
    >>> [(phase.name, phase.reading.level) for phase in result.phases]
    [('Engage', 3), ('Involve', None), ('Evaluate', 1)]
    >>> result.next_steps, result.strengths
    (('7a', '5c'), ('5a',))
    """
    read = tuple(phase_profile(phase, answers) for phase in phases)
    parts = [part for phase in read for part in phase.parts]
    return Profile(
        phases=read,
        sentence=sentence(read, level_names),
        basis=basis([reading for _, reading in parts]),
        next_steps=next_steps(parts),
        strengths=tuple(name for name, reading in parts if reading.level == HIGHEST_LEVEL),
    )


def phase_profile(phase: PhaseQuestions, answers: Mapping[str, Reading]) -> PhaseProfile:
    parts = tuple((part, answers.get(part, NOT_ANSWERED)) for part in phase.parts)
    readings = [reading for _, reading in parts]
    levels = [reading.level for reading in readings if reading.level is not None]
    return PhaseProfile(
        phase.identifier, phase.name, phase_reading(readings), max(levels, default=None), parts
    )


def phase_reading(readings: Sequence[Reading]) -> Reading:
    """The lowest level among the parts; without one, the state that says most.

    >>> phase_reading([at(4), at(2), NOT_SURE]).level
    2
    >>> phase_reading([NOT_ANSWERED, NOT_SURE]).state.value
    'Not sure'
    >>> phase_reading([DOES_NOT_APPLY, NOT_ANSWERED]).state.value
    'Not answered'
    >>> phase_reading([]).state.value
    'No questions yet'
    """
    if not readings:
        return NO_QUESTIONS
    levels = [reading.level for reading in readings if reading.level is not None]
    if levels:
        return at(min(levels))
    for reading in (NOT_SURE, NOT_ANSWERED):
        if reading in readings:
            return reading
    return DOES_NOT_APPLY


def next_steps(parts: Sequence[tuple[str, Reading]]) -> tuple[str, ...]:
    """Parts in the order to think about them: lowest level first, then the unsure ones.

    >>> next_steps([("1b", NOT_SURE), ("4a", at(3)), ("5a", at(1)), ("7a", at(4)), ("7b", at(1))])
    ('5a', '7b', '4a', '1b')
    """
    placed = sorted(
        (reading.level, place)
        for place, (_, reading) in enumerate(parts)
        if reading.level is not None and reading.level < HIGHEST_LEVEL
    )
    unsure = [name for name, reading in parts if reading.state is State.NOT_SURE]
    return (*(parts[place][0] for _, place in placed), *unsure)


def basis(readings: Sequence[Reading]) -> str:
    """How much of the picture there is. Empty when every question that applies has a level.

    >>> basis([at(1), NOT_SURE, NOT_ANSWERED, DOES_NOT_APPLY])
    'This rests on 1 of the 3 parts that apply, so it is only part of the picture.'
    >>> basis([at(1), DOES_NOT_APPLY])
    ''
    """
    applying = [reading for reading in readings if reading.state is not State.DOES_NOT_APPLY]
    placed = sum(reading.level is not None for reading in applying)
    if placed in (0, len(applying)):
        return ""
    return (
        f"This rests on {placed} of the {len(applying)} parts that apply,"
        " so it is only part of the picture."
    )


def sentence(phases: Sequence[PhaseProfile], level_names: Mapping[int, str]) -> str:
    """The profile in a sentence or two, honest about ties and about having little to go on."""
    placed = [(phase.reading.level, phase) for phase in phases if phase.reading.level is not None]
    if not placed:
        return sentence_without_levels(phases)
    lowest = min(level for level, _ in placed)
    furthest = max(level for level, _ in placed)
    if len(placed) == 1:
        return sentence_for_one(placed[0][1], level_names)
    if lowest == furthest:
        return f"{joined(names_at(lowest, placed))} are at the same level: {level_names[lowest]}."
    ahead, behind = names_at(furthest, placed), names_at(lowest, placed)
    return (
        f"{joined(ahead)} {verb(ahead)} furthest on."
        f" {joined(behind)} {verb(behind)} {'just starting' if lowest == 1 else 'less far on'}."
    )


def sentence_without_levels(phases: Sequence[PhaseProfile]) -> str:
    """What can be said when nobody chose a level."""
    readings = [reading for phase in phases for _, reading in phase.parts]
    if NOT_SURE in readings:
        return "You are not sure yet. That is a good place to start talking."
    if DOES_NOT_APPLY in readings:
        return "No part has a level yet."
    return "You have not answered any questions yet."


def sentence_for_one(phase: PhaseProfile, level_names: Mapping[int, str]) -> str:
    """What can be said when only one phase has a level: nothing about furthest or least.

    >>> names = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
    >>> engage = PhaseQuestions("engage", "Engage", ("5a", "5c"))
    >>> sentence_for_one(phase_profile(engage, {"5a": at(1), "5c": at(3)}), names)
    'So far only Engage has a level, from Emerging to Maturing.'
    >>> sentence_for_one(phase_profile(engage, {"5a": at(2)}), names)
    'So far only Engage has a level: Developing.'
    """
    lowest, highest = phase.reading.level or 1, phase.highest or 1
    start = f"So far only {phase.name} has a level"
    if lowest == highest:
        return f"{start}: {level_names[lowest]}."
    return f"{start}, from {level_names[lowest]} to {level_names[highest]}."


def names_at(level: int, placed: Sequence[tuple[int, PhaseProfile]]) -> list[str]:
    return [phase.name for found, phase in placed if found == level]


def verb(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def joined(names: Sequence[str]) -> str:
    """Names in a row.

    >>> joined(["Check", "Prepare", "Engage"])
    'Check, Prepare and Engage'
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
