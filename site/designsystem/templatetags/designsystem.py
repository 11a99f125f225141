"""Tags that draw the kit's macros and the error summary of a form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils.safestring import SafeString

from designsystem.forms import Form
from designsystem.kit import render_macro

register = template.Library()


@register.simple_tag
def nhsuk(macro: str, **values: Any) -> SafeString:
    """Draw one of the kit's macros: `{% nhsuk "button" text="Save and continue" %}`.

    Values keep the kit's names. For a value inside another, build a dictionary in the view.
    """
    return render_macro(macro, values)


@register.simple_tag
def error_summary(*forms: Form) -> SafeString | str:
    """What is wrong with the forms, each entry linked to its field; nothing when all is well."""
    errors = [error for form in forms for error in form.error_links()]
    if not errors:
        return ""
    return render_macro("errorSummary", {"titleText": "There is a problem", "errorList": errors})


@register.filter
def beside(row: Iterable[Any], headings: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The values of a row, each beside its heading; a row that is too short or long says so.

    >>> list(beside([1, 2], ["Before", "After"]))
    [('Before', 1), ('After', 2)]
    """
    return zip(headings, row, strict=True)
