"""A field for several values of a closed list, which forms show as boxes to tick."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst


class TicksField(models.JSONField):
    """A list of values of an enum, ticked in a form and checked wherever it comes from."""

    def __init__(
        self, *args: Any, of: type[models.TextChoices] | None = None, **kwargs: Any
    ) -> None:
        self.of = of
        super().__init__(*args, **kwargs)

    @property
    def listed(self) -> list[tuple[str, str]]:
        """The values with their labels; empty in a migration, which does not know the enum."""
        return [(value, str(label)) for value, label in self.of.choices] if self.of else []

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            choices=self.listed,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not set(value) <= {name for name, _ in self.listed}:
            raise ValidationError("Choose from what is listed.", code="invalid")
