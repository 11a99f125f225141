"""Somebody who comments, and a round with questions."""

import pytest
from django.test import Client

from draftcomments.models import Contributor
from tests.factories.draftcomments import ContributorFactory, RoundFactory, a_section, client_of


@pytest.fixture
def person() -> Contributor:
    sections = [
        a_section(),
        a_section("body.5a0c", "Pay people.", label="Pay", heading="Paying people"),
    ]
    round = RoundFactory(sections=[section.as_data() for section in sections])
    contributor: Contributor = ContributorFactory(round=round)
    return contributor


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


@pytest.fixture
def asked(person: Contributor) -> Contributor:
    person.round.questions = ["Is it fair?", "What is 100% missing?", "Anything else?"]
    person.round.save()
    return person
