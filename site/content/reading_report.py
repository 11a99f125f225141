"""The report of reading ages: every public page, for editors to see which to make plainer."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.listing import listed_page_models
from content.models import PublicPage
from content.prose import AIM, Reading, reading_of_page
from content.report_menu import ANY_PAGE_PERMISSION, ReportMenuItem
from officefiles.cells import safe_cell

AT_ONCE = 100
VERDICTS = ("Above the aim", "Within the aim", "Easier than the aim: fine", "Too short to tell")
HEADINGS = {
    "title": "Page",
    "kind": "Kind",
    "age": "Reading age",
    "verdict": f"Aim: {AIM[0]} to {AIM[1]}",
    "words": "Words",
    "last_published_at": "Published",
}


def public_pages() -> Any:
    """Every page that anyone may read, as what it says once."""
    types = ContentType.objects.get_for_models(*listed_page_models()).values()
    return Page.objects.live().public().filter(alias_of=None, content_type__in=types)


def page_readings(pages: Any) -> Iterator[tuple[Page, Reading]]:
    """Pages as what they are, each with its reading; some at a time."""
    for page in pages.specific().iterator(chunk_size=AT_ONCE):
        yield page, reading_of_page(page)


def type_choices() -> list[tuple[int, str]]:
    types = ContentType.objects.get_for_models(*listed_page_models())
    named = [(type_.pk, capfirst(str(model._meta.verbose_name))) for model, type_ in types.items()]
    return sorted(named, key=lambda choice: choice[1])


class ReadingFilterSet(WagtailFilterSet):
    """`verdict` reads every page that the other filter leaves: seconds, for thousands of pages."""

    content_type = django_filters.MultipleChoiceFilter(
        label="Type", choices=type_choices, widget=forms.CheckboxSelectMultiple
    )
    verdict = django_filters.ChoiceFilter(
        label="Reading age",
        choices=[(verdict, verdict) for verdict in VERDICTS],
        empty_label="All",
        method="that_are",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Page
        fields = ["content_type", "verdict"]

    def that_are(self, pages: Any, name: str, verdict: str) -> QuerySet[Page]:
        found = [page.pk for page, reading in page_readings(pages) if reading.verdict == verdict]
        return pages.filter(pk__in=found)


class ReadingAgeReportView(ReportView):
    """Public pages with their reading age: advice, and no more than that."""

    page_title = "Reading age"
    header_icon = "glasses"
    verbose_name_plural = "pages"
    index_url_name = "reading_age_report"
    index_results_url_name = "reading_age_report_results"
    filterset_class = ReadingFilterSet
    permission_policy = page_permission_policy
    any_permission_required = ANY_PAGE_PERMISSION
    export_filename = "reading-ages"
    export_headings = HEADINGS
    list_export = list(HEADINGS)
    default_ordering = "title"
    columns = [
        TitleColumn(
            "title",
            label="Page",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        *(Column(name, label=HEADINGS[name]) for name in ("kind", "age", "verdict", "words")),
    ]

    def get_base_queryset(self) -> Any:
        return public_pages()

    def decorate_paginated_queryset(self, object_list: Any) -> Sequence[Page]:
        """Read the pages that are shown, or all of them for a file: those of one type together."""
        pages = Page.objects.filter(pk__in=[page.pk for page in object_list]).specific().in_bulk()
        for page in object_list:
            # The table holds these very objects already.
            note_reading(page, pages[page.pk])
        return list(object_list)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


def note_reading(row: Any, page: PublicPage) -> None:
    """Let a row of the report carry what it says of a page."""
    reading = reading_of_page(page)
    row.kind = page.listed_as()
    row.age, row.words, row.verdict = reading.age, reading.words, reading.verdict


def report_menu_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Reading age", "reading_age_report", name="reading-age", icon="glasses", order=660
    )


urlpatterns: list[URLPattern] = [
    path("reports/reading-age/", ReadingAgeReportView.as_view(), name="reading_age_report"),
    path(
        "reports/reading-age/results/",
        ReadingAgeReportView.as_view(results_only=True),
        name="reading_age_report_results",
    ),
]
