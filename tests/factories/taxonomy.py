"""Makes words of the vocabularies."""

import factory

from taxonomy.models import (
    Approach,
    Method,
    Organisation,
    PartnerType,
    PopulationGroup,
    Region,
)


class TermFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence(lambda number: f"Term {number}")
    slug = factory.Sequence(lambda number: f"term-{number}")

    class Meta:
        abstract = True


class RegionFactory(TermFactory):
    class Meta:
        model = Region


class PopulationGroupFactory(TermFactory):
    family = "inclusion-health"

    class Meta:
        model = PopulationGroup


class ApproachFactory(TermFactory):
    class Meta:
        model = Approach


class MethodFactory(TermFactory):
    class Meta:
        model = Method


class PartnerTypeFactory(TermFactory):
    class Meta:
        model = PartnerType


class OrganisationFactory(TermFactory):
    short_name = factory.SelfAttribute("name")
    region = factory.SubFactory(RegionFactory)

    class Meta:
        model = Organisation
