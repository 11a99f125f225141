"""Reports of what editors should look at again: pages by their review, and drafts left lying."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, Model, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.report_menu import ANY_PAGE_PERMISSION, ReportMenuItem
from content.review_days import Standing, standing
from content.reviews import (
    OLD_DRAFT_DAYS,
    editable_by,
    old_drafts,
    reviewed_models,
    reviewed_pages,
    that_stand,
)
from officefiles.cells import safe_cell

REVIEWS = {
    "title": "Page",
    "kind": "Kind",
    "owner_name": "Owner",
    "reviewed_on": "Last reviewed",
    "review_by": "Next review",
    "standing": "Review",
}
DRAFTS = {
    "draft_title": "Page",
    "kind": "Kind",
    "owner_name": "Owner",
    "latest_revision_created_at": "Draft saved",
    "live": "Published before",
}


def type_choices() -> list[tuple[int, str]]:
    types = ContentType.objects.get_for_models(*reviewed_models())
    named = [(type_.pk, capfirst(str(model._meta.verbose_name))) for model, type_ in types.items()]
    return sorted(named, key=lambda choice: choice[1])


def owners(request: Any) -> QuerySet[Model]:
    """Everybody who owns a page."""
    own = Page.objects.filter(owner__isnull=False).order_by().values("owner")
    return get_user_model()._default_manager.filter(pk__in=own)


def address_of_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class PageFilterSet(WagtailFilterSet):
    """By type and by owner."""

    content_type = django_filters.MultipleChoiceFilter(
        label="Type", choices=type_choices, widget=forms.CheckboxSelectMultiple
    )
    owner = django_filters.ModelChoiceFilter(
        label="Owner", queryset=owners, empty_label="Everybody"
    )

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = ["content_type", "owner"]


class ReviewFilterSet(PageFilterSet):
    """By how the review stands, too."""

    standing = django_filters.ChoiceFilter(
        label="Review",
        choices=[(each.name.lower(), each.value) for each in Standing],
        empty_label="All",
        method="with_standing",
        widget=forms.RadioSelect,
    )

    def with_standing(self, pages: Any, name: str, value: str) -> Any:
        return pages.filter(that_stand(Standing[value.upper()], timezone.localdate()))


class PagesToLookAtView(ReportView):
    """Pages for whoever works on pages, each with its kind and its owner."""

    header_icon = "calendar-check"
    verbose_name_plural = "pages"
    permission_policy = page_permission_policy
    any_permission_required = ANY_PAGE_PERMISSION

    def decorate_paginated_queryset(self, object_list: Any) -> Sequence[Page]:
        today = timezone.localdate()
        for page in object_list:
            page.kind = capfirst(str(page.page_type_display_name))
            page.owner_name = str(page.owner or "Nobody")
            page.standing = self.standing_of(page, today)
        return list(object_list)

    def standing_of(self, page: Any, today: Any) -> str:
        return ""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


class ReviewReportView(PagesToLookAtView):
    """Public pages with the days of their reviews, what is due first at the top."""

    page_title = "Reviews of pages"
    index_url_name = "review_report"
    index_results_url_name = "review_report_results"
    filterset_class = ReviewFilterSet
    export_filename = "reviews-of-pages"
    export_headings = REVIEWS
    list_export: ClassVar[list[str]] = list(REVIEWS)
    default_ordering = "due"
    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=REVIEWS["title"], get_url=address_of_page),
        *(Column(name, label=REVIEWS[name]) for name in ("kind", "owner_name")),
        Column("reviewed_on", label=REVIEWS["reviewed_on"], sort_key="reviewed_on"),
        Column("review_by", label=REVIEWS["review_by"], sort_key="due"),
        Column("standing", label=REVIEWS["standing"]),
    ]

    def get_base_queryset(self) -> Any:
        # Databases disagree on where a day that is not given stands.
        due = Coalesce("review_by", Value(date.max), output_field=DateField())
        return reviewed_pages().annotate(due=due).select_related("owner")

    def standing_of(self, page: Any, today: Any) -> str:
        return standing(page.reviewed_on, page.review_by, today).value


class OldDraftReportView(PagesToLookAtView):
    """Drafts that nobody has touched for long, of the pages that this person may edit."""

    page_title = f"Drafts older than {OLD_DRAFT_DAYS} days"
    header_icon = "draft"
    index_url_name = "old_drafts"
    index_results_url_name = "old_drafts_results"
    filterset_class = PageFilterSet
    export_filename = "old-drafts"
    export_headings = DRAFTS
    list_export: ClassVar[list[str]] = list(DRAFTS)
    default_ordering = "latest_revision_created_at"
    columns: ClassVar[list[Column]] = [
        TitleColumn("draft_title", label=DRAFTS["draft_title"], get_url=address_of_page),
        *(Column(name, label=DRAFTS[name]) for name in ("kind", "owner_name")),
        DateColumn(
            "latest_revision_created_at",
            label=DRAFTS["latest_revision_created_at"],
            sort_key="latest_revision_created_at",
        ),
        Column("live", label=DRAFTS["live"], accessor=lambda page: "Yes" if page.live else "No"),
    ]

    def get_base_queryset(self) -> Any:
        own = editable_by(old_drafts(timezone.now()), self.request.user)
        return own.select_related("owner")


def review_report_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Reviews of pages", "review_report", name="reviews", icon="calendar-check", order=640
    )


def old_drafts_item() -> ReportMenuItem:
    return ReportMenuItem(
        OldDraftReportView.page_title, "old_drafts", name="old-drafts", icon="draft", order=645
    )


urlpatterns: list[URLPattern] = [
    path("reports/reviews/", ReviewReportView.as_view(), name="review_report"),
    path(
        "reports/reviews/results/",
        ReviewReportView.as_view(results_only=True),
        name="review_report_results",
    ),
    path("reports/old-drafts/", OldDraftReportView.as_view(), name="old_drafts"),
    path(
        "reports/old-drafts/results/",
        OldDraftReportView.as_view(results_only=True),
        name="old_drafts_results",
    ),
]
