"""Publishing a page before the comments on it are answered: with a reason that is kept."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from accounts.models import User
from draftcomments.actions.answering import repeating_fields
from draftcomments.models import Item, Round

PUBLISH_UNANSWERED = "draftcomments.publish_unanswered"
NO_QUOTES = "Give the reason in your own words. Do not copy words of a comment."


@transaction.atomic
def publish_unanswered(*, page: Page, revision: Revision, user: User, reason: str) -> None:
    """Publish a version of a page although comments on it wait, and keep why in its history.

    Where the version is planned for a day, it is planned. Raises `ValidationError` for the reason.
    """
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied("You may not publish this page.")
    refuse_reason(page, user, reason)
    note(page=page, revision=revision, user=user, reason=reason.strip())
    PublishPageRevisionAction(revision, user=user).execute()


def refuse_reason(page: Page, user: User, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why. It stays in the history of the page."})
    for round in Round.objects.of_page(page).defer("content"):
        if repeating_fields(round=round, user=user, texts={"reason": reason}):
            raise ValidationError({"reason": NO_QUOTES})


def note_publishing(*, page: Page, revision: Revision) -> None:
    """Keep that a page went out with comments unanswered, where nobody was asked for a reason.

    So it is when a workflow ends without the step “Feedback answered”, or when comments came between
    the planning of a publication and its day.
    """
    noted = PageLogEntry.objects.filter(action=PUBLISH_UNANSWERED, revision=revision)
    if Item.objects.known_to_wait_on(page).exists() and not noted.exists():
        note(page=page, revision=revision, user=None, reason="")


def note(*, page: Page, revision: Revision, user: User | None, reason: str) -> None:
    """Editors read it in the history of the page: what is on hold is not named."""
    waiting = Item.objects.known_to_wait_on(page).only("pk")
    numbers = ", ".join(item.reference for item in waiting)
    log(
        instance=page,
        action=PUBLISH_UNANSWERED,
        user=user,
        revision=revision,
        data={"feedback": numbers, "reason": reason},
    )
