"""Reads of guidance pages."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Case, Q, When

from content.querysets import PublishedQuerySet
from framework.models import Measure, Statement, SubPhase


class GuidancePageQuerySet(PublishedQuerySet):
    """Guidance pages."""

    def public_cards(self) -> Self:
        """What a card of a guidance page needs, for pages that anyone may read."""
        return self.published().only("title", "summary", "url_path", "slug", "phase")

    def about(self, sub_phase: SubPhase) -> Self:
        """Those about a part, and those that help with one of its statements."""
        return self.about_any([sub_phase.pk])

    def about_any(self, sub_phase_pks: Iterable[int]) -> Self:
        """Those about some parts, and those that help with a statement of them."""
        pks = list(sub_phase_pks)
        parts = self.model.sub_phases.through.objects.filter(subphase_id__in=pks)
        statements = self.model.statements.through.objects.filter(statement__sub_phase_id__in=pks)
        return self.filter(
            Q(pk__in=parts.values("guidancepage_id"))
            | Q(pk__in=statements.values("guidancepage_id"))
        )

    def helping_with(self, statement: Statement) -> Self:
        """Those for a statement, then those about its part."""
        own = self.model.statements.through.objects.filter(statement=statement)
        parts = self.model.sub_phases.through.objects.filter(subphase_id=statement.sub_phase_id)
        helps = Q(pk__in=own.values("guidancepage_id"))
        return self.filter(helps | Q(pk__in=parts.values("guidancepage_id"))).order_by(
            Case(When(helps, then=0), default=1), "path"
        )

    def with_measure(self, measure: Measure) -> Self:
        """Those that name a measure themselves."""
        named = self.model.measures.through.objects.filter(measure=measure)
        return self.filter(pk__in=named.values("guidancepage_id"))
