"""The rows of the cross-walk as plain values: three queries, whatever is asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from framework.lenses import worded_for
from framework.models import Strategy, StrategyElement, StrategyLink
from framework.outline import Outline, PhaseOutline, SubPhaseOutline

NOTHING_SERVES = "Nothing serves it, in what we have read of the framework."


@dataclass(frozen=True)
class StrategyPlace:
    """A strategy as a row names it. Its status must be shown with its name."""

    identifier: str
    name: str
    path: str
    owner: str
    kind: str
    kind_label: str
    applies_to: str
    status: str
    status_label: str
    status_kind: str
    status_reason: str
    status_since: date | None
    review_on: date
    address: str
    publisher: str
    account: str


@dataclass(frozen=True)
class ElementPlace:
    """A part of a strategy. `checked` is false where nobody here has read its wording."""

    name: str
    path: str
    checked: bool
    strategy: StrategyPlace


@dataclass(frozen=True)
class PartPlace:
    """A part of the framework with its phase. One that nobody here has read has no page."""

    pk: int
    identifier: str
    label: str
    path: str
    known: bool
    phase: str
    phase_label: str


@dataclass(frozen=True)
class StatementPlace:
    """The one statement of a part that serves, in the words for a kind of work."""

    path: str
    level: str
    level_number: int
    position: int
    lens: str
    words: dict[str, str] = field(default_factory=dict)

    def text(self, lens: str = "") -> str:
        return self.words.get(lens) or self.words[""]


@dataclass(frozen=True)
class Row:
    """What serves a part of a strategy and why. Without a part of the framework, nothing does."""

    element: ElementPlace
    part: PartPlace | None = None
    statement: StatementPlace | None = None
    why: str = ""

    @property
    def strategy(self) -> StrategyPlace:
        return self.element.strategy


def strategy_place(strategy: Strategy) -> StrategyPlace:
    return StrategyPlace(
        identifier=strategy.identifier,
        name=strategy.name,
        path=strategy.path,
        owner=strategy.owner,
        kind=strategy.kind,
        kind_label=strategy.get_kind_display(),
        applies_to=strategy.applies_to,
        status=strategy.status,
        status_label=strategy.get_status_display(),
        status_kind=strategy.status_kind,
        status_reason=strategy.status_reason,
        status_since=strategy.status_since,
        review_on=strategy.review_on,
        address=strategy.address,
        publisher=strategy.publisher,
        account=strategy.account,
    )


def element_place(element: StrategyElement, strategy: StrategyPlace) -> ElementPlace:
    path = f"{strategy.path}{element.identifier}/"
    return ElementPlace(element.name, path, element.checked, strategy)


def part_place(phase: PhaseOutline, part: SubPhaseOutline) -> PartPlace:
    return PartPlace(
        pk=part.pk,
        identifier=part.identifier,
        label=part.label,
        path=part.path if part.known else phase.path,
        known=part.known,
        phase=phase.identifier,
        phase_label=f"{phase.number} {phase.name}",
    )


def statement_place(link: StrategyLink) -> StatementPlace | None:
    if link.statement is None:
        return None
    return StatementPlace(
        path=link.statement.path,
        level=link.statement.level.name,
        level_number=link.statement.level.number,
        position=link.statement.position,
        lens=link.statement.lens,
        words={lens: worded_for(link.statement, lens) for lens in ("", "strategic", "operational")},
    )


def parts_of(outline: Outline) -> dict[int, PartPlace]:
    """Every part in the framework's order, by its key."""
    return {
        part.pk: part_place(phase, part) for phase in outline.phases for part in phase.sub_phases
    }


def read_strategies() -> list[StrategyPlace]:
    return [strategy_place(strategy) for strategy in Strategy.objects.all()]


def read_rows(strategies: Iterable[StrategyPlace], parts: dict[int, PartPlace]) -> list[Row]:
    """Every part of every strategy with what serves it, in the order of the strategies."""
    places = {strategy.identifier: strategy for strategy in strategies}
    links: dict[int, list[StrategyLink]] = {}
    found = StrategyLink.objects.in_use().select_related("statement__level")
    for link in found.in_framework_order():
        links.setdefault(link.element_id, []).append(link)
    elements = StrategyElement.objects.select_related("strategy").only(
        "identifier", "name", "checked", "strategy__identifier"
    )
    return [
        row
        for element in elements.order_by("strategy__position", "strategy__name", "position", "pk")
        for row in rows_of(
            element_place(element, places[element.strategy.identifier]),
            links.get(element.pk, []),
            parts,
        )
    ]


def rows_of(
    element: ElementPlace, links: list[StrategyLink], parts: dict[int, PartPlace]
) -> Iterator[Row]:
    """A row for each link; one without a part of the framework where there is no link."""
    if not links:
        yield Row(element)
    for link in links:
        yield Row(element, parts[link.sub_phase_id], statement_place(link), link.why)
