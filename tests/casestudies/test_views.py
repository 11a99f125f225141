"""The feed of case studies."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage
from tests.factories.casestudies import CaseStudyPageFactory, published_study

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> list[ElementTree.Element]:
    response = client.get("/case-studies/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 - ours


def test_holds_the_twenty_newest(client: Client, index: CaseStudyIndexPage) -> None:
    for number in range(22):
        published_study(index, title=f"Study {number}", slug=f"s-{number}")
    found = entries(client)
    assert len(found) == 20
    assert found[0].findtext(f"{ATOM}title") == "Study 21"
    assert found[0].find(f"{ATOM}link").get("href") == "http://testserver/case-studies/s-21/"
    assert found[0].findtext(f"{ATOM}updated")


def test_holds_nothing_that_is_not_public(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(index, title="Private").view_restrictions.create(restriction_type="login")
    published_study(index, title="Gone").unpublish()
    CaseStudyPageFactory(parent=index, title="Draft", live=False)
    assert entries(client) == []


def test_says_that_an_example_is_made_up(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(index, title="Demonstration: x", demonstration=True)
    assert entries(client)[0].findtext(f"{ATOM}summary", "").startswith("Made-up example.")


def test_is_named_on_the_finder(client: Client, index: CaseStudyIndexPage) -> None:
    html = client.get("/case-studies/").content.decode()
    assert 'type="application/atom+xml"' in html
    assert 'href="/case-studies/feed/"' in html
