"""Makes self-checks and answers."""

import factory

from content.keys import hash_of
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import Answer, Question, SelfCheck, StatementAnswer
from tests.factories.framework import StatementFactory, SubPhaseFactory


class SelfCheckFactory(factory.django.DjangoModelFactory):
    """A check behind a known link: `SelfCheckFactory(address="…")`."""

    class Meta:
        model = SelfCheck

    class Params:
        address = factory.Sequence(lambda number: f"token-{number}")

    token_hash = factory.LazyAttribute(lambda check: hash_of(check.address))


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    self_check = factory.SubFactory(SelfCheckFactory)
    sub_phase = factory.SubFactory(SubPhaseFactory)
    sub_phase_version = 1
    kind = AnswerKind.NOT_SURE


class StatementAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatementAnswer

    self_check = factory.SubFactory(SelfCheckFactory)
    statement = factory.SubFactory(StatementFactory)
    statement_version = 1
    practice = Practice.DOING


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    identifier = factory.Sequence(lambda number: f"asked-{number}")
    sub_phase = factory.SubFactory(SubPhaseFactory)
    text = "How do you do this?"
