"""How a page type says that it wants to be listed: things below ask, things above answer."""

from typing import Protocol, runtime_checkable

from wagtail.models import Page, get_page_models


@runtime_checkable
class Listed(Protocol):
    """What search, feeds and lists need of any public page."""

    listing_kind: str
    title: str
    summary: str

    def listing_text(self) -> str: ...


def listed_page_models() -> list[type[Page]]:
    """The page types that may appear in lists and search results."""
    return [model for model in get_page_models() if getattr(model, "listing_kind", "")]
