"""Days that are written into a draft while somebody saves it. Needs PostgreSQL."""

from datetime import date
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Revision

from content.review_actions import take_days_on
from pages.models import StandardPage
from tests.racing import one_then_other, seen_by_all

pytestmark = pytest.mark.django_db
PAGE, DAY = 7, date(2026, 3, 2)


def plan() -> None:
    """A draft that is planned, without a page: nothing else is written."""
    kinds: dict[str, Any] = {
        "content_type": ContentType.objects.get_for_model(StandardPage),
        "base_content_type": ContentType.objects.get_for_model(Page),
    }
    now = timezone.now()
    draft = Revision(
        **kinds,
        object_id=str(PAGE),
        content={"title": "Before"},
        created_at=now,
        approved_go_live_at=now,
    )
    Revision.objects.bulk_create([draft])


def save() -> int:
    draft = Revision.objects.get()
    draft.content["title"] = "After"
    return Revision.objects.bulk_update([draft], ["content"])


def move() -> int:
    take_days_on({PAGE: {"review_by": DAY}})
    return 1


def test_words_that_are_saved_meanwhile_stay() -> None:
    with seen_by_all(plan, Revision):
        one_then_other(save, move)
        assert Revision.objects.get().content == {
            "title": "After",
            "review_by": DAY.isoformat(),
        }
