"""An address of a search engine that cannot be read is an error, and none is fine."""

import pytest
from django.test import override_settings

from search.checks import search_address_can_be_read


@pytest.mark.parametrize("url", ["", "elasticsearch+http://127.0.0.1:9200/site"])
def test_no_address_and_a_good_one_are_fine(url: str) -> None:
    with override_settings(SEARCH_URL=url):
        assert search_address_can_be_read() == []


def test_an_address_that_cannot_be_read_is_an_error() -> None:
    with override_settings(SEARCH_URL="elasticsearch://127.0.0.1:9200/site"):
        assert [error.id for error in search_address_can_be_read()] == ["search.E001"]
