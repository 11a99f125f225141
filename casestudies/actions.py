"""Taking a case study back when the people in it ask, and letting it return when they agree."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from casestudies.models import CaseStudyPage, Withdrawal
from casestudies.permissions import can_delete_story, can_lift, can_withdraw
from search.actions import path_of

WITHDRAW = "casestudies.withdraw"
LIFT = "casestudies.lift_withdrawal"
NO_TITLE = "Withdrawn case study"


@transaction.atomic
def withdraw(
    *,
    page: CaseStudyPage,
    user: User,
    asked_by: str,
    reason: str,
    public_note: str = "",
    delete_story: bool = False,
) -> Withdrawal:
    """Take a case study from readers for good, and say why without its story."""
    allowed = can_delete_story if delete_story else can_withdraw
    if not allowed(user, page):
        raise PermissionDenied("You may not withdraw this case study.")
    study = CaseStudyPage.objects.get(pk=page.pk)
    stories = [study, *aliases_of(study)]
    told = {"asked_by": asked_by, "reason": reason, "public_note": public_note}
    records = [
        Withdrawal(
            slug=story.slug,
            page_id=story.pk,
            recorded_by=user,
            story_deleted=delete_story,
            **told,
        )
        for story in stories
    ]
    for record in records:
        record.full_clean()
    cancel_plans(study=study, user=user)
    for story in stories:
        UnpublishPageAction(story, user=user).execute(skip_permission_checks=True)
    for record in records:
        record.save()
    data = {"asked_by": asked_by, "story_deleted": delete_story}
    log(instance=study, action=WITHDRAW, user=user, data=data)
    if delete_story:
        delete_stories(stories=stories, address=path_of(study), user=user)
    return Withdrawal.objects.get(slug=study.slug)


def aliases_of(page: Page) -> list[Page]:
    """Every page that follows this one, whatever is between them."""
    found = list(page.aliases.specific())
    return found + [further for alias in found for further in aliases_of(alias)]


def cancel_plans(*, study: CaseStudyPage, user: User) -> None:
    """Nothing that was planned brings it back: no schedule, no workflow."""
    study.revisions.update(approved_go_live_at=None)
    if state := study.current_workflow_state:
        state.cancel(user=user)


def delete_stories(*, stories: Collection[Page], address: str, user: User) -> None:
    """Delete the pages with all their versions, and every mention that Wagtail keeps of them.

    Redirects from older addresses are kept: they lead to where the withdrawal is told.
    """
    ids = [story.pk for story in stories]
    Redirect.objects.filter(redirect_page__in=ids).update(
        redirect_page=None, redirect_page_route_path="", redirect_link=address
    )
    for story in stories:
        DeletePageAction(story, user=user).execute(skip_permission_checks=True)
    entries = PageLogEntry.objects.filter(page_id__in=ids)
    entries.exclude(action=WITHDRAW).update(data={})
    entries.update(label=NO_TITLE)
    PageLogEntry.objects.filter(data__page__id__in=ids).update(data={})


@transaction.atomic
def lift_withdrawal(*, withdrawal: Withdrawal, user: User) -> None:
    """Let an address be used again: the page may be published, or another may have its slug."""
    if not can_lift(user, withdrawal):
        raise PermissionDenied("You may not lift this withdrawal.")
    log(
        instance=withdrawal.page or withdrawal,
        action=LIFT,
        user=user,
        data={"asked_by": withdrawal.asked_by, "story_deleted": withdrawal.story_deleted},
        deleted=withdrawal.page is None,
    )
    withdrawal.delete()
