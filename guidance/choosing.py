"""Which outcome measures fit what somebody did, for whom and where they stand. Plain values only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from framework.enums import Activity, Lens, Rung, Split
from taxonomy.enums import GroupFamily

MOST_OFFERED = 8
OTHER_SPLIT = "what else matters here, such as language, job or place"
EVERYONE = "everyone"
STAFF = "staff"
FIRST_LEVEL = 1
NOT_ABOUT_STAFF = frozenset({Rung.PARTICIPANTS, Rung.PERFORMANCE, Rung.GAP})
# The rungs that part 7b names at each level. It names no gap: that is our own place for it.
RUNGS_OF_LEVELS: dict[int, frozenset[str]] = {
    1: frozenset({Rung.REACH}),
    2: frozenset({Rung.PARTICIPANTS, Rung.STAFF}),
    3: frozenset({Rung.DELIVERY}),
    4: frozenset({Rung.PERFORMANCE, Rung.GAP, Rung.UNINTENDED}),
}
DOING: dict[str, str] = {
    Activity.LOOKED: "looking at what is known",
    Activity.REACHED: "reaching people you had not heard",
    Activity.LISTENED: "listening to people",
    Activity.TRAINED: "supporting staff",
    Activity.SHARED: "sharing decisions",
    Activity.CHANGED: "changing a service",
    Activity.PLANNED: "planning how to learn",
}
SPLIT_OF_GROUPS: dict[str, str] = {
    "age": Split.AGE,
    "ethnic-minority-communities": Split.ETHNICITY,
    "most-deprived-20-percent": Split.DEPRIVATION,
    "race": Split.ETHNICITY,
    "sex": Split.SEX,
}
FEW = "Where a count is from 1 to 7 people, hide it, or join places or years until it is 8 or more."
CARE_FOR_FAMILIES: dict[str, tuple[str, ...]] = {
    GroupFamily.INCLUSION_HEALTH: (
        "In one area, people in this group are often few.",
        "Some may be recognised without a name, and that can put them at risk.",
        FEW,
        "Collect no more than you need. Agree with people from the group what may be shown.",
    ),
    GroupFamily.PLUS: ("In a small area, this group may be few.", FEW),
    GroupFamily.PLUS_CHILDREN: (
        "These are children and young people, and in a small area they may be few.",
        FEW,
        "Ask them, and those who care for them, what may be shown.",
    ),
    GroupFamily.PROTECTED: (
        "Say why you ask about this, and let people skip the question. Some answers will be rare.",
        FEW,
    ),
    GroupFamily.LOCAL: ("In a small area, this group may be few.", FEW),
    GroupFamily.PLACE: ("The smaller the place, the easier people are to recognise.", FEW),
}
CARE_FOR_EVERYONE = ("Even in a whole area, some groups are few.", FEW)
CARE_FOR_STAFF = ("Small teams are easy to recognise.", FEW.replace("places or years", "teams"))


@dataclass(frozen=True)
class MeasureFacts:
    """A measure, as far as a choice needs it. `parts` are identifiers; `gist` is one sentence."""

    identifier: str
    name: str
    path: str
    rung: str
    gist: str = ""
    lens: str = Lens.BOTH.value
    activities: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    splits: tuple[str, ...] = ()


@dataclass(frozen=True)
class People:
    """For whom something was done: a group, everyone in an area, or staff."""

    value: str
    label: str
    family: str = ""


@dataclass(frozen=True)
class Wanted:
    """What somebody said of their work; what they did not say is empty, and a level is 0."""

    activities: tuple[str, ...] = ()
    people: People | None = None
    part: str = ""
    level: int = 0
    level_name: str = ""
    lens: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Wanted()

    def without(self, name: str) -> "Wanted":
        """The same with one thing not said."""
        if name == "level":
            return replace(self, level=0, level_name="")
        return replace(self, **{name: getattr(Wanted(), name)})


@dataclass(frozen=True)
class Offer:
    """A measure with a line on why it is offered, and how to show its results apart."""

    measure: MeasureFacts
    why: str
    splits: str


def fitting(measures: Iterable[MeasureFacts], wanted: Wanted) -> list[MeasureFacts]:
    """The measures that fit, the best first; of equals, one of each rung before a second of any.

    >>> reach, gap = MeasureFacts("r", "", "", "reach"), MeasureFacts("g", "", "", "gap")
    >>> [each.identifier for each in fitting([reach, gap], Wanted(level=3))]
    ['g', 'r']
    """
    found = [each for each in measures if fits(each, wanted)]
    seen: Counter[tuple[int, str]] = Counter()
    order = []
    for at, measure in enumerate(found):
        score = points(measure, wanted)
        seen[score, measure.rung] += 1
        order.append((-score, seen[score, measure.rung], at))
    return [found[at] for _, _, at in sorted(order)]


def fits(measure: MeasureFacts, wanted: Wanted) -> bool:
    """Whether a measure may be offered: by what was done or by the part, and by nothing against it.

    >>> skills = MeasureFacts("s", "", "", "staff", lens="operational", parts=frozenset({"1d"}))
    >>> fits(skills, Wanted(part="1d")), fits(skills, Wanted(part="1b"))
    (True, False)
    >>> fits(skills, Wanted(lens="strategic")), fits(skills, Wanted())
    (False, True)
    """
    if measure.lens not in Lens.beside(wanted.lens):
        return False
    if wanted.people and wanted.people.value == STAFF and is_about_the_public(measure):
        return False
    if not (wanted.activities or wanted.part):
        return True
    return bool(measure.activities.intersection(wanted.activities)) or wanted.part in measure.parts


def is_about_the_public(measure: MeasureFacts) -> bool:
    """Whether a measure counts people who are not staff: by its rung, or by how it is split."""
    return measure.rung in NOT_ABOUT_STAFF or Split.DEPRIVATION in measure.splits


def points(measure: MeasureFacts, wanted: Wanted) -> int:
    """How well a measure fits, beside others that may be offered."""
    for_staff = wanted.people is not None and wanted.people.value == STAFF
    return (
        2 * bool(measure.activities.intersection(wanted.activities))
        + 2 * (wanted.part in measure.parts)
        + 2 * (for_staff and measure.rung == Rung.STAFF)
        + points_of_rung(measure.rung, wanted.level)
    )


def points_of_rung(rung: str, level: int) -> int:
    """What comes next on the ladder counts most; reach counts little once work has come further.

    >>> [points_of_rung("staff", level) for level in (0, 1, 2, 3)]
    [0, 2, 1, 0]
    >>> [points_of_rung("reach", level) for level in (0, 1, 2)]
    [0, 1, -2]
    """
    if rung in RUNGS_OF_LEVELS.get(level + 1, ()) and level:
        return 2
    if rung in RUNGS_OF_LEVELS.get(level, ()):
        return 1
    return -2 if rung == Rung.REACH and level > FIRST_LEVEL else 0


def why(measure: MeasureFacts, wanted: Wanted) -> str:
    """Why a measure is offered, in a line.

    >>> skills = MeasureFacts("s", "", "", "staff", activities=frozenset({"trained"}))
    >>> why(skills, Wanted(activities=("trained",), level=1, level_name="Emerging"))
    'It can show what came of supporting staff. It is a next step up the ladder from Emerging.'
    >>> why(skills, Wanted(lens="strategic"))
    'It fits work of this kind.'
    """
    done = [DOING[each] for each in wanted.activities if each in measure.activities]
    climbs = wanted.level and measure.rung in RUNGS_OF_LEVELS.get(wanted.level + 1, ())
    reasons = [
        f"It can show what came of {listed(done)}." if done else "",
        f"It belongs to part {wanted.part}." if wanted.part in measure.parts else "",
        f"It is a next step up the ladder from {wanted.level_name}." if climbs else "",
    ]
    return " ".join(filter(None, reasons)) or "It fits work of this kind."


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["age"]), listed(["age", "sex"]), listed(["age", "sex", "ethnicity"]), listed([])
    ('age', 'age and sex', 'age, sex and ethnicity', '')
    """
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def split_names(splits: Iterable[str]) -> list[str]:
    """Splits in words, as they stand in a sentence.

    >>> split_names(["deprivation", "other"])
    ['deprivation', 'what else matters here, such as language, job or place']
    """
    labels = {split.value: split.label.lower() for split in Split}
    labels[Split.OTHER] = OTHER_SPLIT
    return [labels[split] for split in splits if split in labels]


def how_to_split(splits: Sequence[str], people: People | None) -> str:
    """How to show the results of a measure apart, with the group that somebody asked about.

    >>> how_to_split(["age", "sex"], People("carers", "Carers", "local"))
    'Show this group beside everyone else. Then show results by age and sex.'
    >>> how_to_split(["age", "sex"], People("sex", "Sex", "protected-characteristic"))
    'Show results by sex first, then by age.'
    >>> how_to_split([], None)
    'It counts things and not people. Say for which group each one is.'
    """
    if not splits:
        return "It counts things and not people. Say for which group each one is."
    if set(splits) == {Split.OTHER}:
        return f"Show results by {OTHER_SPLIT.replace(' else', '')}."
    own = SPLIT_OF_GROUPS.get(people.value, "") if people else ""
    rest = [split for split in splits if split != own]
    if own and own in splits:
        then = f", then by {listed(split_names(rest))}" if rest else ""
        return f"Show results by {split_names([own])[0]} first{then}."
    results = f"results by {listed(split_names(splits))}."
    if people and people.family:
        return f"Show this group beside everyone else. Then show {results}"
    return f"Show {results}"


def care_for(people: People | None) -> tuple[str, ...]:
    """What to mind about small numbers, for those the work was for; sentences."""
    if people is None:
        return ()
    if people.value == STAFF:
        return CARE_FOR_STAFF
    return CARE_FOR_FAMILIES.get(people.family, CARE_FOR_EVERYONE)


def offers(measures: Sequence[MeasureFacts], wanted: Wanted) -> list[Offer]:
    """Measures with why they are offered, in the order of the ladder."""
    rungs = list(Rung.values)
    ordered = sorted(measures, key=lambda measure: rungs.index(measure.rung))
    return [
        Offer(each, why(each, wanted), how_to_split(each.splits, wanted.people)) for each in ordered
    ]


def by_rung(found: Iterable[Offer]) -> list[tuple[str, list[Offer]]]:
    """Offers under the name of their rung; a rung without any is left out."""
    rungs: dict[str, list[Offer]] = {}
    for offer in found:
        rungs.setdefault(str(Rung(offer.measure.rung).label), []).append(offer)
    return list(rungs.items())


def could_take_off(
    measures: Sequence[MeasureFacts], wanted: Wanted
) -> list[tuple[str, list[MeasureFacts]]]:
    """Where nothing fits: each thing that was said, with what would fit without it."""
    said = [
        name for name in ("activities", "people", "part", "level", "lens") if getattr(wanted, name)
    ]
    found = [(name, fitting(measures, wanted.without(name))) for name in said]
    return [(name, there) for name, there in found if there]
