"""System checks for the conventions of page types."""

from typing import Any

from django.core.checks import Error
from wagtail.models import Page, get_page_models


def page_types_say_how_they_are_listed(**kwargs: Any) -> list[Error]:
    """A routable page type without `listing_kind` would silently be missing from search."""
    return [
        Error(
            f"{model.__name__} does not say how it is listed.",
            hint="Set listing_kind to the word readers see, and give listing_text().",
            obj=model,
            id="content.E001",
        )
        for model in get_page_models()
        if model is not Page and not getattr(model, "listing_kind", "")
    ]
