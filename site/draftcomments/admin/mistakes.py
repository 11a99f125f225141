"""What is said above a form that was refused. Wagtail adds a link to the first mistake."""

from django import forms
from django.http import HttpRequest
from wagtail.admin import messages


def say_what_is_wrong(request: HttpRequest, form: forms.BaseForm, so_far: str) -> None:
    """Say what was not done, and give the first field that is wrong the focus."""
    if not form.errors:
        return
    messages.error(request, f"{so_far} Something has to be put right first.")
    first = next((field for field in form.visible_fields() if field.errors), None)
    if first is not None:
        first.field.widget.attrs["autofocus"] = True
