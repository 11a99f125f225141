"""An address that nothing reads is not accepted in silence."""

from django.test import override_settings

from search.checks import search_address_is_not_used


def test_a_search_address_is_reported_as_unused() -> None:
    with override_settings(SEARCH_URL="elasticsearch+http://127.0.0.1:9200/"):
        assert [warning.id for warning in search_address_is_not_used()] == ["search.W001"]


def test_no_search_address_is_fine() -> None:
    with override_settings(SEARCH_URL=""):
        assert search_address_is_not_used() == []
