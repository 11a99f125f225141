"""The report of statements that lack links: which of the four are missing."""

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from content.report_menu import ReportMenuItem
from framework.models import Level, Measure, Statement, StrategyLink, SubPhase
from guidance.linking.hubs import address_of_links
from guidance.linking.permissions import EditorRequest, can_make_links
from guidance.models import GuidancePage
from officefiles.cells import safe_cell
from search.models import FacetPages

# The facet by which case studies are found for a part of the framework.
PART_FACET = "part"
FOUR = {
    "guidance": "Guidance",
    "examples": "Examples",
    "measures": "Measures",
    "strategies": "Strategies",
}
ANY = "any"
NONE_MISSING = "Every statement has guidance, examples, measures and strategies."


def with_the_four(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Statements with `has_guidance` and so on: from their part or of their own."""
    return statements.annotate(
        has_guidance=guidance_there(),
        has_examples=Exists(
            FacetPages.objects.filter(
                facet=PART_FACET, value=OuterRef("sub_phase__identifier")
            ).exclude(pages=b"")
        ),
        has_measures=Exists(Measure.statements.through.objects.filter(statement=OuterRef("pk")))
        | Exists(Measure.sub_phases.through.objects.filter(subphase=OuterRef("sub_phase"))),
        has_strategies=Exists(
            StrategyLink.objects.filter(
                Q(statement=OuterRef("pk")) | Q(statement=None, sub_phase=OuterRef("sub_phase"))
            )
        ),
    )


def guidance_there() -> Any:
    """Whether a guidance page that anyone may read names the statement or its part."""
    public = GuidancePage.objects.published().order_by().values("pk")
    own, parts = GuidancePage.statements.through, GuidancePage.sub_phases.through
    return Exists(own.objects.filter(statement=OuterRef("pk"), guidancepage__in=public)) | Exists(
        parts.objects.filter(subphase=OuterRef("sub_phase"), guidancepage__in=public)
    )


class MissingLinksFilterSet(WagtailFilterSet):
    """Where nothing is asked for, it shows the statements that lack something."""

    missing = django_filters.ChoiceFilter(
        label="What is missing",
        choices=[(ANY, "Anything"), *FOUR.items()],
        empty_label="All statements",
        method="that_lack",
        widget=forms.RadioSelect,
    )
    sub_phase = django_filters.ModelChoiceFilter(
        label="Part", queryset=SubPhase.objects.known(), empty_label="All"
    )
    level = django_filters.ModelChoiceFilter(
        label="Level", queryset=Level.objects.all(), empty_label="All"
    )

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = ["missing", "sub_phase", "level"]

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        asked = data.copy() if data is not None else QueryDict(mutable=True)
        asked.setdefault("missing", ANY)
        super().__init__(asked, *args, **kwargs)

    def that_lack(
        self, statements: QuerySet[Statement], name: str, value: str
    ) -> QuerySet[Statement]:
        if value != ANY:
            return statements.filter(**{f"has_{value}": False})
        lacks = Q()
        for each in FOUR:
            lacks |= Q(**{f"has_{each}": False})
        return statements.filter(lacks)


class MissingLinksReportView(ReportView):
    """Statements in use, and which of guidance, examples, measures and strategies it has."""

    page_title = "Statements without links"
    header_icon = "link"
    verbose_name_plural = "statements"
    index_url_name = "missing_links"
    index_results_url_name = "missing_links_results"
    filterset_class = MissingLinksFilterSet
    is_searchable = False
    export_filename = "statements-without-links"
    list_export: ClassVar[list[str]] = [
        "identifier",
        "text",
        "sub_phase",
        "level",
        *(f"has_{each}" for each in FOUR),
    ]
    export_headings: ClassVar[dict[str, str]] = {
        "identifier": "Identifier",
        "text": "Statement",
        "sub_phase": "Part",
        "level": "Level",
        **{f"has_{each}": label for each, label in FOUR.items()},
    }
    columns: ClassVar[list[Column]] = [
        TitleColumn("text", label="Statement", get_url=address_of_links),
        Column("sub_phase", label="Part", accessor="sub_phase.identifier"),
        Column("level", label="Level"),
        *(
            Column(
                f"has_{each}",
                label=label,
                accessor=lambda row, name=f"has_{each}": has_or_not(getattr(row, name)),
            )
            for each, label in FOUR.items()
        ),
    ]

    def dispatch(self, request: EditorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_make_links(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def no_results_message(self) -> str:
        narrowed = {name for name in ("sub_phase", "level") if self.request.GET.get(name)}
        missing = self.request.GET.get("missing", ANY)
        return NONE_MISSING if missing == ANY and not narrowed else super().no_results_message

    def get_base_queryset(self) -> QuerySet[Statement]:
        return with_the_four(Statement.objects.in_use().select_related("sub_phase", "level"))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        shown = has_or_not(value) if field.startswith("has_") else str(value)
        return safe_cell(shown)


def has_or_not(there: bool) -> str:
    return "Yes" if there else "Missing"


def report_menu_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Statements without links",
        "missing_links",
        name="statements-without-links",
        icon="link",
        order=660,
        is_for=can_make_links,
    )


report_urls: list[URLPattern] = [
    path(
        "reports/statements-without-links/", MissingLinksReportView.as_view(), name="missing_links"
    ),
    path(
        "reports/statements-without-links/results/",
        MissingLinksReportView.as_view(results_only=True),
        name="missing_links_results",
    ),
]
