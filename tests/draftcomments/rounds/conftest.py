"""A round that is open, one that is prepared, and somebody who runs them."""

import pytest
from django.test import Client
from wagtail.models import Page

from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from tests.draftcomments.moderators import in_the_admin
from tests.draftcomments.rounds.leading import a_lead
from tests.factories.draftcomments import RoundFactory


@pytest.fixture
def draft_round(page: Page) -> Round:
    nothing = {"content": None, "sections": [], "opened_at": None}
    return RoundFactory(page=page, number=7, status=RoundStatus.DRAFT, **nothing)


@pytest.fixture
def lead(page: Page) -> Client:
    return in_the_admin(a_lead())
