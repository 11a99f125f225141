"""The contact page names the page that a reader asks about, if it is public."""

from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from pages.models import BrandSettings, HomePage
from search.entries import EntryRow, put_entry
from tests.factories.search import publish_page


@pytest.fixture
def asked(client: Client, home_page: HomePage) -> str:
    publish_page(home_page, "Contact", slug="contact")
    publish_page(home_page, "Pay & <support>", slug="pay")
    return "/contact/?about=/pay/"


def test_names_the_page_and_gives_the_address_to_write_to(client: Client, asked: str) -> None:
    html = client.get(asked).content.decode()
    assert 'You are asking about <a href="/pay/">Pay &amp; &lt;support&gt;</a>' in html
    assert "This site has no email address yet" in html
    site = Site.objects.get()
    BrandSettings.objects.create(site=site, contact_email="team@example.org")
    html = client.get(asked).content.decode()
    assert "mailto:team@example.org?subject=Another%20format%20of%3A%20Pay%20%26" in html


def test_names_a_record_with_a_page_of_its_own(client: Client, asked: str) -> None:
    put_entry(kind="Statement", row=EntryRow("a", "Ask early.", "/framework/statements/a/"))
    html = client.get("/contact/?about=/framework/statements/a/").content.decode()
    assert '<a href="/framework/statements/a/">Ask early.</a>' in html


@pytest.mark.parametrize(
    "about", ["", "/nowhere/", "https://example.org/", "javascript:alert(1)", "\x00", "x" * 5000]
)
def test_says_nothing_of_what_it_does_not_know(client: Client, asked: str, about: str) -> None:
    response = client.get(f"/contact/?about={quote(about)}")
    assert response.status_code == 200
    assert b"You are asking about" not in response.content


def test_says_nothing_of_a_private_page(client: Client, home_page: HomePage, asked: str) -> None:
    page = publish_page(home_page, "Secret", slug="secret")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert b"Secret" not in client.get("/contact/?about=/secret/").content


def test_no_other_page_takes_it_and_the_lasting_address_is_plain(
    client: Client, asked: str
) -> None:
    assert b"You are asking about" not in client.get("/pay/?about=/pay/").content
    html = client.get(asked).content.decode()
    assert '<link rel="canonical" href="http://testserver/contact/">' in html
