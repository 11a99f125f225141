"""Conventions of page types, checked at start."""

from unittest import mock

from content.checks import page_types_say_how_they_are_listed
from content.listing import listed_page_models
from pages.models import HomePage, StandardPage


def test_all_our_page_types_say_how_they_are_listed() -> None:
    assert page_types_say_how_they_are_listed() == []
    assert {HomePage, StandardPage} <= set(listed_page_models())


def test_a_type_that_forgets_is_named() -> None:
    with mock.patch.object(StandardPage, "listing_kind", ""):
        errors = page_types_say_how_they_are_listed()
    assert [error.id for error in errors] == ["content.E001"]
    assert "StandardPage" in errors[0].msg
