"""A page with a draft in three parts, and an open round on it."""

import pytest

from draftcomments.models import Round
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import draft_page, round_on, three_parts


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return draft_page(three_parts(), home_page)


@pytest.fixture
def round(page: StandardPage) -> Round:
    return round_on(page)
