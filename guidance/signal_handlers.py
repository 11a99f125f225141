"""Keeps search in step with records that are shown on pages of ours."""

from typing import Any

from django.db.models import Model
from wagtail.models import Page

from framework.models import (
    Level,
    Measure,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyElement,
    SubPhase,
)
from guidance.models import (
    FrameworkIndexPage,
    GlossaryPage,
    GlossaryTerm,
    MeasureIndexPage,
    PhasePage,
    StrategyIndexPage,
    SubPhasePage,
)
from search.actions import index_page


def pages_that_show(record: Model) -> list[Page]:
    """The pages whose words come from a record."""
    if isinstance(record, Phase):
        return list(PhasePage.objects.filter(phase=record))
    if isinstance(record, SubPhase):
        return list(SubPhasePage.objects.filter(sub_phase=record))
    if isinstance(record, Statement):
        return list(SubPhasePage.objects.filter(sub_phase_id=record.sub_phase_id))
    if isinstance(record, Level | Principle):
        return list(FrameworkIndexPage.objects.all())
    if isinstance(record, GlossaryTerm):
        return list(GlossaryPage.objects.all())
    if isinstance(record, Measure):
        return list(MeasureIndexPage.objects.all())
    return list(StrategyIndexPage.objects.all())


RECORDS: tuple[type[Model], ...] = (
    Phase,
    Level,
    Principle,
    SubPhase,
    Statement,
    Strategy,
    StrategyElement,
    GlossaryTerm,
    Measure,
)


def record_changed(instance: Model, **kwargs: Any) -> None:
    """A record was saved or deleted: search shows what its page says now."""
    for page in pages_that_show(instance):
        index_page(page=page)
