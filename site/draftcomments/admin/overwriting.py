"""A form that would save over what somebody else has stored: refused once, with both shown."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

from draftcomments.admin.pages import CONFLICT, HAS_ERRORS
from draftcomments.seen_values import Values, fingerprint_of

OVERWRITES = "overwrites"
LOOK_AGAIN = (
    "Somebody else has changed this since you opened it. Nothing was saved. Your text is still"
    " here. Read what is stored now. To put yours in its place, save again."
)
NOTHING = "Nothing"


def seen_from(request: HttpRequest) -> str:
    """What a form says that it had shown; "" where it does not say."""
    return request.POST.get("seen", "")


def refuse_to_overwrite(form: forms.BaseForm) -> None:
    form.add_error(None, ValidationError(LOOK_AGAIN, code=OVERWRITES))


def overwrites(form: forms.BaseForm) -> bool:
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, OVERWRITES)


def status_of(form: forms.BaseForm) -> int:
    if overwrites(form):
        return CONFLICT
    return HAS_ERRORS if form.errors else 200


def beside(
    request: HttpRequest, form: forms.BaseForm, shown: Values, stored: Callable[[], forms.BaseForm]
) -> dict[str, Any]:
    """For the page of a form: what it carries on, and what is stored where it was refused.

    A form that is put right for another reason still carries what it had shown at first.
    """
    is_refused = overwrites(form)
    goes_on = form.is_bound and not is_refused
    return {
        "seen": seen_from(request) if goes_on else fingerprint_of(shown),
        "is_refused": is_refused,
        "stored_now": differing(form, stored()) if is_refused else [],
    }


def differing(form: forms.BaseForm, stored: forms.BaseForm) -> list[tuple[str, str]]:
    """The label and the stored value of each field in which something else was typed."""
    both = [field for field in stored.visible_fields() if field.name in form.fields]
    return [
        (str(field.label), in_words(field) or NOTHING)
        for field in both
        if in_words(field) != in_words(form[field.name])
    ]


def in_words(field: forms.BoundField) -> str:
    """The value of a field as its reader knows it."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return "Yes" if value else "No"
    if not hasattr(field.field, "choices"):
        return "\n".join(str(value or "").strip().splitlines())
    labels = {str(key): str(label) for key, label in field.field.choices if str(key)}
    values = value if isinstance(value, list) else [value]
    return ", ".join(label for key, label in labels.items() if key in map(str, values))
