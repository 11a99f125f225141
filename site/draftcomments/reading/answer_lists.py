"""Comments as those who answer them read them: by part of the draft, with the part then and now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from draftcomments.drafts.anchors import Placement
from draftcomments.drafts.changes import Standing, shortened
from draftcomments.drafts.differences import Piece, difference
from draftcomments.models import Item, Outcome, Round
from draftcomments.reading.about import UNKNOWN_PART, about, labels_of

STANDS = {
    "unchanged": "Not changed since",
    "changed": "Changed since",
    "removed": "Taken out since",
}


@dataclass(frozen=True)
class Row:
    """A comment to answer.

    - `value` - what stands for it in a form: it ends to be good when the comment changes
    - `about` - the guided question that it answers, "" for none
    - `quote` - the words of the draft that it points at; "" where the comment was redacted
    """

    item: Item
    value: str
    about: str
    quote: str
    may_quote: bool

    @property
    def number(self) -> str:
        return str(self.item.pk)


@dataclass(frozen=True)
class Group:
    """The comments on one part of the draft. `stands` is "" where there is nothing to compare."""

    label: str
    stands: str
    has_moved: bool
    perhaps: str
    before: str
    now: str
    pieces: list[Piece]
    rows: list[Row]


def items_to_answer(round: Round) -> QuerySet[Item]:
    """Those that nobody has begun to answer, with `may_quote`. Without original words."""
    waiting: QuerySet[Item] = Item.objects.to_answer().in_rounds([round.pk])
    begun = Item.objects.in_rounds([round.pk]).in_drafts()
    return with_consent(waiting.exclude(pk__in=begun.values("pk")))


def with_consent(items: QuerySet[Item]) -> QuerySet[Item]:
    """With `may_quote`: whether the author's last word is yes."""
    agreed = Item.objects.agreed(to="may_quote").filter(pk=OuterRef("pk"))
    return items.defer("words").annotate(may_quote=Exists(agreed))


def outcomes_of(round: Round) -> QuerySet[Outcome]:
    """All answers of a round, with their comments: without words, for lists."""
    light = Item.objects.alive().only("pk")
    outcomes: QuerySet[Outcome] = Outcome.objects.filter(round=round).defer("changed_sections")
    return outcomes.prefetch_related(Prefetch("items", light, to_attr="answered"))


def grouped(round: Round, items: Iterable[Item], standing: Standing) -> list[Group]:
    """Items by part, in the order of the page; first what is about the whole page."""
    by_key: defaultdict[str, list[Row]] = defaultdict(list)
    for item in items:
        by_key[item.section_key].append(row_of(round, item))
    labels = labels_of(round)
    order = [*labels, *(key for key in by_key if key not in labels)]
    return [
        group_of(key, labels.get(key, UNKNOWN_PART), by_key[key], standing)
        for key in order
        if key in by_key
    ]


def row_of(round: Round, item: Item) -> Row:
    return Row(
        item=item,
        value=f"{item.pk}.{item.version}",
        about=about(item, round) if item.question else "",
        quote=item.shared_quote,
        may_quote=getattr(item, "may_quote", False),
    )


def group_of(key: str, label: str, rows: list[Row], standing: Standing) -> Group:
    frozen, place = standing.frozen.get(key), standing.placed.get(key)
    if frozen is None or place is None:
        return Group(label, "", False, "", frozen.text if frozen else "", "", [], rows)
    now = place.now.text if place.now else ""
    return Group(
        label=label,
        stands=STANDS[place.state],
        has_moved=place.moved,
        perhaps=likely_label(place),
        before=frozen.text,
        now=now,
        pieces=shortened(difference(frozen.text, now)) if place.now and now != frozen.text else [],
        rows=rows,
    )


def likely_label(place: Placement) -> str:
    return place.perhaps.label if place.perhaps else ""
