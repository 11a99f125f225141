"""Pages are found by their address, and only by those who may see them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from pages.models import HomePage, StandardPage
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of


def page_at_depth(home: HomePage, depth: int) -> StandardPage:
    parent = home
    for _ in range(depth):
        parent = StandardPageFactory(parent=parent)
    return parent


@pytest.mark.parametrize("depth", [1, 4])
def test_a_page_at_any_depth_costs_the_same(
    client: Client, home_page: HomePage, depth: int
) -> None:
    page = page_at_depth(home_page, depth)
    assert queries_of(client, page.url) == 3


def test_a_draft_is_not_found(client: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, live=False, slug="draft")
    assert client.get("/draft/").status_code == 404
    assert page.title not in client.get("/draft/").content.decode()


def test_a_page_below_a_draft_is_served_as_wagtail_serves_it(
    client: Client, home_page: HomePage
) -> None:
    draft = StandardPageFactory(parent=home_page, live=False, slug="draft")
    StandardPageFactory(parent=draft, slug="child", title="Child")
    assert "Child" in client.get("/draft/child/").content.decode()


def test_a_private_page_asks_for_its_password_and_is_never_kept(
    client: Client, home_page: HomePage
) -> None:
    page = StandardPageFactory(parent=home_page, slug="private", title="For some only")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")  # noqa: S106
    answer = client.get("/private/")
    assert "For some only" not in answer.content.decode()
    assert (
        "no-store" in answer.headers["Cache-Control"]
        or "no-cache" in answer.headers["Cache-Control"]
    )


def test_a_private_page_that_somebody_may_see_is_not_kept_by_others(
    editor_client: Client, home_page: HomePage
) -> None:
    page = StandardPageFactory(parent=home_page, slug="private", title="For editors")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    answer = editor_client.get("/private/")
    assert "For editors" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "address", ["/..%2f..%2fetc/", "/home/", "/%00/", "/" + "a/" * 300, "/é/", "/framework//check/"]
)
def test_odd_addresses_are_not_found(client: Client, home_page: HomePage, address: str) -> None:
    assert client.get(address).status_code == 404
