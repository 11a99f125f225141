"""Makes strategies, their parts, and what serves them."""

from datetime import date

import factory

from framework.models import Strategy, StrategyElement, StrategyLink
from tests.factories.framework import SubPhaseFactory


class StrategyFactory(factory.django.DjangoModelFactory):
    position = factory.Sequence(lambda number: number + 1)
    identifier = factory.LazyAttribute(lambda strategy: f"strategy-{strategy.position}")
    name = factory.LazyAttribute(lambda strategy: f"Strategy {strategy.position}")
    owner = "Its owner"
    kind = "plan"
    applies_to = "Integrated care systems"
    status = "in-force"
    review_on = date(2099, 1, 2)
    account = "What it asks for."
    address = "https://example.org/strategy"
    publisher = "The publisher"

    class Meta:
        model = Strategy


class ElementFactory(factory.django.DjangoModelFactory):
    strategy = factory.SubFactory(StrategyFactory)
    position = factory.Sequence(lambda number: number + 1)
    identifier = factory.LazyAttribute(lambda element: f"element-{element.position}")
    name = factory.LazyAttribute(lambda element: f"Element {element.position}")

    class Meta:
        model = StrategyElement


class LinkFactory(factory.django.DjangoModelFactory):
    element = factory.SubFactory(ElementFactory)
    sub_phase = factory.SubFactory(SubPhaseFactory)
    why = "This part helps with it."

    class Meta:
        model = StrategyLink
