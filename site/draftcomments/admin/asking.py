"""Choosing the page that people are asked about, for those who start at the rounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from draftcomments.admin.pages import StaffRequest, crumbs_of, staff_page
from draftcomments.permissions import can_open_round, can_open_rounds, can_read_originals

MOST_PAGES = 25
LONGEST_SEARCH = 250


@dataclass(frozen=True)
class Choice:
    """A page with where it is, and whether the public can read it."""

    page: Page
    place: str

    @property
    def standing(self) -> str:
        if not self.page.live:
            return "Draft"
        return "Live, with a newer draft" if self.page.has_unpublished_changes else "Live"


def choose_page(request: StaffRequest) -> HttpResponse:
    if not can_open_rounds(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    found = list(pages_called(words, request.user)[: MOST_PAGES + 1])
    allowed = [page for page in found[:MOST_PAGES] if can_open_round(request.user, page)]
    context = {
        "words": words,
        "choices": choices_of(allowed),
        "most": MOST_PAGES,
        "has_more": len(found) > MOST_PAGES,
    }
    return staff_page(request, "round_choose", "Choose a page", context, crumbs=crumbs_of())


def pages_called(words: str, user: User) -> QuerySet[Page]:
    """The pages that a user may ask about and that have some words in their title."""
    if can_read_originals(user):
        pages = Page.objects.all()
    else:
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    titled = Q(draft_title__icontains=words) | Q(title__icontains=words)
    askable = pages.filter(titled, depth__gt=1, alias_of__isnull=True)
    return askable.order_by("-latest_revision_created_at", "path")


def choices_of(pages: Sequence[Page]) -> list[Choice]:
    above = titles_by_path({start for page in pages for start in starts_of(page)})
    return [
        Choice(page, " > ".join(above[start] for start in starts_of(page) if start in above))
        for page in pages
    ]


def starts_of(page: Page) -> list[str]:
    """The paths of the pages above a page, from the top, without the root."""
    return [page.path[: depth * Page.steplen] for depth in range(2, page.depth)]


def titles_by_path(paths: Iterable[str]) -> Mapping[str, str]:
    pages = Page.objects.filter(path__in=list(paths))
    return {page.path: page.get_admin_display_title() for page in pages}


urlpatterns: list[URLPattern] = [path("rounds/new/", choose_page, name="choose_page")]
