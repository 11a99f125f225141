"""System checks of search."""

from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured

from search.engines.address import read_address


def search_address_can_be_read(**kwargs: Any) -> list[Error]:
    """A search engine has an address that says where it is and what it is."""
    if not settings.SEARCH_URL:
        return []
    try:
        read_address(settings.SEARCH_URL)
    except ImproperlyConfigured as error:
        return [
            Error(str(error), hint="Leave it empty to search in the database.", id="search.E001")
        ]
    return []
