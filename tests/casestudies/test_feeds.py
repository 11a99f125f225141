"""The feed of case studies, at its own address and as a format of the finder."""

from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from tests.casestudies.atom import ATOM, feed_problems
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    published_study,
    withdrawn,
)
from tests.factories.framework import PhaseFactory
from tests.factories.taxonomy import OrganisationFactory, PopulationGroupFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
FEED = "/case-studies/feed/"
FORMAT = "/case-studies/?format=atom"
ADDRESSES = pytest.mark.parametrize("address", [FEED, FORMAT])


def feed_at(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - ours


def entries(client: Client, address: str = FEED) -> list[ElementTree.Element]:
    return feed_at(client, address).findall(f"{ATOM}entry")


def titles(client: Client, address: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, address)]


def links(part: ElementTree.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in part.findall(f"{ATOM}link")}


@pytest.fixture
def full(index: CaseStudyIndexPage) -> CaseStudyPage:
    """A made-up study with marks that XML cannot hold, or reads as its own."""
    return published_study(
        index,
        title="Demonstration: <b> \x0b& \ufffe “é”",
        summary="Tea <b>&\x01 talk.",
        demonstration=True,
        phases=[PhaseFactory(number=3, identifier="plan", name="Plan")],
        groups=[PopulationGroupFactory(slug="carers", name="Carers & families")],
    )


def test_holds_the_fifty_newest(client: Client, index: CaseStudyIndexPage) -> None:
    for number in range(51):
        published_study(index, title=f"Study {number}", slug=f"s-{number}")
    for address in (FEED, FORMAT, f"{FORMAT}&sort=title&page=2"):
        found = entries(client, address)
        assert len(found) == 50
        assert found[0].findtext(f"{ATOM}title") == "Study 50"
        assert links(found[0]) == {"alternate": "http://testserver/case-studies/s-50/"}


@ADDRESSES
def test_holds_nothing_that_is_not_public(
    client: Client, index: CaseStudyIndexPage, address: str
) -> None:
    published_study(index, title="Private").view_restrictions.create(restriction_type="login")
    published_study(index, title="Gone").unpublish()
    withdrawn(published_study(index, title="Withdrawn"))
    CaseStudyPageFactory(parent=index, title="Draft", live=False)
    assert titles(client, address) == []


@ADDRESSES
def test_is_atom_as_the_standard_has_it(
    client: Client, index: CaseStudyIndexPage, full: CaseStudyPage, address: str
) -> None:
    published_study(index, title="Plain")
    assert feed_problems(feed_at(client, address)) == []


@ADDRESSES
def test_an_empty_feed_is_atom_too(client: Client, index: CaseStudyIndexPage, address: str) -> None:
    assert feed_problems(feed_at(client, address)) == []


def drop(name: str) -> Callable[[ElementTree.Element], None]:
    """Takes an element out of the feed and of its entry."""

    def inner(feed: ElementTree.Element) -> None:
        for part in [feed, *feed.findall(f"{ATOM}entry")]:
            for child in part.findall(f"{ATOM}{name}"):
                part.remove(child)

    return inner


def change(path: str, text: str) -> Callable[[ElementTree.Element], None]:
    def inner(feed: ElementTree.Element) -> None:
        element = feed.find(path.replace("atom:", ATOM))
        assert element is not None
        element.text = text

    return inner


@pytest.mark.parametrize(
    "damage",
    [
        drop("id"),
        drop("title"),
        drop("updated"),
        drop("author"),
        drop("link"),
        change("atom:updated", "yesterday"),
        change("atom:entry/atom:id", "7"),
        lambda feed: feed.append(feed.findall(f"{ATOM}entry")[0]),
        lambda feed: ElementTree.SubElement(feed, f"{ATOM}summary"),
        lambda feed: ElementTree.SubElement(feed, f"{ATOM}link", href="https://x/", rel="self"),
        lambda feed: ElementTree.SubElement(feed, f"{ATOM}category"),
    ],
)
def test_the_check_of_the_standard_sees_what_is_wrong(
    client: Client, full: CaseStudyPage, damage: Callable[[ElementTree.Element], object]
) -> None:
    feed = feed_at(client, FEED)
    damage(feed)
    assert feed_problems(feed)


def test_says_what_a_reader_needs(client: Client, full: CaseStudyPage) -> None:
    entry = entries(client)[0]
    assert entry.findtext(f"{ATOM}title") == "Demonstration: <b> &  “é”"
    assert entry.findtext(f"{ATOM}summary") == "Made-up example. Tea &lt;b&gt;&amp; talk."
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{full.translation_key}"
    assert entry.findtext(f"{ATOM}published")
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Made-up example", "3 Plan", "Carers & families"]


def test_an_entry_keeps_its_id_when_its_address_changes(
    client: Client, full: CaseStudyPage
) -> None:
    before = entries(client)[0]
    full.slug = "another"
    full.save_revision().publish()
    after = entries(client)[0]
    assert links(after) != links(before)
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")


def test_follows_a_filter(client: Client, index: CaseStudyIndexPage, full: CaseStudyPage) -> None:
    published_study(index, title="Other")
    for address in (f"{FEED}?phase=plan&x=1", f"{FORMAT}&phase=plan&x=1"):
        feed = feed_at(client, address)
        assert feed.findtext(f"{ATOM}title") == "Case studies: 3 Plan"
        assert len(feed.findall(f"{ATOM}entry")) == 1
        assert links(feed)["alternate"] == "http://testserver/case-studies/?phase=plan"
    assert titles(client, f"{FEED}?q=other") == ["Other"]


def test_names_its_own_address(client: Client, full: CaseStudyPage) -> None:
    ids = set()
    for address, own in (
        (f"{FEED}?page=2&phase=plan&colour=red", f"{FEED}?phase=plan"),
        (f"{FORMAT}&phase=plan&page=3", "/case-studies/?phase=plan&format=atom"),
    ):
        feed = feed_at(client, address)
        assert links(feed)["self"] == f"http://testserver{own}"
        ids.add(feed.findtext(f"{ATOM}id"))
    assert len(ids) == 1
    assert feed_at(client, FEED).findtext(f"{ATOM}id") not in ids


@ADDRESSES
def test_a_study_that_is_taken_away_is_missed_at_once(
    client: Client, index: CaseStudyIndexPage, full: CaseStudyPage, address: str
) -> None:
    """The newest moment of a feed goes back then, so only its content may tell of a change."""
    published_study(index, title="Newer")
    before = client.get(address)
    assert "Last-Modified" not in before.headers
    withdrawn(full)
    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200
    assert b"Demonstration" not in again.content


def test_takes_the_same_few_queries_for_5_and_25_studies(
    client: Client, index: CaseStudyIndexPage
) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            board = OrganisationFactory(valid_to=date(2026, 3, 31))
            published_study(index, organisation=board, outcomes=[OutcomeFactory()])

    add(5)
    with_five = [queries_of(client, address) for address in (FEED, FORMAT)]
    add(20)
    assert [queries_of(client, address) for address in (FEED, FORMAT)] == with_five
    assert max(with_five) <= 12


def test_is_named_on_the_finder(client: Client, index: CaseStudyIndexPage) -> None:
    html = client.get("/case-studies/").content.decode()
    assert 'type="application/atom+xml"' in html
    assert 'href="/case-studies/feed/"' in html
