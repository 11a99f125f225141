"""Somebody who has opened their link and said nothing yet."""

import pytest

from draftcomments.models import Contributor
from tests.draftcomments.starting.home import SECRET
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import AccessLinkFactory, ContributorFactory


@pytest.fixture
def newcomer() -> Contributor:
    person: Contributor = ContributorFactory(started_at=None)
    AccessLinkFactory(contributor=person, secret=SECRET)
    return person


@pytest.fixture
def visitor(newcomer: Contributor) -> Visitor:
    visitor = Visitor()
    visitor.get(f"/have-your-say/l/{SECRET}/", follow=True)
    return visitor
