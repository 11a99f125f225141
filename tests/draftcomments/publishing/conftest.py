"""A page with a comment that waits, and somebody who publishes."""

import pytest
from django.test import Client

from draftcomments.enums import State
from draftcomments.models import Item
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import draft_page, round_on, three_parts
from tests.draftcomments.moderators import a_superuser, in_the_admin
from tests.draftcomments.publishing.gate import WORDS
from tests.factories.draftcomments import ContributorFactory, ItemFactory


@pytest.fixture
def client(home_page: HomePage) -> Client:
    return in_the_admin(a_superuser(username="publisher"))


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return draft_page(three_parts(), home_page, slug="asking-people")


@pytest.fixture
def item(page: StandardPage) -> Item:
    """A checked comment that has no answer."""
    person = ContributorFactory(round=round_on(page))
    return ItemFactory(contributor=person, state=State.CHECKED, words=WORDS)
