"""The place where case studies live."""

import pytest

from casestudies.models import CaseStudyIndexPage
from pages.models import HomePage
from tests.factories.casestudies import CaseStudyIndexPageFactory


@pytest.fixture
def index(home_page: HomePage) -> CaseStudyIndexPage:
    """The finder at /case-studies/."""
    return CaseStudyIndexPageFactory(parent=home_page)
