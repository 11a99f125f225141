"""What comments that wait mean for publishing their page: whoever publishes it gives a reason."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin import messages
from wagtail.models import Page

from accounts.models import User
from content.publishing.findings import Finding
from draftcomments.actions.answering import repeating_fields
from draftcomments.admin.pages import StaffRequest
from draftcomments.models import FeedbackAnsweredTask, Item, Round
from draftcomments.permissions import can_answer, can_moderate

WAITING = "comments-wait"
NO_QUOTES = "Give the reason in your own words. Do not copy words of a comment."
AWAITED = "This page can be approved once every comment on it has an answer."
ON_HOLD = "Only moderators know: comments on hold on the page that you published:"


def comments_that_wait(page: Page, user: User | None) -> Iterator[Finding]:
    """One finding for each round with comments that wait.

    What is on hold asks nobody for a reason, as editors could read it, and no history names it.
    """
    rounds = Round.objects.light().of_page(page).with_counts().select_related("page")
    waiting = [round for round in rounds if round.to_answer or round.to_check]
    numbers = references_on(page) if waiting else {}
    for round in waiting:
        yield Finding(
            WAITING,
            words_on(round, user),
            stops=False,
            address=address_for(round, user),
            takes_reason=partial(refuse_quotes, page, user) if user else None,
            noted=f"Comments without an answer: {', '.join(numbers[round.pk])}.",
        )


def references_on(page: Page) -> dict[int, list[str]]:
    """The numbers of the comments that wait, by round: what is on hold is not among them."""
    numbers: dict[int, list[str]] = defaultdict(list)
    for item in Item.objects.known_to_wait_on(page).only("pk", "round_id").order_by("pk"):
        numbers[item.round_id].append(item.reference)
    return numbers


def words_on(round: Any, user: User | None) -> str:
    counts = [f"{round.to_answer} to answer"]
    if round.to_check:
        counts.append(f"{round.to_check} with the moderators")
    if round.held and user is not None and can_moderate(user):
        counts.append(f"{round.held} on hold (only moderators know)")
    by = date_format(round.reply_by, "j F Y")
    return (
        f"Comments wait. Round {round.number}: {', '.join(counts)}. People expect a reply by {by}."
    )


def address_for(round: Round, user: User | None) -> str:
    """Where the comments are answered, for somebody who may."""
    if user is None or not can_answer(user, round):
        return ""
    return reverse("draftcomments_admin:answers", args=[round.pk])


def refuse_quotes(page: Page, user: User, reason: str) -> None:
    """No words of a comment go into the history of the page."""
    for round in Round.objects.of_page(page).defer("content"):
        if repeating_fields(round=round, user=user, texts={"reason": reason}):
            raise ValidationError({"reason": NO_QUOTES})


def tell_of_what_is_on_hold(request: StaffRequest, page: Page) -> None:
    """Tell moderators who publish a page of what keeps nobody from publishing it."""
    if not can_moderate(request.user) or Item.objects.known_to_wait_on(page).exists():
        return
    held = Item.objects.on_hold().filter(round__page_id=page.pk).count()
    if held:
        messages.warning(request, f"{ON_HOLD} {held}.")


def say_what_is_awaited(request: StaffRequest, page: Page) -> None:
    """Tell whoever opens a page at the step “Feedback answered” why it cannot be approved yet."""
    if request.method != "GET" or not page.workflow_in_progress:
        return
    if not isinstance(page.current_workflow_task, FeedbackAnsweredTask):
        return
    waiting = Item.objects.known_to_wait_on(page).count()
    if waiting:
        messages.info(request, f"{AWAITED} {waiting} to go.")
