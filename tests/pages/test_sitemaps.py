"""The sitemap names every public page and no other, at a fixed cost."""

from django.test import Client
from wagtail.models import PageViewRestriction

from pages.models import HomePage
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of


def test_only_public_pages_are_named(client: Client, home_page: HomePage) -> None:
    StandardPageFactory(parent=home_page, slug="open")
    StandardPageFactory(parent=home_page, slug="draft", live=False)
    private = StandardPageFactory(parent=home_page, slug="private")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    text = client.get("/sitemap.xml").content.decode()
    assert [name in text for name in ("/open/", "/draft/", "/private/")] == [True, False, False]


def test_queries_do_not_grow(client: Client, home_page: HomePage) -> None:
    StandardPageFactory.create_batch(5, parent=home_page)
    with_5 = queries_of(client, "/sitemap.xml")
    StandardPageFactory.create_batch(20, parent=home_page)
    assert queries_of(client, "/sitemap.xml") == with_5 <= 8
