"""Which pages are due for a review, and which drafts have waited long: reads of pages of any type."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.listing import listed_page_models
from content.models import PublicPage
from content.review_days import Standing, end_of_soon

OLD_DRAFT_DAYS = 30


def reviewed_models() -> list[type[PublicPage]]:
    """The types of pages that are reviewed."""
    return [model for model in listed_page_models() if issubclass(model, PublicPage)]


def field_of_any_type(name: str) -> Any:
    """A field that every type has in a table of its own, by one name for all of them."""
    links = (model._meta.get_ancestor_link(Page) for model in reviewed_models())
    return Coalesce(*(F(f"{link.related_query_name()}__{name}") for link in links if link))


def reviewed_pages() -> Any:
    """Pages that readers see, each with its days of review. A copy that follows another has none."""
    types = ContentType.objects.get_for_models(*reviewed_models()).values()
    live = Page.objects.live().filter(alias_of=None, content_type__in=types)
    return live.annotate(
        reviewed_on=field_of_any_type("reviewed_on"), review_by=field_of_any_type("review_by")
    )


def that_stand(name: Standing, today: date) -> Q:
    """Pages that one word of the report is true of: a page that is late may be new as well."""
    soon = end_of_soon(today)
    return {
        Standing.LATE: Q(review_by__lt=today),
        Standing.SOON: Q(review_by__gte=today, review_by__lte=soon),
        Standing.NEVER: Q(reviewed_on=None),
        Standing.FINE: Q(reviewed_on__isnull=False) & (Q(review_by__gt=soon) | Q(review_by=None)),
    }[name]


def counted_by_standing(pages: Any, today: date) -> dict[Standing, int]:
    """How many of some pages each word is true of, in one query."""
    counts: dict[str, int] = pages.aggregate(
        **{each.name: Count("pk", filter=that_stand(each, today)) for each in Standing}
    )
    return {each: counts[each.name] for each in Standing}


def editable_by(pages: Any, user: Any) -> Any:
    """Those of some pages that somebody may edit."""
    may = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.filter(pk__in=may.values("pk"))


def old_drafts(now: datetime) -> Any:
    """Pages with a draft that nobody has touched for long, the oldest first."""
    before = now - timedelta(days=OLD_DRAFT_DAYS)
    waiting = Page.objects.filter(has_unpublished_changes=True, alias_of=None, depth__gt=1)
    return waiting.filter(latest_revision_created_at__lt=before).order_by(
        "latest_revision_created_at", "pk"
    )
