"""The gate before a page is published whose comments wait for an answer."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, Revision

from accounts.models import User
from draftcomments.actions.publishing import publish_unanswered
from draftcomments.admin.mistakes import say_what_is_wrong
from draftcomments.admin.overwriting import status_of
from draftcomments.admin.pages import CONFLICT, StaffRequest, read_or_write, staff_page
from draftcomments.forms.answering import PublishAnywayForm
from draftcomments.models import FeedbackAnsweredTask, Item, Round
from draftcomments.permissions import can_answer, can_moderate

CHANGED = "The page changed after you opened this. Look at it again, and publish it from here."
AWAITED = "This page can be approved once every comment on it has an answer."
ON_HOLD = "Only moderators know: comments on hold on the page that you published:"
LOCKED = "The page is locked. It cannot be published now."


def ask_why(request: StaffRequest, page: Page) -> HttpResponse | None:
    """Instead of publishing, go and ask for a reason. What was typed is saved as a draft by now.

    No reason is asked for what is on hold, as editors could read it. Moderators are only told.
    """
    if Item.objects.known_to_wait_on(page).exists():
        return redirect("draftcomments_admin:publish_anyway", page.pk)
    if can_moderate(request.user):
        held = Item.objects.on_hold().filter(round__page_id=page.pk).count()
        if held:
            messages.warning(request, f"{ON_HOLD} {held}.")
    return None


def say_what_is_awaited(request: StaffRequest, page: Page) -> None:
    """Tell whoever opens a page at the step “Feedback answered” why it cannot be approved yet."""
    if request.method != "GET" or not page.workflow_in_progress:
        return
    if not isinstance(page.current_workflow_task, FeedbackAnsweredTask):
        return
    waiting = Item.objects.known_to_wait_on(page).count()
    if waiting:
        messages.info(request, f"{AWAITED} {waiting} to go.")


def refuse_to_publish_many(
    request: StaffRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish none of several pages where comments on one of them wait."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not pages:
        return None
    below = action.cleaned_form.cleaned_data.get("include_descendants", False)
    waiting = waiting_among(pages, request.user, below=below)
    if not waiting:
        return None
    context = {"pages": waiting, "back_url": action.next_url}
    return staff_page(request, "publish_many", "Nothing was published", context, status=CONFLICT)


def waiting_among(pages: Iterable[Page], user: User, *, below: bool) -> list[Page]:
    """Those of some pages, and of the drafts below them, whose comments wait."""
    chosen = Q(pk__in=[page.pk for page in pages])
    if below:
        drafts = [Q(path__startswith=page.path, live=False) for page in pages]
        chosen = reduce(or_, drafts, chosen)
    waiting = Item.objects.known_to_wait().values("round__page")
    found = Page.objects.filter(chosen, pk__in=waiting).specific(defer=True)
    return [page for page in found if page.permissions_for_user(user).can_publish()]


@read_or_write
def publish_anyway(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Say what waits; publish all the same, for a reason."""
    page = page_to_publish(request.user, pk)
    revision = page.get_latest_revision()
    if revision is None or not Item.objects.known_to_wait_on(page).exists():
        messages.info(request, "No comment on this page waits for an answer.")
        return redirect("wagtailadmin_pages:edit", pk)
    seen = f"{revision.pk} {revision.created_at.isoformat()}"
    form = PublishAnywayForm(request.POST or None, initial={"seen": seen})
    if form.is_valid() and form.cleaned_data["seen"] != seen:
        return back_to(request, page, CHANGED)
    if form.is_valid() and (answer := published(request, page, revision, form)):
        return answer
    return asking(request, revision, form)


def page_to_publish(user: User, pk: int) -> Page:
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    return page


def asking(request: StaffRequest, revision: Revision, form: PublishAnywayForm) -> HttpResponse:
    draft = revision.as_object()
    say_what_is_wrong(request, form, "Nothing is published yet.")
    context = {
        "page": draft,
        "rounds": rounds_waiting(draft, request.user),
        "form": form,
        "is_planned": is_planned(draft),
    }
    title = "Comments wait for an answer"
    return staff_page(request, "publish", title, context, status=status_of(form))


def rounds_waiting(page: Page, user: User) -> list[Round]:
    """The rounds with comments that wait. What is on hold is for moderators to know."""
    rounds = Round.objects.light().of_page(page).with_counts().select_related("page")
    waiting = [round for round in rounds if round.to_answer or round.to_check]
    moderates = can_moderate(user)
    for round in waiting:
        round.on_hold = round.held if moderates else 0
        round.may_answer = can_answer(user, round)
    return waiting


def published(
    request: StaffRequest, page: Page, revision: Revision, form: PublishAnywayForm
) -> HttpResponseBase | None:
    """Publish the draft, past this gate but past no other; None where the reason is not taken."""
    draft = revision.as_object()
    lock = page.get_lock()
    if lock and lock.for_user(request.user):
        return back_to(request, page, LOCKED)
    if answer := answer_of_hooks("before_publish_page", request, draft):
        return answer
    reason = form.cleaned_data["reason"]
    try:
        publish_unanswered(page=page, revision=revision, user=request.user, reason=reason)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    page = page.specific_class.objects.get(pk=page.pk)
    if answer := answer_of_hooks("after_publish_page", request, page):
        return answer
    done = "is planned to be published" if is_planned(draft) else "is published"
    messages.success(request, f"“{draft.get_admin_display_title()}” {done}.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def is_planned(draft: Page) -> bool:
    """Whether it goes out on a day to come."""
    return bool(draft.go_live_at and draft.go_live_at > timezone.now())


def answer_of_hooks(name: str, request: StaffRequest, page: Page) -> HttpResponseBase | None:
    """What other apps answer to the publishing of a page, as in Wagtail's own edit view."""
    for hook in hooks.get_hooks(name):
        answer = None if hook is ask_why else hook(request, page)
        if isinstance(answer, HttpResponseBase):
            return answer
    return None


def back_to(request: StaffRequest, page: Page, because: str) -> HttpResponse:
    messages.warning(request, because)
    return redirect("wagtailadmin_pages:edit", page.pk)


urlpatterns: list[URLPattern] = [
    path("publish/<int:pk>/", publish_anyway, name="publish_anyway"),
]
