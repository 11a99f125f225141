"""A statement or a part of the framework as editors link things to it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from framework.models import Measure, Statement, StrategyLink, SubPhase
from guidance.models import GuidancePage

Hub = Statement | SubPhase
STATEMENT, PART = "statement", "part"


def hub_or_404(kind: str, pk: int) -> Hub:
    """The statement or part of an address. Raises `Http404`."""
    if kind == STATEMENT:
        return get_object_or_404(Statement.objects.select_related("level", "sub_phase"), pk=pk)
    if kind == PART:
        return get_object_or_404(SubPhase, pk=pk)
    raise Http404


def address_of_links(hub: Hub) -> str:
    """Where the links of a statement or a part are made."""
    return reverse("framework_links", args=[kind_of(hub), hub.pk])


def kind_of(hub: Hub) -> str:
    return STATEMENT if isinstance(hub, Statement) else PART


def relation_of(hub: Hub) -> str:
    """The field of guidance pages and of measures that holds links to such a hub."""
    return "statements" if isinstance(hub, Statement) else "sub_phases"


def part_of(hub: Hub) -> SubPhase:
    return hub.sub_phase if isinstance(hub, Statement) else hub


def measures_of(hub: Hub) -> QuerySet[Measure]:
    """The measures that name the hub themselves."""
    return Measure.objects.filter(**{relation_of(hub): hub})


def strategy_links_of(hub: Hub) -> QuerySet[StrategyLink]:
    """The links of the hub itself to parts of strategies."""
    links = StrategyLink.objects.select_related("element__strategy")
    if isinstance(hub, Statement):
        return links.filter(statement=hub)
    return links.filter(sub_phase=hub, statement=None)


def guidance_of(hub: Hub) -> set[int]:
    """The guidance pages that name the hub: as drafts have it where they are ahead of the page."""
    ahead = GuidancePage.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    drafts = dict(ahead.values_list("pk", "latest_revision__content"))
    stored = GuidancePage.objects.filter(**{relation_of(hub): hub}).values_list("pk", flat=True)
    named = {pk for pk, content in drafts.items() if hub.pk in content.get(relation_of(hub), [])}
    return {pk for pk in stored if pk not in drafts} | named


def titles_of(pks: Iterable[int]) -> list[str]:
    return list(GuidancePage.objects.filter(pk__in=pks).values_list("draft_title", flat=True))


def links_of_part(statement: Statement) -> dict[str, Any]:
    """What a statement has from its part: it is shown beside its own links."""
    part = statement.sub_phase
    return {
        "part": part,
        "url": address_of_links(part),
        "guidance": titles_of(guidance_of(part)),
        "measures": measures_of(part),
        "elements": [link.element for link in strategy_links_of(part)],
    }
