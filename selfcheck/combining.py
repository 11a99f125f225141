"""How a team's sheets are put together, part by part. No Django here: plain values in and out.

There is no average and no order of people. What somebody said can be told from the rest only where
they agreed to it: answers show when three people or more gave one, or when all who did agreed to be
named; and names show only where those who did not agree stay hidden among three or more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from selfcheck.scoring import HIGHEST_LEVEL, Reading, State

SMALLEST_GROUP = 3
ANSWERS = (State.LEVEL, State.NOT_SURE, State.DOES_NOT_APPLY)
Part = TypeVar("Part")


@dataclass(frozen=True)
class Given:
    """What one sheet says about a part; `agrees` means that the team may see whose it is."""

    reading: Reading
    name: str = ""
    agrees: bool = False
    note: str = ""


@dataclass(frozen=True)
class Tally:
    """One answer, how many gave it, and of those who may be named: names, and what they noted."""

    reading: Reading
    count: int
    names: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Combined:
    """A part: how many answered, and the answers where they may be shown."""

    answered: int
    tallies: tuple[Tally, ...] = ()

    @property
    def shown(self) -> bool:
        return bool(self.tallies)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that were chosen, from the lowest on."""
        readings = (tally.reading for tally in self.tallies)
        return tuple(reading.level for reading in readings if reading.level is not None)

    @property
    def span(self) -> int:
        """How many levels lie between the lowest and the highest answer."""
        return self.levels[-1] - self.levels[0] if self.levels else 0

    @property
    def agree(self) -> bool:
        return len(self.tallies) == 1


def combine(given: Iterable[Given]) -> Combined:
    """Put together what the sheets say about one part. The order of the sheets is lost.

    >>> from selfcheck.scoring import NOT_SURE, at
    >>> three = combine([Given(at(3)), Given(at(1), "Nurse", agrees=True), Given(at(3))])
    >>> [(tally.reading.level, tally.count, tally.names) for tally in three.tallies]
    [(1, 1, ()), (3, 2, ())]
    >>> combine([Given(at(3)), Given(at(1), "Nurse", agrees=True)])
    Combined(answered=2, tallies=())
    >>> combine([Given(NOT_SURE, "Nurse", agrees=True)]).tallies[0].names
    ('Nurse',)
    """
    answers = [each for each in given if each.reading.state in ANSWERS]
    unnamed = sum(not each.agrees for each in answers)
    if unnamed and len(answers) < SMALLEST_GROUP:
        return Combined(len(answers))
    named = unnamed == 0 or unnamed >= SMALLEST_GROUP
    groups: dict[Reading, list[Given]] = defaultdict(list)
    for each in answers:
        groups[each.reading].append(each)
    tallies = (tally(reading, group, named=named) for reading, group in groups.items())
    return Combined(len(answers), tuple(sorted(tallies, key=lambda each: place_of(each.reading))))


def tally(reading: Reading, group: Sequence[Given], *, named: bool) -> Tally:
    """Those who gave one answer. Names and notes stand in the order of the alphabet."""
    known = [each for each in group if each.agrees] if named else []
    names = sorted((each.name for each in known), key=alphabetical)
    notes = sorted(
        ((each.name, each.note) for each in known if each.note),
        key=lambda note: (*alphabetical(note[0]), note[1]),
    )
    return Tally(reading, len(group), tuple(names), tuple(notes))


def alphabetical(name: str) -> tuple[str, str]:
    return name.casefold(), name


def place_of(reading: Reading) -> int:
    """Where an answer stands among answers: levels first, from the lowest."""
    if reading.level is not None:
        return reading.level
    return HIGHEST_LEVEL + ANSWERS.index(reading.state)


def largest_difference_first(parts: Iterable[tuple[Part, Combined]]) -> list[tuple[Part, Combined]]:
    """By span of levels, then by number of different answers, then in the order given.

    A part whose answers are hidden stands last, whatever they are: its place tells nothing.

    >>> from selfcheck.scoring import NOT_SURE, at
    >>> apart = combine([Given(at(1)), Given(at(4)), Given(at(4))])
    >>> unsure = combine([Given(at(2)), Given(at(2)), Given(NOT_SURE)])
    >>> alike = combine([Given(at(2))] * 3)
    >>> hidden = combine([Given(at(1)), Given(at(4))])
    >>> parts = [("1a", hidden), ("1b", alike), ("5a", unsure), ("7a", apart)]
    >>> [part for part, _ in largest_difference_first(parts)]
    ['7a', '5a', '1b', '1a']
    """
    return sorted(parts, key=lambda part: (-part[1].span, -len(part[1].tallies)))


def in_words(combined: Combined, level_names: Mapping[int, str]) -> str:
    """How far apart the answers are, in one sentence; or why they are not shown.

    >>> from selfcheck.scoring import DOES_NOT_APPLY, NOT_SURE, at
    >>> names = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}
    >>> in_words(combine([Given(at(3)), Given(at(1)), Given(NOT_SURE)]), names)
    'From Emerging to Maturing: 3 people gave 3 different answers.'
    >>> in_words(combine([Given(at(2)), Given(at(2)), Given(NOT_SURE)]), names)
    'Developing or not sure: 3 people gave 2 different answers.'
    >>> in_words(combine([Given(DOES_NOT_APPLY)] * 3), names)
    'All 3 people gave the same answer: does not apply here.'
    >>> in_words(combine([Given(at(4), agrees=True)] * 2), names)
    'Both people gave the same answer: Thriving.'
    >>> in_words(combine([Given(at(2))]), names)
    '1 person has answered. Answers show when 3 people have.'
    """
    if not combined.shown:
        return why_hidden(combined.answered)
    answers = [answer_in_words(each.reading, level_names) for each in combined.tallies]
    if combined.agree:
        return f"{all_of(combined.answered)}: {answers[0]}."
    if combined.span:
        lowest, highest = combined.levels[0], combined.levels[-1]
        where = f"From {level_names[lowest]} to {level_names[highest]}"
    else:
        where = " or ".join(answers)
    people = f"{combined.answered} people gave {len(answers)} different answers"
    return f"{where[0].upper()}{where[1:]}: {people}."


def answer_in_words(reading: Reading, level_names: Mapping[int, str]) -> str:
    if reading.level is not None:
        return level_names[reading.level]
    return reading.state.value.lower()


def all_of(answered: int) -> str:
    if answered == 1:
        return "1 person has answered"
    everyone = "Both" if answered == 2 else f"All {answered}"
    return f"{everyone} people gave the same answer"


def why_hidden(answered: int) -> str:
    if not answered:
        return "Nobody has answered yet."
    people = "1 person has" if answered == 1 else f"{answered} people have"
    return f"{people} answered. Answers show when {SMALLEST_GROUP} people have."
