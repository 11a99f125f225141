"""Reports and exports, without anybody’s words or with what was shared."""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from content.report_menu import ReportMenuItem
from draftcomments.admin.pages import StaffRequest, with_round
from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from draftcomments.permissions import (
    can_export,
    can_moderate,
    can_read_originals,
    can_see_report,
)
from draftcomments.querysets import RoundQuerySet
from draftcomments.reading.exports import Column as ExportColumn
from draftcomments.reading.exports import Shared, as_csv, as_xlsx, columns_for, shared_items
from draftcomments.reading.figures import medians_of, readable_rounds
from officefiles.cells import safe_cell

TO_ANSWER, LATE = "to_answer", "late"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = {
    "page_title": "Page",
    "number": "Round",
    "standing": "Status",
    "closes_on": "Last day for comments",
    "reply_by": "Reply by",
    "to_check": "To check",
    "to_answer": "To answer",
    "answered": "Answered",
    "held": "On hold",
    "set_aside": "Set aside",
    "late": "Late",
    "median_days": "Median days to an answer",
}
# Where a column has less room than a file.
SHORT = {**HEADINGS, "median_days": "Median days"}
ONLY_IN_FILES = ("page_title", "number", "closes_on")
# What is not shared is known to moderators only, its number too.
FOR_MODERATORS = ("to_check", "held", "set_aside")


class ReportFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label="Status",
        choices=[choice for choice in RoundStatus.choices if choice[0] != RoundStatus.DRAFT],
        empty_label="All",
        method="that_are",
        widget=forms.RadioSelect,
    )
    waiting = django_filters.ChoiceFilter(
        label="What waits",
        choices=[(TO_ANSWER, "Comments to answer"), (LATE, "Answers that are late")],
        empty_label="All",
        method="that_wait",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Round
        fields = ["status", "waiting"]

    def that_are(self, rounds: RoundQuerySet, name: str, status: str) -> RoundQuerySet:
        """As they are today: an open round ends by itself after its last day."""
        if status == RoundStatus.OPEN:
            return rounds.open_now()
        if status == RoundStatus.CLOSED:
            still_open = Round.objects.open_now().values("pk")
            return rounds.exclude(status=RoundStatus.ARCHIVED).exclude(pk__in=still_open)
        return rounds.filter(status=status)

    def that_wait(self, rounds: RoundQuerySet, name: str, value: str) -> RoundQuerySet:
        if value == TO_ANSWER:
            return rounds.filter(to_answer__gt=0)
        waits = Q(to_answer__gt=0)
        if can_moderate(self.request.user):
            waits |= Q(to_check__gt=0) | Q(held__gt=0)
        return rounds.filter(waits, reply_by__lt=timezone.localdate())


class RoundColumn(TitleColumn):
    """The page and round, in words that are not squeezed by the numbers beside them."""

    cell_template_name = "draftcomments/admin/report_title.html"


class DownloadColumn(Column):
    """Links to the shared comments of a round as a file."""

    cell_template_name = "draftcomments/admin/report_download.html"


class FeedbackReportView(ReportView):
    """Each round that a user may read, with how many comments are in which state."""

    page_title = "Feedback on drafts"
    header_icon = "comment"
    verbose_name_plural = "rounds"
    index_url_name = "draftcomments_admin:report"
    index_results_url_name = "draftcomments_admin:report_results"
    filterset_class = ReportFilterSet
    export_filename = "feedback-on-drafts"
    export_headings = HEADINGS
    default_ordering = "-opened_at"

    def dispatch(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_see_report(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def moderates(self) -> bool:
        return can_moderate(self.request.user)

    @cached_property
    def list_export(self) -> list[str]:
        return [name for name in HEADINGS if self.moderates or name not in FOR_MODERATORS]

    @cached_property
    def columns(self) -> list[Column]:
        shown = [name for name in self.list_export if name not in ONLY_IN_FILES]
        return [
            RoundColumn(
                "title",
                label="Page and round",
                accessor=str,
                get_url=lambda round: reverse("draftcomments_admin:round", args=[round.pk]),
            ),
            *(Column(name, label=SHORT[name]) for name in shown),
            DownloadColumn("download", label="Files"),
        ]

    def get_base_queryset(self) -> RoundQuerySet:
        rounds: RoundQuerySet = Round.objects.light().with_counts()
        return rounds.filter(pk__in=readable_rounds(self.request.user))

    def decorate_paginated_queryset(self, object_list: Sequence[Any]) -> Sequence[Any]:
        """Give each round what its items alone can tell."""
        medians = medians_of([round.pk for round in object_list])
        today = timezone.localdate()
        for round in object_list:
            round.median_days = medians.get(round.pk)
            round.late = self.waiting_in(round) if round.reply_by < today else 0
        return object_list

    def waiting_in(self, round: Any) -> int:
        unshared: int = round.to_check + round.held if self.moderates else 0
        return unshared + int(round.to_answer)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


def report_menu_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Feedback on drafts",
        "draftcomments_admin:report",
        name="feedback-on-drafts",
        icon="comment",
        order=650,
        is_for=can_see_report,
    )


@require_safe
@with_round(can_export)
def download(request: StaffRequest, round: Round, *, kind: str) -> HttpResponse:
    """The shared comments of a round. The name of the file says nothing about the page."""
    columns = columns_for(with_pseudonyms=can_read_originals(request.user))
    write, content_type = WRITERS[kind]
    response = HttpResponse(write(shared_items(round), columns), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="feedback-{round.pk}.{kind}"'
    return response


Writer = Callable[[list[Shared], list[ExportColumn]], bytes]
WRITERS: dict[str, tuple[Writer, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
}

urlpatterns: list[URLPattern] = [
    path("report/", FeedbackReportView.as_view(), name="report"),
    path("report/results/", FeedbackReportView.as_view(results_only=True), name="report_results"),
    path("rounds/<int:pk>/comments.csv", download, {"kind": "csv"}, name="comments_csv"),
    path("rounds/<int:pk>/comments.xlsx", download, {"kind": "xlsx"}, name="comments_xlsx"),
]
