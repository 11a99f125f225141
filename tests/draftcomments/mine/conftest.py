"""Somebody with a comment."""

import pytest
from django.test import Client

from draftcomments.models import Contributor, Item
from tests.factories.draftcomments import ContributorFactory, ItemFactory, client_of


@pytest.fixture
def person() -> Contributor:
    contributor: Contributor = ContributorFactory()
    return contributor


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


@pytest.fixture
def item(person: Contributor) -> Item:
    made: Item = ItemFactory(contributor=person, words="There are no buses.")
    return made
