"""How a page type says that it wants to be listed: things below ask, things above answer."""

from typing import Protocol, runtime_checkable

from wagtail.models import Page, get_page_models


@runtime_checkable
class Listed(Protocol):
    """What search, feeds and lists need of any public page."""

    listing_kind: str
    title: str
    summary: str

    def listed_as(self) -> str: ...

    def listing_text(self) -> str: ...

    def listing_facets(self) -> dict[str, list[str]]: ...

    def listing_strength(self) -> int: ...


def listing_kinds(model: type[Page]) -> list[str]:
    """Every word under which pages of a type are listed."""
    return [model.listing_kind, *getattr(model, "other_listing_kinds", ())]


def listed_page_models() -> list[type[Page]]:
    """The page types that may appear in lists and search results."""
    return [model for model in get_page_models() if getattr(model, "listing_kind", "")]
