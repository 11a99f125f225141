"""The register of outcome measures across case studies: to look at and export, not to edit."""

from collections import OrderedDict
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import lookup_field
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.views.generic.models import InspectView as WagtailInspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from accounts.models import User
from casestudies.evidence import HIDDEN
from casestudies.models import Outcome, Withdrawal
from casestudies.permissions import WithdrawalPolicy, can_lift
from casestudies.withdrawal import address_of_lifting
from casestudies.wording import counted, plain_number
from officefiles.cells import neutralised

MAY_WORK_ON_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
NUMBERS = {"baseline_value", "followup_value", "comparison_baseline", "comparison_followup"}


class OutcomePermissions(PermissionHelper):
    """Whoever works on pages may look. Outcomes are written on the page of their case study."""

    def user_can_list(self, user: User) -> bool:
        return bool(page_permission_policy.user_has_any_permission(user, MAY_WORK_ON_PAGES))

    def user_can_inspect_obj(self, user: User, obj: Outcome) -> bool:
        """Asked for each row of the list, which holds no others; the view itself asks again."""
        return self.user_can_list(user)

    def user_can_create(self, user: User) -> bool:
        return False

    def user_can_edit_obj(self, user: User, obj: Outcome) -> bool:
        return False

    def user_can_delete_obj(self, user: User, obj: Outcome) -> bool:
        return False


class OutcomeIndexView(IndexView):
    """Exports with formulas made harmless, plain headings and zeros kept."""

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(capfirst(super().get_heading(queryset, field).lower()))

    def to_row_dict(self, item: Outcome) -> OrderedDict[str, Any]:
        return OrderedDict(
            (field, without_zeros(lookup_field(field, item, self.model_admin)[2]))
            for field in self.list_export
        )

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return neutralised(super().preprocess_field_value(field, value, export_format))


class OutcomeInspectView(InspectView):
    """Shows numbers as people write them, and a zero as a zero."""

    def check_action_permitted(self, user: User) -> bool:
        pages = page_permission_policy.explorable_instances(user)
        return (
            super().check_action_permitted(user) and pages.filter(pk=self.instance.page_id).exists()
        )

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        value = getattr(self.instance, field_name)
        if field_name in NUMBERS and value is not None:
            return plain_number(value)
        if field_name == "splits":
            return ", ".join(value) or self.model_admin.get_empty_value_display(field_name)
        return super().get_field_display_value(field_name, field)


class OutcomeAdmin(ModelAdmin):
    """Outcome measures, with the case study that each belongs to."""

    model = Outcome
    base_url_path = "outcome-measures"
    history_view_enabled = False
    menu_label = "Outcome measures"
    menu_icon = "table"
    menu_order = 250
    add_to_settings_menu = False
    permission_helper_class = OutcomePermissions
    index_view_class = OutcomeIndexView
    inspect_view_class = OutcomeInspectView
    inspect_view_enabled = True
    list_display = ("indicator", "study", "kind", "status", "before", "after", "measured_by")
    list_filter = ("status", "kind", "measured_by", "suppressed", "page__demonstration")
    list_select_related = ("page",)
    list_per_page = 50
    search_fields = ("statement", "indicator", "definition", "population", "source", "page__title")
    ordering = ("page__title", "sort_order")
    export_filename = "outcome-measures"
    list_export = (
        "study_title",
        "study_live",
        "demonstration",
        "statement",
        "indicator",
        "definition",
        "kind_label",
        "status_label",
        "unit",
        "direction",
        "baseline_value",
        "baseline_date",
        "baseline_denominator",
        "followup_value",
        "followup_date",
        "followup_denominator",
        "suppressed",
        "population",
        "splits",
        "comparison",
        "comparison_baseline",
        "comparison_followup",
        "measured_by_label",
        "source",
        "limits",
        "community_view",
    )
    inspect_view_fields = (
        "page",
        "statement",
        "kind",
        "status",
        "indicator",
        "definition",
        "unit",
        "direction",
        "baseline_value",
        "baseline_date",
        "baseline_denominator",
        "followup_value",
        "followup_date",
        "followup_denominator",
        "suppressed",
        "population",
        "splits",
        "comparison",
        "comparison_baseline",
        "comparison_followup",
        "measured_by",
        "source",
        "limits",
        "community_view",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outcome]:
        """Only those on pages that this person may see in the admin."""
        pages = page_permission_policy.explorable_instances(request.user)
        return super().get_queryset(request).filter(page_id__in=pages.values("pk"))

    @admin.display(description="Case study", ordering="page__title")
    def study(self, outcome: Outcome) -> SafeString:
        address = reverse("wagtailadmin_pages:edit", args=[outcome.page_id])
        return format_html('<a href="{}">{}</a>', address, outcome.page.title)

    def before(self, outcome: Outcome) -> str:
        return shown(outcome, outcome.baseline_value)

    def after(self, outcome: Outcome) -> str:
        return shown(outcome, outcome.followup_value)

    @admin.display(description="Case study")
    def study_title(self, outcome: Outcome) -> str:
        return outcome.page.title

    @admin.display(description="Page")
    def study_live(self, outcome: Outcome) -> str:
        return "Published" if outcome.page.live else "Not published"

    def demonstration(self, outcome: Outcome) -> str:
        return "Made-up example" if outcome.page.demonstration else ""

    @admin.display(description="Kind")
    def kind_label(self, outcome: Outcome) -> str:
        return outcome.get_kind_display()

    @admin.display(description="Status")
    def status_label(self, outcome: Outcome) -> str:
        return outcome.get_status_display()

    @admin.display(description="Measured by")
    def measured_by_label(self, outcome: Outcome) -> str:
        return outcome.get_measured_by_display()


class WithdrawalInspectView(WagtailInspectView):
    """One withdrawal, with the way back for those who may take it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not can_lift(self.request.user, self.object):
            return []
        address = address_of_lifting(self.object)
        return [Button("Lift the withdrawal", url=address, icon_name="view")]


class WithdrawalViewSet(ModelViewSet):
    """The register of withdrawals: to look at. It is written by withdrawing and lifting."""

    model = Withdrawal
    icon = "no-view"
    menu_label = "Withdrawals"
    menu_order = 260
    add_to_admin_menu = True
    exclude_form_fields = ["id"]
    list_display = ("slug", "withdrawn_at", "asked_by", "story", "recorded_by")
    list_filter = ("asked_by", "story_deleted")
    search_fields = ("slug", "reason")
    inspect_view_class = WithdrawalInspectView
    inspect_view_enabled = True
    inspect_view_fields = (
        "slug",
        "withdrawn_at",
        "asked_by",
        "reason",
        "public_note",
        "story",
        "recorded_by",
    )
    copy_view_enabled = False

    @property
    def permission_policy(self) -> WithdrawalPolicy:
        return WithdrawalPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None to tick for a group: whoever may publish may withdraw, and read this."""
        return Permission.objects.none()


def shown(outcome: Outcome, value: Any) -> str:
    """A figure as the page shows it."""
    if outcome.is_hidden:
        return HIDDEN
    return "" if value is None else counted(value, outcome.unit)


def without_zeros(value: Any) -> Any:
    """A stored number without the zeros that say nothing: 53, not 53.0000.

    >>> without_zeros(Decimal("53.0000")), without_zeros(Decimal("0.2500")), without_zeros("x")
    (53, Decimal('0.25'), 'x')
    """
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()
