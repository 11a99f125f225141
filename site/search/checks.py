"""System checks of search."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as CheckWarning


def search_address_is_not_used(**kwargs: Any) -> list[CheckWarning]:
    """An address of a search engine that nothing reads would look like a working one."""
    if not settings.SEARCH_URL:
        return []
    return [
        CheckWarning(
            "SEARCH_URL is set, but this version of the site searches in its database.",
            hint="Leave SEARCH_URL empty.",
            id="search.W001",
        )
    ]
