"""Rounds in the admin: the list of them, and the page of one with its people."""

from typing import Any

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django.core.paginator import Page as PageOfList
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from accounts.models import User
from draftcomments.admin import asking, helping, preparing, reaching, running
from draftcomments.admin.buttons import buttons_of
from draftcomments.admin.pages import (
    ICON,
    StaffRequest,
    crumbs_of,
    staff_page,
    title_of,
    with_round,
)
from draftcomments.admin.people_table import people_table
from draftcomments.enums import RoundStatus, Source, State
from draftcomments.models import AccessLink, Contributor, Item, Round
from draftcomments.permissions import (
    can_answer,
    can_moderate,
    can_open_rounds,
    can_see_people,
    can_see_round,
    with_workflows,
)

PEOPLE_ON_A_PAGE = 50


def seen_by(user: User) -> list[Round]:
    """The rounds that a user has something to do with."""
    rounds = Round.objects.light().select_related("page")
    return [round for round in with_workflows(user, rounds) if can_see_round(user, round)]


def pages_seen_by(request: StaffRequest) -> QuerySet[Page]:
    """The pages that the rounds of a user are about."""
    pages = {round.page_id for round in seen_by(request.user) if round.page_id}
    return Page.objects.filter(pk__in=pages).order_by("title")


class RoundFilterSet(WagtailFilterSet):
    """Rounds by where they stand, and by page."""

    standing = django_filters.ChoiceFilter(
        label="Where it stands", choices=RoundStatus.choices, method="by_standing"
    )
    page = django_filters.ModelChoiceFilter(label="Page", queryset=pages_seen_by)

    def by_standing(self, rounds: Any, name: str, value: str) -> Any:
        """One that ended by itself is closed, whatever is stored."""
        if value == RoundStatus.OPEN:
            return rounds.open_now()
        if value == RoundStatus.CLOSED:
            ended = rounds.filter(status=RoundStatus.OPEN).exclude(pk__in=rounds.open_now())
            return rounds.filter(Q(status=value) | Q(pk__in=ended))
        return rounds.filter(status=value)

    class Meta:
        model = Round
        fields: list[str] = []


class RoundColumn(TitleColumn):
    """A title in a column that is wide enough for its words."""

    cell_template_name = "draftcomments/admin/round_title_cell.html"


class DayColumn(Column):
    """A day that may lie ahead. Wagtail's own column tells how long ago something was."""

    def get_value(self, instance: Round) -> str:
        return f"{super().get_value(instance):%-d %B %Y}"


class RoundListing(BaseListingView):
    """All rounds that somebody has to do with, newest first."""

    model = Round
    page_title = "Rounds"
    header_icon = ICON
    verbose_name_plural = "rounds"
    filterset_class = RoundFilterSet
    paginate_by = 20
    index_url_name = "draftcomments_admin:rounds"
    index_results_url_name = "draftcomments_admin:rounds_results"
    default_ordering = "-created_at"
    no_results_message = (
        "No rounds here. Choose “Ask for feedback” to ask people what they think of a draft."
    )
    columns = [
        RoundColumn("__str__", label="Round", url_name="draftcomments_admin:round"),
        StatusTagColumn("standing", label="Where it stands", primary=lambda round: round.is_open),
        DayColumn("closes_on", label="Last day for comments", sort_key="closes_on"),
        DayColumn("reply_by", label="Reply by", sort_key="reply_by"),
        Column("people", label="People"),
        Column("to_check", label="To check"),
        Column("to_answer", label="To answer"),
        Column("answered", label="Answered"),
    ]

    def get_base_queryset(self) -> QuerySet[Round]:
        seen = [round.pk for round in seen_by(self.request.user)]
        rounds = Round.objects.light().filter(pk__in=seen)
        found: QuerySet[Round] = rounds.with_counts().with_people()
        return found

    @property
    def header_buttons(self) -> list[HeaderButton]:
        if not can_open_rounds(self.request.user):
            return []
        address = reverse("draftcomments_admin:choose_page")
        return [HeaderButton("Ask for feedback", address, icon_name="plus")]


@with_round(can_see_round)
def round_page(request: StaffRequest, round: Round) -> HttpResponse:
    counted = Round.objects.light().with_counts().with_people().get(pk=round.pk)
    context: dict[str, Any] = {
        "round": round,
        "counted": counted,
        "sources": counts_by_source(request.user, round),
        "can_moderate": can_moderate(request.user),
        "can_answer": can_answer(request.user, round),
        "linkurl": request.path,
    }
    if can_see_people(request.user, round):
        context |= table_of_people(request.user, round, request.GET.get("p"))
    title, buttons = title_of(round), buttons_of(request.user, round)
    return staff_page(request, "round", title, context, crumbs=crumbs_of(), buttons=buttons)


def counts_by_source(user: User, round: Round) -> list[tuple[str, int]]:
    """How many comments came which way, erased ones too. Moderators alone count what is on hold."""
    items = Item.objects.in_rounds([round.pk])
    counted = items if can_moderate(user) else items.not_on_hold()
    rows = counted.order_by().values_list("source")
    return [(Source(name).label, count) for name, count in rows.annotate(count=Count("pk"))]


def table_of_people(user: User, round: Round, number: str | None) -> dict[str, Any]:
    page = people_on_page(user, round, number)
    return {"page_obj": page, "table": people_table(user, round, page)}


def people_on_page(user: User, round: Round, number: str | None) -> PageOfList:
    """The people of a round, each with their comments counted and their ways in."""
    alive = Q(items__erased_at__isnull=True)
    if not can_moderate(user):
        alive &= ~Q(items__state=State.HELD)
    links = AccessLink.objects.order_by("pk")
    people = Contributor.objects.with_news().annotate(comments=Count("items", filter=alive))
    listed = people.filter(round=round).prefetch_related(Prefetch("links", queryset=links))
    return WagtailPaginator(listed.order_by("pk"), PEOPLE_ON_A_PAGE).get_page(number)


urlpatterns: list[URLPattern] = [
    path("rounds/", RoundListing.as_view(), name="rounds"),
    path("rounds/results/", RoundListing.as_view(results_only=True), name="rounds_results"),
    path("rounds/<int:pk>/", round_page, name="round"),
    *asking.urlpatterns,
    *preparing.urlpatterns,
    *running.urlpatterns,
    *helping.urlpatterns,
    *reaching.urlpatterns,
]
