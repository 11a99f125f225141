"""The register of organisations: which there were when, who followed, and what we have of each."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail_modeladmin.options import ModelAdmin

from casestudies.models import CaseStudyPage
from casestudies.organisations import lifetime
from content.registers import ReadOnlyPermissions, RegisterView
from content.report_menu import ReportMenuItem
from taxonomy.models import Organisation, Region

NOW, ENDED = "now", "ended"
SOME, NONE = "some", "none"


def with_case_studies(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Each with `studies`: how many case studies that anyone may read name it."""
    studies = (
        CaseStudyPage.objects.published()
        .filter(organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(many=Count("pk"))
        .values("many")
    )
    many = Coalesce(Subquery(studies, output_field=IntegerField()), 0)
    return organisations.annotate(studies=many)


class ExistsFilter(SimpleListFilter):
    """Whether it is there today, as far as its dates are known."""

    title = "there today"
    parameter_name = "there"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(NOW, "Yes"), (ENDED, "Ended")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        today = timezone.localdate()
        if self.value() == NOW:
            return queryset.existing_on(today)
        return queryset.filter(valid_to__lt=today) if self.value() == ENDED else queryset


class StudiesFilter(SimpleListFilter):
    """Whether there is a case study of it."""

    title = "case studies"
    parameter_name = "studies"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(SOME, "Some"), (NONE, "None yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = {SOME: Q(studies__gt=0), NONE: Q(studies=0)}
        return queryset.filter(chosen.get(self.value() or "", Q()))


class RegionFilter(SimpleListFilter):
    """The region of England that it is in."""

    title = "region"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Region.objects.values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(region__slug=self.value()) if self.value() else queryset


class OrganisationAdmin(ModelAdmin):
    """Organisations with their dates, those that followed them, and their public case studies."""

    model = Organisation
    base_url_path = "organisations-register"
    history_view_enabled = False
    menu_label = "Organisations"
    menu_icon = "home"
    add_to_admin_menu = False
    permission_helper_class = ReadOnlyPermissions
    index_view_class = RegisterView
    list_display = ("linked_name", "code", "region", "existed", "followed_by", "public_studies")
    list_export = (
        "name",
        "short_name",
        "kind_label",
        "code",
        "region",
        "valid_from",
        "valid_to",
        "followed_by",
        "public_studies",
        "source",
        "note",
    )
    list_filter = (ExistsFilter, StudiesFilter, RegionFilter, "kind")
    list_select_related = ("region",)
    list_per_page = 50
    search_fields = ("name", "short_name", "code")
    ordering = ("name",)
    export_filename = "organisations"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        organisations = Organisation.objects.order_by("name").select_related("region")
        return with_case_studies(organisations).prefetch_related("successors")

    @admin.display(description="Name", ordering="name")
    def linked_name(self, organisation: Organisation) -> SafeString:
        address = reverse("wagtailsnippets_taxonomy_organisation:edit", args=[organisation.pk])
        return format_html('<a href="{}">{}</a>', address, organisation.name)

    @admin.display(description="Kind")
    def kind_label(self, organisation: Organisation) -> str:
        return organisation.get_kind_display()

    @admin.display(description="Existed", ordering="valid_from")
    def existed(self, organisation: Organisation) -> str:
        return lifetime(organisation.valid_from, organisation.valid_to)

    @admin.display(description="Followed by")
    def followed_by(self, organisation: Organisation) -> str:
        return ", ".join(successor.name for successor in organisation.successors.all())

    @admin.display(description="Public case studies", ordering="studies")
    def public_studies(self, organisation: Any) -> int:
        return int(organisation.studies)


def organisations_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Organisations",
        "organisations-register_modeladmin_index",
        name="organisations",
        icon="home",
        order=695,
    )
