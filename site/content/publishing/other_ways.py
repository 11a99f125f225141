"""The gate at the ways of publishing that do not pass the editor: many at once, copies, workflows."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from content.publishing.actions import note_publishing
from content.publishing.gate import ends_workflow, findings_of, stops_of
from content.publishing.views import CONFLICT, EditorRequest

NOT_COPIED = (
    "Nothing was copied. “{title}” has something that stops it from being published."
    " Put it right first, or copy it without publishing the copy."
)
PUBLISHING = frozenset({"publish_copies", "alias"})
"""The ticks with which a copy is public at once."""


def refuse_to_publish_many(
    request: EditorRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish none of several pages where something was found on one of them."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not pages:
        return None
    below = action.cleaned_form.cleaned_data.get("include_descendants", False)
    found = list(found_among(pages, request.user, below=below))
    if not found:
        return None
    title = "Nothing was published"
    home = {"url": reverse("wagtailadmin_home"), "label": "Home"}
    context = {
        "pages": found,
        "back_url": action.next_url,
        "header_title": title,
        "page_title": title,
        "header_icon": "tasks",
        "breadcrumbs_items": [home, {"url": "", "label": title}],
    }
    return render(request, "content/admin/publishing/many.html", context, status=CONFLICT)


def found_among(pages: Iterable[Page], user: AbstractUser, *, below: bool) -> Iterator[Page]:
    """Those of some pages, and of the drafts below them, on which something is found."""
    chosen = Q(pk__in=[page.pk for page in pages])
    if below:
        drafts = [Q(path__startswith=page.path, live=False) for page in pages]
        chosen = reduce(or_, drafts, chosen)
    for page in Page.objects.filter(chosen).specific():
        if page.permissions_for_user(user).can_publish():
            draft = page.get_latest_revision_as_object()
            if findings_of(draft, user):
                yield draft


def refuse_to_copy(request: EditorRequest, page: Page) -> HttpResponse | None:
    """Make no public copy, and no alias, of a page that is public and must not be as it is."""
    if PUBLISHING.isdisjoint(request.POST):
        return None
    with_pages_below = bool(request.POST.get("copy_subpages"))
    family = page.get_descendants(inclusive=True) if with_pages_below else [page]
    for one in family:
        if one.live and stops_of(one.specific):
            title = one.specific.get_admin_display_title()
            messages.error(request, NOT_COPIED.format(title=title))
            return redirect("wagtailadmin_pages:copy", page.pk)
    return None


def offer_no_approval(menu_items: list[Any], request: EditorRequest, context: Any) -> None:
    """Where approval would publish the page and something stops it, do not offer it."""
    page = context.get("page")
    if not page or not any(item.name == "approve" for item in menu_items):
        return
    if ends_workflow(page) and stops_of(page):
        menu_items[:] = [item for item in menu_items if item.name != "approve"]


def note_what_was_found(
    sender: type[Page], instance: Page, revision: Revision | None = None, **kwargs: Any
) -> None:
    """A page went out, perhaps by itself: keep what nobody was asked about."""
    if revision is not None and not instance.alias_of_id:
        note_publishing(page=instance, revision=revision)


def back_to_the_dashboard(request: EditorRequest, page: Page) -> HttpResponse | None:
    """After a step of a workflow, for those who take steps and may not open the list of pages."""
    if "action-workflow-action" not in request.POST:
        return None
    may_explore = page_permission_policy.explorable_instances(request.user)
    above = page.get_parent()
    return None if may_explore.filter(pk=above.pk).exists() else redirect("wagtailadmin_home")
