"""Forms of the framework's records in the admin."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from framework.models import Statement

OLD_DAY = (
    "This day belongs to the status before. Give the day from which the new status holds, or leave"
    " it empty where you do not know it."
)


class StrategyForm(WagtailAdminModelForm):
    """A strategy. The day of a status never stays behind when the status changes."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        changed = self.instance.pk and "status" in self.changed_data
        if changed and cleaned.get("status_since") and "status_since" not in self.changed_data:
            self.add_error("status_since", OLD_DAY)
        return cleaned


class StatementsField(forms.ModelMultipleChoiceField):
    """Statements to tick, each with its part and its level."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Statement) -> str:
        left = " (left the framework)" if obj.retired_on else ""
        return f"{obj.sub_phase.identifier} {obj.level}: {obj.text}{left}"


class MeasureForm(WagtailAdminModelForm):
    """An outcome measure, with the statements that it fits best."""

    statements = StatementsField(
        Statement.objects.select_related("sub_phase", "level"), required=False
    )
