"""Makes framework and guidance pages."""

import factory
import wagtail_factories

from guidance.models import (
    FrameworkIndexPage,
    GuidanceIndexPage,
    GuidancePage,
    PhasePage,
    SubPhasePage,
)
from tests.factories.framework import PhaseFactory, SubPhaseFactory


class FrameworkIndexPageFactory(wagtail_factories.PageFactory):
    title = "The framework"
    slug = "framework"
    summary = "Seven phases, and four levels in each part."

    class Meta:
        model = FrameworkIndexPage


class PhasePageFactory(wagtail_factories.PageFactory):
    phase = factory.SubFactory(PhaseFactory)
    title = factory.LazyAttribute(lambda page: page.phase.name)
    slug = factory.LazyAttribute(lambda page: page.phase.identifier)
    summary = "What this phase asks."

    class Meta:
        model = PhasePage


class SubPhasePageFactory(wagtail_factories.PageFactory):
    sub_phase = factory.SubFactory(SubPhaseFactory)
    title = factory.LazyAttribute(lambda page: str(page.sub_phase))
    slug = factory.LazyAttribute(lambda page: page.sub_phase.slug)
    summary = "What this part asks."

    class Meta:
        model = SubPhasePage


class GuidanceIndexPageFactory(wagtail_factories.PageFactory):
    title = "Guidance"
    slug = "guidance"
    summary = "How to do each part well."

    class Meta:
        model = GuidanceIndexPage


class GuidancePageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence(lambda number: f"Guidance {number}")
    summary = "How to do this part well."

    class Meta:
        model = GuidancePage
