"""What readers say of pages, for editors: by page with a trend, and in their own words."""

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.db.models.query import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from accounts.models import User
from content.report_menu import ANY_PAGE_PERMISSION, ReportMenuItem, works_on_pages
from officefiles.cells import safe_cell
from pages.models import PageOpinions, PageRemark

DAYS = 30
FEWEST = 5
HEADINGS = {
    "address": "Page",
    "useful_now": f"Useful, last {DAYS} days",
    "not_useful_now": f"Not useful, last {DAYS} days",
    "useful_before": f"Useful, {DAYS} days before",
    "not_useful_before": f"Not useful, {DAYS} days before",
    "trend": "Trend",
    "remarks": "Remarks",
}


def opinions_by_page() -> QuerySet[PageOpinions, dict[str, Any]]:
    """Each address with its counts of the last days, of those before, and its remarks."""
    today = timezone.localdate()
    now = Q(day__gt=today - timedelta(days=DAYS))
    before = Q(day__gt=today - timedelta(days=2 * DAYS)) & ~now
    remarks = PageRemark.objects.filter(address=OuterRef("address")).order_by().values("address")
    sums = {
        f"{name}_{when}": Coalesce(Sum(name, filter=days), 0)
        for name in ("useful", "not_useful")
        for when, days in (("now", now), ("before", before))
    }
    counted = PageOpinions.objects.order_by().values("address").annotate(**sums)
    return counted.annotate(
        remarks=Coalesce(Subquery(remarks.annotate(many=Count("pk")).values("many")), 0)
    ).order_by(F("not_useful_now").desc(), "address")


def trend(row: dict[str, Any]) -> str:
    """How the share of readers who find a page useful has moved, where there are enough of them.

    >>> counts = {"useful_now": 8, "not_useful_now": 2, "useful_before": 3, "not_useful_before": 3}
    >>> trend(counts), trend({**counts, "useful_before": 1})
    ('Up: 80% useful, from 50%', 'Too few to tell')
    """
    now = share(row["useful_now"], row["not_useful_now"])
    before = share(row["useful_before"], row["not_useful_before"])
    if now is None or before is None:
        return "Too few to tell"
    if now == before:
        return f"Steady: {now}% useful"
    return f"{'Up' if now > before else 'Down'}: {now}% useful, from {before}%"


def share(useful: int, not_useful: int) -> int | None:
    total = useful + not_useful
    return round(100 * useful / total) if total >= FEWEST else None


class OpinionReportView(ReportView):
    """Pages that readers gave an opinion of, those that help least at the top."""

    page_title = "Is this page useful?"
    header_icon = "pick"
    verbose_name_plural = "pages"
    index_url_name = "opinion_report"
    index_results_url_name = "opinion_report_results"
    permission_policy = page_permission_policy
    any_permission_required = ANY_PAGE_PERMISSION
    export_filename = "opinions-of-pages"
    export_headings = HEADINGS
    list_export = list(HEADINGS)
    default_ordering = None
    columns = [
        TitleColumn("address", label=HEADINGS["address"], get_url=lambda row: row["address"]),
        *(Column(name, label=label) for name, label in list(HEADINGS.items())[1:-1]),
        TitleColumn(
            "remarks",
            label=HEADINGS["remarks"],
            get_url=lambda row: f"{reverse('page_remarks:index')}?address={row['address']}",
        ),
    ]

    def get_base_queryset(self) -> Any:
        return opinions_by_page()

    def decorate_paginated_queryset(self, object_list: Any) -> list[dict[str, Any]]:
        """The table on the page holds these very rows already."""
        rows: list[dict[str, Any]] = list(object_list)
        for row in rows:
            row["trend"] = trend(row)
        return rows


class RemarkPolicy(ModelPermissionPolicy):
    """Whoever works on pages may read remarks. Nobody writes or changes one here."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action in {"add", "change"}:
            return False
        if action == "view":
            return works_on_pages(user)
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: User, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PageRemarkIndexView(IndexView):
    """Exports with what a spreadsheet would run made harmless: readers wrote it."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


class PageRemarkViewSet(ModelViewSet):
    """What readers wrote, with its day: to read, to export, and to delete where it names somebody."""

    model = PageRemark
    index_view_class = PageRemarkIndexView
    icon = "comment"
    menu_label = "Remarks on pages"
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = ["address"]
    list_display = ["words", "address", BooleanColumn("was_useful", label="Useful"), "day"]
    list_export = ["day", "address", "was_useful", "words"]
    export_filename = "remarks-on-pages"
    list_filter = ["address", "was_useful", "day"]
    search_fields = ["words", "address"]
    inspect_view_fields = ["words", "address", "was_useful", "day"]

    @property
    def permission_policy(self) -> RemarkPolicy:
        return RemarkPolicy(self.model)


def opinions_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Is this page useful?", "opinion_report", name="opinions", icon="pick", order=670
    )


def remarks_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Remarks on pages", "page_remarks:index", name="remarks", icon="comment", order=680
    )


urlpatterns: list[URLPattern] = [
    path("reports/opinions/", OpinionReportView.as_view(), name="opinion_report"),
    path(
        "reports/opinions/results/",
        OpinionReportView.as_view(results_only=True),
        name="opinion_report_results",
    ),
]
