"""What registers share: lists to look at and to export, which nobody writes by hand."""

from collections import OrderedDict
from typing import Any

from django.contrib.admin.utils import lookup_field
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.views import IndexView

from content.report_menu import works_on_pages
from officefiles.cells import safe_cell


class ReadOnlyPermissions(PermissionHelper):
    """Whoever works on pages may look. Nobody writes."""

    def user_can_list(self, user: Any) -> bool:
        return works_on_pages(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class RegisterView(IndexView):
    """Exports with formulas made harmless, and with plain headings."""

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(capfirst(super().get_heading(queryset, field).lower()))

    def to_row_dict(self, item: Model) -> OrderedDict[str, Any]:
        return OrderedDict(
            (field, lookup_field(field, item, self.model_admin)[2]) for field in self.list_export
        )

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))
