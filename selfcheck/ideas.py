"""What the action plan offers for one part of the framework: why, what to do, what would show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator

from framework.enums import Advice, Rung
from framework.models import Measure, Statement, SubPhase
from framework.outline import Outline, SubPhaseOutline
from selfcheck import scoring
from selfcheck.models import LONGEST_LINE, SelfCheck
from selfcheck.standing import read_standings

Choice = tuple[str, str]


@dataclass(frozen=True)
class Ideas:
    """What is offered for one part.

    - `why` - where the part stands, in words to start from
    - `next_level` - the level that `what` would lead to; empty where there is none to name
    - `what` - identifiers and texts of things to do; empty at the highest level, and where the
      text of the next level is unknown
    """

    part: SubPhaseOutline
    why: str
    next_level: str
    what: tuple[Choice, ...]


@dataclass(frozen=True)
class ListedMeasure:
    """A measure as the list to choose from needs it."""

    pk: int
    identifier: str
    name: str
    rung: str
    of_part: bool

    @property
    def choice(self) -> Choice:
        return self.identifier, self.name


def ideas_for(self_check: SelfCheck, part: SubPhaseOutline, outline: Outline) -> Ideas:
    """What is offered for a part: four queries."""
    standing = read_standings(self_check, outline).get(part.pk)
    reading = standing.reading if standing else scoring.NOT_ANSWERED
    levels = {level.number: level for level in outline.levels}
    if reading.level is None:
        return Ideas(part, state_in_words(part, reading.state), "", talk_about(part))
    why = f"{part.label}: {levels[reading.level].name} now"
    above = levels.get(reading.level + 1)
    if above is None:
        return Ideas(part, why, "", ())
    return Ideas(part, why, above.name, statements_at(self_check, part, above.number))


def state_in_words(part: SubPhaseOutline, state: scoring.State) -> str:
    return f"{part.label}: {state.value.lower()}"


def talk_about(part: SubPhaseOutline) -> tuple[Choice, ...]:
    """What to do about a part without a level: find out which is closest."""
    return (("talk", f"Agree with colleagues which level is closest for {part.label}"),)


def statements_at(self_check: SelfCheck, part: SubPhaseOutline, number: int) -> tuple[Choice, ...]:
    """The statements to aim for at one level of a part, for the level of work of the check."""
    wanted = Statement.objects.in_use().speaking_of(self_check.lens)
    rows = wanted.filter(sub_phase=part.pk, level__number=number, advice=Advice.KEEP)
    return tuple(
        (identifier, Truncator(text).chars(LONGEST_LINE))
        for identifier, text in rows.values_list("identifier", "text")
    )


def measures_for(pk: int | None) -> list[ListedMeasure]:
    """Every measure in order, knowing whether it is about the part with that pk: one query."""
    links = SubPhase.objects.filter(pk=pk or 0, measures=OuterRef("pk"))
    rows = Measure.objects.annotate(of_part=Exists(links))
    return [
        ListedMeasure(*row)
        for row in rows.values_list("pk", "identifier", "name", "rung", "of_part")
    ]


def measure_choices(
    measures: Sequence[ListedMeasure], part: SubPhaseOutline | None
) -> list[tuple[str, list[Choice]]]:
    """The measures as groups of a list to choose from: those of the part, then rung by rung."""
    first = [measure.choice for measure in measures if measure.of_part]
    rungs = [
        (str(rung.label), [m.choice for m in measures if m.rung == rung and not m.of_part])
        for rung in Rung
    ]
    groups = [(f"For {part.label}", first), *rungs] if part else rungs
    return [(name, choices) for name, choices in groups if choices]
