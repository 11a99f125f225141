"""What happens to the search rows when pages are published, moved, hidden or withdrawn."""

from typing import Any

from wagtail.models import Page, PageViewRestriction

from search.actions import forget_page, index_branch, index_page


def page_was_published(instance: Page, **kwargs: Any) -> None:
    index_page(page=instance)


def page_was_unpublished(instance: Page, **kwargs: Any) -> None:
    forget_page(page=instance)


def addresses_changed(instance: Page, **kwargs: Any) -> None:
    """A page was moved or its slug changed: so did the address of everything below it."""
    index_branch(page=instance)


def audience_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A branch became private, or public again. A branch that is being deleted stays as it is."""
    origin = kwargs.get("origin")
    source = getattr(origin, "model", type(origin))
    if issubclass(source, Page):
        return
    if page := Page.objects.filter(pk=instance.page_id).first():
        index_branch(page=page)
