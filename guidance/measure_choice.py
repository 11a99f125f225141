"""The page on which somebody chooses a measure: its form, its address and its answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from designsystem.forms import Appearance, Form
from framework.enums import Activity, Lens
from framework.lenses import LENSES, PARAMETER, lens_named
from framework.models import Measure
from framework.outline import Outline, framework_outline
from guidance import choosing
from guidance.choosing import MeasureFacts, People, Wanted
from guidance.ladder import gist
from taxonomy.enums import GroupFamily
from taxonomy.models import PopulationGroup

PATH = "/measures/choose/"
PARAMETERS = {
    "activities": "did",
    "people": "who",
    "part": "part",
    "level": "level",
    "lens": PARAMETER,
}
SHOW = "show"
ALL = "all"
NOT_SAID = ("", "I would rather not say")
TOP_CHOICES = (
    People(choosing.EVERYONE, "Everyone in an area"),
    People(choosing.STAFF, "Staff"),
)
QUESTION = Appearance(size="s")
Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `unknown` says that some of it means nothing here."""

    wanted: Wanted
    show_all: bool = False
    unknown: bool = False


class ChoosingForm(Form):
    """What did you do, for whom, and where are you? Nothing has to be answered."""

    did = forms.MultipleChoiceField(
        label="What did you do?",
        help_text="Choose all that fit.",
        choices=Activity.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.ChoiceField(label="Who was it for?")
    part = forms.ChoiceField(label="Which part of the framework is it about?")
    level = forms.ChoiceField(
        label="Which level are you at?",
        help_text="If you know it. We then put the next step first.",
    )
    work = forms.ChoiceField(
        label="What kind of work is it?",
        choices=[("", "Both"), *((lens.value, lens.label) for lens in LENSES)],
        widget=forms.RadioSelect,
    )
    appearance = {
        "did": Appearance(size="s", small=True),
        "who": QUESTION,
        "part": QUESTION,
        "level": QUESTION,
        "work": Appearance(size="s", small=True, inline=True),
    }

    def __init__(self, wanted: Wanted, groups: Iterable[People], outline: Outline) -> None:
        given = {PARAMETERS[name]: getattr(wanted, name) for name in PARAMETERS}
        levels = {level.number: level.identifier for level in outline.levels}
        given["who"] = wanted.people.value if wanted.people else ""
        given["level"] = levels.get(wanted.level, "")
        super().__init__(initial=given)
        self.offer("who", people_choices(groups))
        self.offer("part", [("", "No part in particular"), *part_choices(outline)])
        self.offer(
            "level",
            [("", "I do not know"), *((each.identifier, each.name) for each in outline.levels)],
        )

    def offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def people_choices(groups: Iterable[People]) -> Choices:
    """For whom: the wide answers first, then the groups under the lists that name them."""
    families: dict[str, Choices] = defaultdict(list)
    for group in groups:
        families[group.family].append((group.value, group.label))
    wide = [(each.value, each.label) for each in TOP_CHOICES]
    named = [
        (str(family.label), families[family]) for family in GroupFamily if families.get(family)
    ]
    return [NOT_SAID, *wide, *named]


def part_choices(outline: Outline) -> Choices:
    """The parts that somebody here has read, under their phases."""
    return [
        (f"{phase.number} {phase.name}", [(part.identifier, part.label) for part in known])
        for phase in outline.phases
        if (known := phase.known_sub_phases)
    ]


def read_groups() -> list[People]:
    """The population groups: one query."""
    rows = PopulationGroup.objects.values_list("slug", "name", "family")
    return [People(*row) for row in rows]


def read_measures() -> list[MeasureFacts]:
    """Every measure in the order of the ladder, as plain values: two queries."""
    return [
        MeasureFacts(
            identifier=measure.identifier,
            name=measure.name,
            path=measure.path,
            rung=measure.rung,
            gist=gist(measure.shows),
            lens=measure.lens,
            activities=frozenset(measure.activities),
            parts=frozenset(part.identifier for part in measure.sub_phases.all()),
            splits=tuple(measure.splits),
        )
        for measure in Measure.objects.prefetch_related("sub_phases")
    ]


def read_asked(params: QueryDict, groups: Iterable[People], outline: Outline) -> Asked:
    """Read the address. What it names and nobody knows is left out, and said to be."""
    did = tuple(dict.fromkeys(params.getlist("did")))
    people = {each.value: each for each in (*TOP_CHOICES, *groups)}
    levels = {level.identifier: level for level in outline.levels}
    parts = {part.identifier for part in outline.known_sub_phases()}
    single = {name: params.get(name, "") for name in ("who", "part", "level", PARAMETER)}
    level = levels.get(single["level"])
    wanted = Wanted(
        activities=tuple(each for each in did if each in Activity.values),
        people=people.get(single["who"]),
        part=single["part"] if single["part"] in parts else "",
        level=level.number if level else 0,
        level_name=level.name if level else "",
        lens=str(lens_named(single[PARAMETER])),
    )
    said = {"who": wanted.people, "part": wanted.part, "level": level, PARAMETER: wanted.lens}
    unknown = len(wanted.activities) < len(did) or any(
        single[name] not in {"", Lens.BOTH} and not found for name, found in said.items()
    )
    return Asked(wanted, params.get(SHOW) == ALL, unknown)


def address_of(wanted: Wanted, outline: Outline, *, show_all: bool = False) -> str:
    """The address that asks for this."""
    levels = {level.number: level.identifier for level in outline.levels}
    pairs = [("did", each) for each in wanted.activities]
    pairs += [
        ("who", wanted.people.value if wanted.people else ""),
        ("part", wanted.part),
        ("level", levels.get(wanted.level, "")),
        (PARAMETER, wanted.lens),
        (SHOW, ALL if show_all else ""),
    ]
    said = urlencode([pair for pair in pairs if pair[1]])
    return f"{PATH}?{said}" if said else PATH


def in_words(name: str, wanted: Wanted, outline: Outline) -> str:
    """What somebody said, in the words in which they said it."""
    parts = {part.identifier: part.label for part in outline.known_sub_phases()}
    words = {
        "activities": "; ".join(str(Activity(each).label) for each in wanted.activities),
        "people": wanted.people.label if wanted.people else "",
        "part": parts.get(wanted.part, ""),
        "level": wanted.level_name,
        "lens": f"{Lens(wanted.lens).label} work" if wanted.lens else "",
    }
    return words[name]


def choosing_context(params: QueryDict) -> dict[str, Any]:
    """What the page shows: three queries, and two more for the framework when its cache is cold."""
    outline, groups = framework_outline(), read_groups()
    asked = read_asked(params, groups, outline)
    context = {
        "choosing": ChoosingForm(asked.wanted, groups, outline),
        "unknown": asked.unknown,
        "plain": not params,
    }
    return context if asked.wanted.is_empty else {**context, **answer(asked, outline)}


def answer(asked: Asked, outline: Outline) -> dict[str, Any]:
    """The measures offered, how many more there are, and what to do where there are none."""
    measures, wanted = read_measures(), asked.wanted
    found = choosing.fitting(measures, wanted)
    shown = found if asked.show_all else found[: choosing.MOST_OFFERED]
    offers = [
        {
            "label": in_words(name, wanted, outline),
            "url": f"{address_of(wanted.without(name), outline)}#measures",
            "count": len(there),
        }
        for name, there in ([] if found else choosing.could_take_off(measures, wanted))
    ]
    return {
        "answered": True,
        "said": [words for name in PARAMETERS if (words := in_words(name, wanted, outline))],
        "rungs": choosing.by_rung(choosing.offers(shown, wanted)),
        "total": len(found),
        "all_url": address_of(wanted, outline, show_all=True) if len(shown) < len(found) else "",
        "care": choosing.care_for(wanted.people),
        "offers": offers,
    }
