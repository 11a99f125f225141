"""What the action plan offers for one part of the framework: why, what to do, what would show it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator

from framework.enums import Advice, Lens, Rung
from framework.models import Measure, Statement, SubPhase
from framework.outline import Outline, SubPhaseOutline
from selfcheck import scoring
from selfcheck.models import LONGEST_LINE, SelfCheck
from selfcheck.standing import read_standings

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]
FIRST_LEVEL = 1


@dataclass(frozen=True)
class Ideas:
    """What is offered for one part.

    - `level` - the number of the level where the part stands, where it has one
    - `why` - where it stands, in words to start from; they leave out the part, which a row names
    - `next_level` - the level that `what` would lead to; empty where there is none to name
    - `what` - identifiers and texts of things to do; empty at the highest level, and where the
      text of the next level is unknown
    """

    part: SubPhaseOutline
    level: int | None
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
    lens: str
    of_part: bool

    @property
    def choice(self) -> Choice:
        return self.identifier, self.name


@dataclass(frozen=True)
class MeasuresOffered:
    """The measures to choose from: in groups, and the pk of each by its identifier."""

    groups: list[Group]
    pks: dict[str, int]


def ideas_for(self_check: SelfCheck, part: SubPhaseOutline, outline: Outline) -> Ideas:
    """What is offered for a part: four queries."""
    reading = reading_of(self_check, part, outline)
    levels = {level.number: level for level in outline.levels}
    if reading.level is None:
        return Ideas(part, None, reading.state.value, "", talk_about(part))
    why = f"{levels[reading.level].name} now"
    above = levels.get(reading.level + 1)
    if above is None:
        return Ideas(part, reading.level, why, "", ())
    what = statements_at(self_check, part, above.number)
    return Ideas(part, reading.level, why, above.name, what)


def reading_of(self_check: SelfCheck, part: SubPhaseOutline, outline: Outline) -> scoring.Reading:
    """Where a part stands: at most three queries."""
    standing = read_standings(self_check, outline).get(part.pk)
    return standing.reading if standing else scoring.NOT_ANSWERED


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


def measures_for(
    part: SubPhaseOutline | None, level: int | None, lens: str = ""
) -> MeasuresOffered:
    """Every measure, for a row about that part, which stands at that level: one query.

    In each group, those for the kind of work of the check come first.
    """
    links = SubPhase.objects.filter(pk=part.pk if part else 0, measures=OuterRef("pk"))
    rows = Measure.objects.annotate(of_part=Exists(links))
    listed = [
        ListedMeasure(*row)
        for row in rows.values_list("pk", "identifier", "name", "rung", "lens", "of_part")
    ]
    pks = {measure.identifier: measure.pk for measure in listed}
    beside = Lens.beside(lens)
    ordered = sorted(listed, key=lambda measure: measure.lens not in beside)
    return MeasuresOffered(measure_groups(ordered, part, ladder(level)), pks)


def ladder(level: int | None) -> list[Rung]:
    """What can be measured, in the order of the list. Reach comes last above the first level.

    How many were reached says little about work that has come further than that.

    >>> ladder(None)[0] == ladder(1)[0] == ladder(2)[-1] == Rung.REACH
    True
    """
    above = level is not None and level > FIRST_LEVEL
    return sorted(Rung, key=lambda rung: above and rung == Rung.REACH)


def measure_groups(
    measures: Sequence[ListedMeasure], part: SubPhaseOutline | None, rungs: Sequence[Rung]
) -> list[Group]:
    """The measures of the part, then the others, each rung by rung and as they come."""
    own = [m.choice for rung in rungs for m in measures if m.of_part and m.rung == rung]
    others = [
        (str(rung.label), [m.choice for m in measures if not m.of_part and m.rung == rung])
        for rung in rungs
    ]
    groups = [(f"For {part.label}", own), *others] if part else others
    return [(name, choices) for name, choices in groups if choices]
