"""The result by strategy: what the parts stand at that serve an element, in our own reading."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from django.db.models import F

from framework.models import Strategy, StrategyElement, StrategyLink
from selfcheck.report import ElementResult, PartResult, ServingPart, StrategyResult


def strategy_results(parts: Mapping[int, PartResult]) -> tuple[StrategyResult, ...]:
    """Strategies with the elements that some part serves, by the pk of parts: one query."""
    links = StrategyLink.objects.in_use().filter(sub_phase__in=list(parts))
    ordered = links.select_related("element__strategy").order_by(
        "element__strategy__position",
        "element__strategy",
        "element__position",
        "element",
        "sub_phase__phase__number",
        "sub_phase__letter",
        F("statement__level__number").asc(nulls_first=True),
        "statement__position",
    )
    return tuple(
        strategy_result(strategy, of_strategy, parts)
        for strategy, of_strategy in groupby(ordered, lambda link: link.element.strategy)
    )


def strategy_result(
    strategy: Strategy, links: Iterable[StrategyLink], parts: Mapping[int, PartResult]
) -> StrategyResult:
    return StrategyResult(
        name=strategy.name,
        status=strategy.get_status_display(),
        status_kind=strategy.status_kind,
        status_reason=strategy.status_reason,
        elements=tuple(
            element_result(element, of_element, parts)
            for element, of_element in groupby(links, lambda link: link.element)
        ),
    )


def element_result(
    element: StrategyElement, links: Iterable[StrategyLink], parts: Mapping[int, PartResult]
) -> ElementResult:
    """An element with each part once: a part may serve it as a whole and by several statements."""
    by_part = groupby(links, lambda link: link.sub_phase_id)
    return ElementResult(
        name=element.name,
        checked=element.checked,
        parts=tuple(serving_part(parts[pk], next(of_part).why) for pk, of_part in by_part),
    )


def serving_part(part: PartResult, why: str) -> ServingPart:
    return ServingPart(part.label, part.path, part.level, part.filled, why)
