"""What is written when a page was reviewed, and when its type is to be reviewed more or less often."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from content.models import PublicPage, months_between_reviews, next_review
from content.review_days import months_later
from content.reviews import reviewed_models
from operations.purging import purge

REVIEWED = "content.review"
AT_ONCE = 50
Result = TypeVar("Result")


def can_mark_reviewed(user: Any, page: Page) -> bool:
    """Whether somebody may say of a page that readers see that it is still right.

    It changes no word: a draft that is planned or waits for approval does not stand in the way.
    """
    model = page.specific_class
    if model is None or not issubclass(model, PublicPage) or not page.live or page.alias_of_id:
        return False
    if page.locked and BasicLock(page).for_user(user):
        return False
    return bool(page.permissions_for_user(user).can_edit())


@transaction.atomic
def mark_reviewed(*, page: PublicPage, user: Any) -> date:
    """Somebody read the page as readers see it and found it right: the day of the next review.

    Nothing else goes out. A draft that waits keeps its words, and takes the days on.
    """
    if not can_mark_reviewed(user, page):
        raise PermissionDenied
    page.reviewed_on = timezone.localdate()
    page.review_by = next_review(type(page), page.reviewed_on)
    days = {"reviewed_on": page.reviewed_on, "review_by": page.review_by}
    shown = type(page)._default_manager.filter(Q(pk=page.pk) | Q(alias_of=page.pk))
    shown.update(**days)
    purge()
    take_days_on({page.pk: days})
    told = {name: day.isoformat() for name, day in days.items()}
    log(instance=page, action=REVIEWED, user=user, data=told)
    return page.review_by


@transaction.atomic
def take_days_on(days_of: Mapping[int, Mapping[str, date]]) -> None:
    """Write days into the drafts that may still be published: the newest, and what is planned.

    A draft is stored whole. So it is locked before it is read: no words saved meanwhile are lost.
    """
    own = Page.objects.filter(pk__in=days_of)
    drafts = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in days_of]).filter(
        Q(pk__in=own.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    )
    numbers = list(drafts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        batch = drafts.filter(pk__in=numbers[start : start + AT_ONCE])
        locked = list(batch.select_for_update(of=("self",)).order_by("pk"))
        for draft in locked:
            days = days_of[int(draft.object_id)]
            draft.content.update({name: day.isoformat() for name, day in days.items()})
        Revision.objects.bulk_update(locked, ["content"])


@transaction.atomic
def change_frequencies(*, change: Callable[[], Result]) -> Result:
    """Do what changes how often types are reviewed, and move the reviews that follow from it."""
    before = {model: months_between_reviews(model) for model in reviewed_models()}
    result = change()
    for model, months in before.items():
        now = months_between_reviews(model)
        if now != months:
            move_reviews(model=model, before=months, now=now)
    return result


@transaction.atomic
def move_reviews(*, model: type[PublicPage], before: int, now: int) -> int:
    """Work the next review of pages out anew; a day that somebody chose stays."""
    moved = []
    reviewed = model._default_manager.filter(reviewed_on__isnull=False).order_by("pk")
    for page in reviewed.select_for_update(of=("self",)):
        if page.review_by == months_later(page.reviewed_on, before):
            page.review_by = months_later(page.reviewed_on, now)
            moved.append(page)
    model._default_manager.bulk_update(moved, ["review_by"], batch_size=AT_ONCE)
    purge()
    take_days_on({page.pk: {"review_by": page.review_by} for page in moved})
    return len(moved)
