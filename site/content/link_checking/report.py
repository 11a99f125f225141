"""The report of broken links, and their figure on the dashboard."""

from typing import Any

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.contrib.auth.models import AbstractUser
from django.urls import URLPattern, path, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from content.dashboard import DashboardFigure, FigurePanel, FigureRow
from content.link_checking.broken import BrokenLink, Kind, broken_links, links_of_kind
from content.models import TypedLink
from content.report_menu import ANY_PAGE_PERMISSION, ReportMenuItem
from officefiles.cells import safe_cell

ORDER_ON_DASHBOARD = 70
HEADINGS = {
    "title": "Page or record",
    "held_by": "Type",
    "where": "Where",
    "address": "Link",
    "problem": "Problem",
    "since": "Since",
}
KINDS = {
    Kind.INSIDE: "Within this site",
    Kind.OUTSIDE: "To other sites",
    Kind.MOVED: "Moved for good, still works",
    Kind.UNSURE: "Could not be looked at",
}


class LinkFilterSet(WagtailFilterSet):
    """Which links to show. The view itself does it: not all of them are rows of one table."""

    kind = django_filters.ChoiceFilter(
        label="Links",
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        empty_label="All that are broken",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = TypedLink
        fields: list[str] = []


class BrokenLinksReportView(ReportView):
    """Links that lead nowhere, each with the page or record to put right."""

    page_title = "Broken links"
    header_icon = "link-external"
    verbose_name_plural = "links"
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    filterset_class = LinkFilterSet
    permission_policy = page_permission_policy
    any_permission_required = ANY_PAGE_PERMISSION
    export_filename = "broken-links"
    export_headings = HEADINGS
    list_export = list(HEADINGS)
    default_ordering = None
    columns = [
        TitleColumn("title", label=HEADINGS["title"], get_url=lambda link: link.edit_address),
        *(Column(name, label=label) for name, label in list(HEADINGS.items())[1:]),
    ]

    def get_base_queryset(self) -> list[BrokenLink]:
        """Some are rows of ours, some of Wagtail's reference index: a list holds both."""
        chosen = self.filters.form.cleaned_data["kind"] if self.filters.is_valid() else ""
        return links_of_kind(chosen, self.request.user)

    def filter_queryset(self, queryset: list[BrokenLink]) -> list[BrokenLink]:
        return queryset

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


def report_menu_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Broken links", "broken_links", name="broken-links", icon="link-external", order=665
    )


def dashboard_panel(user: AbstractUser) -> FigurePanel:
    """How many links are broken, and the first of them."""
    links = broken_links(user)
    figure = DashboardFigure(
        heading="Broken links",
        number=len(links),
        rows=[
            FigureRow(link.title, link.edit_address or reverse("broken_links"), link.problem)
            for link in links
        ],
        action_words="See all broken links",
        action_address=reverse("broken_links"),
        empty_words="No broken link is known.",
    )
    return FigurePanel(figure, name="broken-links", order=ORDER_ON_DASHBOARD)


urlpatterns: list[URLPattern] = [
    path("reports/broken-links/", BrokenLinksReportView.as_view(), name="broken_links"),
    path(
        "reports/broken-links/results/",
        BrokenLinksReportView.as_view(results_only=True),
        name="broken_links_results",
    ),
]
