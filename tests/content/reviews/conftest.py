"""Pages at the stages of a review."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from pages.models import HomePage, StandardPage
from tests.factories.pages import StandardPageFactory

MakePage = Callable[..., StandardPage]


def days_from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def live_page(home_page: HomePage) -> MakePage:
    """Makes a page that is out, without a draft."""

    def make(title: str = "Asking people", **fields: Any) -> StandardPage:
        page = StandardPageFactory(parent=home_page, title=title, **fields)
        return StandardPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def old_draft(home_page: HomePage) -> MakePage:
    """Makes a page with a draft that nobody has touched for some days."""

    def make(title: str = "Half done", days: int = 31, **fields: Any) -> StandardPage:
        page = StandardPageFactory(parent=home_page, title=title, **{"live": False, **fields})
        page.save_revision()
        saved = timezone.now() - timedelta(days=days)
        Page.objects.filter(pk=page.pk).update(latest_revision_created_at=saved)
        return StandardPage.objects.get(pk=page.pk)

    return make
