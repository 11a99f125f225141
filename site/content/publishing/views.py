"""The checklist page: what stops a page, and a box for the reason where nothing does."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, Revision

from content.publishing.actions import publish_with_reason
from content.publishing.checklist import Checklist, checklist_of
from content.publishing.forms import ReasonForm

NAME = "publishing_checklist"
CONFLICT, HAS_ERRORS = 409, 422
CHANGED = "The page changed after you opened this. Look at it again, and publish it from here."
LOCKED = "The page is locked. It cannot be published now."
NOTHING_FOUND = "Nothing stands in the way of publishing this page."
NOT_YET = "Nothing is published yet. Something has to be put right first."


class EditorRequest(HttpRequest):
    """A request to the admin, which lets nobody in but editors."""

    user: Any


@require_http_methods(["GET", "HEAD", "POST"])
def publishing_checklist(request: EditorRequest, pk: int) -> HttpResponseBase:
    page = page_to_publish(request.user, pk)
    revision = page.get_latest_revision()
    draft = revision.as_object() if revision else page.specific
    found = checklist_of(draft, request.user, from_elsewhere=True)
    if revision is None or found.is_clear:
        messages.info(request, NOTHING_FOUND)
        return redirect("wagtailadmin_pages:edit", pk)
    seen = f"{revision.pk} {revision.created_at.isoformat()}"
    form = ReasonForm(request.POST or None, initial={"seen": seen})
    if form.is_valid() and form.cleaned_data["seen"] != seen:
        return back_to(request, page, CHANGED)
    if form.is_valid() and not found.stops and (answer := published(request, page, revision, form)):
        return answer
    return asking(request, draft, found, form)


def page_to_publish(user: AbstractUser, pk: int) -> Page:
    page = get_object_or_404(Page, pk=pk)
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    return page


def asking(request: EditorRequest, draft: Page, found: Checklist, form: ReasonForm) -> HttpResponse:
    """Show what was found; ask for a reason only where nothing stops the page."""
    if form.errors:
        messages.error(request, NOT_YET)
        form.fields["reason"].widget.attrs["autofocus"] = True
    title = "Before this can be published" if found.stops else "Before this is published"
    home = {"url": reverse("wagtailadmin_home"), "label": "Home"}
    context: dict[str, Any] = {
        "page": draft,
        "checklist": found,
        "form": form,
        "is_planned": is_planned(draft),
        "header_title": title,
        "page_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": [home, {"url": "", "label": title}],
    }
    status = CONFLICT if found.stops and form.is_bound else HAS_ERRORS if form.errors else 200
    return render(request, "content/admin/publishing/checklist_page.html", context, status=status)


def published(
    request: EditorRequest, page: Page, revision: Revision, form: ReasonForm
) -> HttpResponseBase | None:
    """Publish the draft, past this page but past no other rule; None where the reason is not taken."""
    draft = revision.as_object()
    lock = page.get_lock()
    if lock and lock.for_user(request.user):
        return back_to(request, page, LOCKED)
    if answer := answer_of_hooks("before_publish_page", request, draft):
        return answer
    reason = form.cleaned_data["reason"]
    try:
        publish_with_reason(page=page, revision=revision, user=request.user, reason=reason)
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


def show_checklist(request: EditorRequest, page: Page) -> HttpResponse | None:
    """Instead of publishing, show what was found. What was typed is saved as a draft by now."""
    if checklist_of(page, request.user).is_clear:
        return None
    return redirect(NAME, page.pk)


def answer_of_hooks(name: str, request: EditorRequest, page: Page) -> HttpResponseBase | None:
    """What other apps answer to the publishing of a page, as in Wagtail's own edit view."""
    for hook in hooks.get_hooks(name):
        answer = None if hook is show_checklist else hook(request, page)
        if isinstance(answer, HttpResponseBase):
            return answer
    return None


def back_to(request: EditorRequest, page: Page, because: str) -> HttpResponse:
    messages.warning(request, because)
    return redirect("wagtailadmin_pages:edit", page.pk)


urlpatterns: list[URLPattern] = [
    path("publishing/<int:pk>/", publishing_checklist, name=NAME),
]
