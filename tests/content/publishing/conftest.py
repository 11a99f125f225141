"""A page that is out, and somebody who may do everything."""

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage
from pages.models import HomePage, StandardPage
from tests.factories.casestudies import CaseStudyIndexPageFactory
from tests.factories.pages import StandardPageFactory


@pytest.fixture
def client(editor_client: Client) -> Client:
    return editor_client


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    made = StandardPageFactory(parent=home_page, title="Asking people", slug="asking-people")
    made.save_revision().publish()
    return StandardPage.objects.get(pk=made.pk)


@pytest.fixture
def index(home_page: HomePage) -> CaseStudyIndexPage:
    return CaseStudyIndexPageFactory(parent=home_page)
