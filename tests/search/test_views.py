"""The search page: what it shows, that nothing breaks it, and what it costs."""

import re
from html import unescape
from urllib.parse import urlencode

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from pages.models import HomePage
from search.actions import write_rows
from search.models import SearchDocument
from search.results import PAGE_SIZE
from tests.factories.pages import StandardPageFactory
from tests.factories.search import SearchWordsFactory, publish_page

ADDRESS = "/search/"
HOSTILE = [
    '"',
    'dia"b',
    '"x" "',
    "'; DROP TABLE search_searchdocument; --",
    "\x00",
    "a\x00b",
    "NEAR(a b, 5)",
    "AND",
    "a OR",
    "NOT a",
    "a AND NOT b",
    "title_tokens:a",
    "search_sqliteindex",
    "{title_tokens body_tokens}: a",
    "^a",
    "a*",
    "-a",
    "a + b",
    "(((",
    "a & | ! <-> b",
    "a:*",
    "\\",
    "%",
    "_",
    "' '",
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "\ud800",
    "🙂",
    "ﬁ ½ Σς İ",
    "word " * 3000,
    "x" * 20_000,
    '"' * 20_000,
    "a/" * 10_000,
    "é" * 20_000,
    "{% now %}{{ x }}",
]


def text_of(html: bytes) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html.decode()))


def results(html: bytes) -> list[str]:
    """The titles of the results, in order."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    headings = tree.findall(".//*[@class='app-result__heading']")
    return ["".join(heading.itertext()).strip() for heading in headings]


def test_has_its_address() -> None:
    assert reverse("search:search") == ADDRESS


def test_asks_for_words_and_says_where_to_start(client: Client, home_page: HomePage) -> None:
    response = client.get(ADDRESS)
    html = response.content.decode()
    assert "<title>Search – " in html
    assert 'name="robots" content="noindex, follow"' in html
    for part in ("/framework/", "/guidance/", "/case-studies/", "/glossary/"):
        assert f'href="{part}"' in html
    assert "Nothing found" not in html


def test_shows_what_was_found(client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "Housing & <health>", "Damp homes make asthma worse.", slug="damp")
    publish_page(home_page, "Something else")
    response = client.get(ADDRESS, {"q": "asthma home"})
    html = response.content.decode()
    assert results(response.content) == ["Housing & <health>"]
    assert '<a href="/damp/">Housing &amp; &lt;health&gt;</a>' in html
    assert "Damp <mark>homes</mark> make <mark>asthma</mark> worse." in html
    assert "About this site" in html
    assert "1 result for “asthma home”" in html
    assert re.search(r"Published \d+ \w+ \d{4}", html)
    assert "<title>“asthma home” – Search – " in html
    assert '<link rel="canonical" href="http://testserver/search/?q=asthma+home">' in html
    assert 'value="asthma home"' in html


def test_sets_no_cookie_and_may_be_kept_by_a_cache(client: Client, home_page: HomePage) -> None:
    response = client.get(ADDRESS, {"q": "housing"})
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Cache-Control"].startswith("public")


def test_refuses_to_be_posted_to(client: Client, home_page: HomePage) -> None:
    assert client.post(ADDRESS, {"q": "housing"}).status_code == 405


def test_narrows_to_a_kind_and_counts_each(client: Client, home_page: HomePage) -> None:
    home_page.summary = "Housing"
    home_page.save_revision().publish()
    publish_page(home_page, "Housing one")
    publish_page(home_page, "Housing two")
    response = client.get(ADDRESS, {"q": "housing", "kind": "about-this-site"})
    assert set(results(response.content)) == {"Housing one", "Housing two"}
    words = " ".join(text_of(response.content).split())
    assert "Everything (3 found)" in words
    assert "About this site (2 found)" in words
    assert "Home (1 found)" in words


@pytest.mark.parametrize(
    "extra", [{"kind": "nonsense"}, {"kind": "\x00"}, {"colour": "red"}, {"page": "1"}]
)
def test_ignores_what_it_does_not_know(
    client: Client, home_page: HomePage, extra: dict[str, str]
) -> None:
    publish_page(home_page, "Housing")
    response = client.get(ADDRESS, {"q": "housing", **extra})
    assert results(response.content) == ["Housing"]
    assert 'href="http://testserver/search/?q=housing">' in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "two", "", "99", "9" * 400, "1.5", "٢", "\x00"])
def test_a_bad_page_number_is_the_first_page(
    client: Client, home_page: HomePage, number: str
) -> None:
    for row in range(PAGE_SIZE + 1):
        write_row(home_page, row)
    response = client.get(ADDRESS, {"q": "housing", "page": number})
    assert len(results(response.content)) == PAGE_SIZE


def write_row(home_page: HomePage, number: int) -> None:
    page = StandardPageFactory(parent=home_page)
    row = SearchDocument(
        page=page,
        kind="Guidance",
        title=f"Housing {number}",
        title_tokens="hous",
        url="/x/",
        facets={"kind": ["guidance"]},
    )
    write_rows({page.pk: row}, [page.pk])


def test_pages_hold_each_result_once(client: Client, home_page: HomePage) -> None:
    for number in range(PAGE_SIZE * 2 + 5):
        write_row(home_page, number)
    pages = [client.get(ADDRESS, {"q": "housing", "page": n}) for n in (1, 2, 3)]
    shown = [results(page.content) for page in pages]
    assert [len(page) for page in shown] == [20, 20, 5]
    assert len({title for page in shown for title in page}) == PAGE_SIZE * 2 + 5
    second = pages[1].content.decode()
    assert "Showing 21 to 40 of 45 results" in second
    assert 'href="/search/?q=housing&amp;page=3" rel="next"' in second
    assert 'href="/search/?q=housing" rel="prev"' in second


def test_nothing_found_says_what_to_try(client: Client, home_page: HomePage) -> None:
    html = client.get(ADDRESS, {"q": "zebra"}).content.decode()
    assert "Nothing found for “zebra”" in html
    assert "check the spelling" in html
    assert 'href="/case-studies/"' in html


def test_nothing_found_of_a_kind_offers_all_kinds(client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "Housing")
    html = client.get(ADDRESS, {"q": "housing", "kind": "guidance"}).content.decode()
    assert '<a href="/search/?q=housing">Remove “Guidance”</a> (1 found)' in html


def test_a_long_search_is_shortened_and_says_so(client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "Housing")
    response = client.get(ADDRESS, {"q": "housing " * 3000})
    assert results(response.content) == ["Housing"]
    assert "Your search was long" in response.content.decode()


def test_what_is_not_public_leaves_no_trace(client: Client, home_page: HomePage) -> None:
    draft = publish_page(home_page, "Public housing")
    draft.title = "Confidential housing"
    draft.save_revision()
    publish_page(home_page, "Confidential withdrawn housing").unpublish()
    private = publish_page(home_page, "Confidential private housing")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    response = client.get(ADDRESS, {"q": "housing"})
    assert results(response.content) == ["Public housing"]
    assert b"onfidential" not in response.content


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_words_get_an_answer(client: Client, home_page: HomePage, asked: str) -> None:
    SearchWordsFactory()
    publish_page(home_page, "Housing", "a b x word é")
    values = {"q": asked, "kind": asked[:50], "page": asked[:50]}
    response = client.get(ADDRESS, QUERY_STRING=urlencode(values, errors="surrogatepass"))
    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert b"\x00" not in response.content


@pytest.mark.parametrize("size", [5, 25])
def test_costs_the_same_whatever_is_found(
    client: Client, home_page: HomePage, size: int, django_assert_num_queries
) -> None:
    SearchWordsFactory()
    for number in range(size):
        write_row(home_page, number)
    client.get(ADDRESS, {"q": "housing"})
    with django_assert_num_queries(5):
        response = client.get(ADDRESS, {"q": "housing", "kind": "guidance"})
    assert len(results(response.content)) == min(size, PAGE_SIZE)
