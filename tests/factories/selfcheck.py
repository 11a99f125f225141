"""Makes self-checks and answers."""

import factory

from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck
from selfcheck.links import hash_of
from tests.factories.framework import SubPhaseFactory


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
