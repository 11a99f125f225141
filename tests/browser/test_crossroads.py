"""From a statement, a measure, a part of a strategy or a case study: the other three, and back."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from framework.loading import read_records
from tests.browser.test_every_page import addresses
from tests.browser.test_starter_content import LINK, fetched

pytestmark = pytest.mark.browser

KINDS = {
    "statement": re.compile(r"/framework/statements/[^/]+/"),
    "measure": re.compile(r"/measures/(?!choose/)[^/]+/"),
    "element": re.compile(r"/strategies/(?!cross-walk/)[^/]+/[^/]+/"),
    "study": re.compile(r"/case-studies/(?!compare/|feed/|next-level/|organisations/)[^/]+/"),
}
PART = re.compile(r"/framework/[a-z]+/\d[a-z]-[^/]+/")
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
SAMPLE = ("statement", "measure", "element", "study")
Links = dict[str, dict[str, set[str]]]


def kind_of(path: str) -> str:
    return next((kind for kind, pattern in KINDS.items() if pattern.fullmatch(path)), "")


def linked(site: str, path: str) -> set[str]:
    """The addresses within the site that the content of a page leads to."""
    status, html = fetched(urlsplit(site).netloc, path)
    assert status == 200, path
    main = MAIN.search(html)
    assert main, path
    return {urlsplit(link.replace("&amp;", "&")).path for link in LINK.findall(main.group())}


def seeded(site: str) -> Iterator[str]:
    """Every statement and measure, every element that is linked, and every study about a part."""
    records = read_records()
    strategies = {row["identifier"]: row["strategy"] for kind, row in records if kind == "element"}
    for kind, row in records:
        if kind == "statement":
            yield f"/framework/statements/{row['identifier']}/"
        elif kind == "measure" and (row.get("sub_phases") or row.get("statements")):
            yield f"/measures/{row['identifier']}/"
    for name in sorted({row["element"] for kind, row in records if kind == "strategy_link"}):
        yield f"/strategies/{strategies[name]}/{name}/"
    for path in addresses(site):
        if kind_of(path) == "study" and any(PART.fullmatch(to) for to in linked(site, path)):
            yield path


@pytest.fixture(scope="module")
def crossroads(site_url: str) -> Links:
    """For each page that meets others: by kind, where it leads."""
    return {
        path: {
            kind: {to for to in linked(site_url, path) if kind_of(to) == kind and to != path}
            for kind in KINDS
        }
        for path in seeded(site_url)
    }


def test_there_are_pages_of_every_kind(crossroads: Links) -> None:
    kinds = [kind_of(path) for path in crossroads]
    assert {kind: kinds.count(kind) > 3 for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_each_leads_to_the_other_three_in_one_click(crossroads: Links) -> None:
    lacking = [
        f"{path}: no {kind}"
        for path, links in crossroads.items()
        for kind in KINDS
        if kind != kind_of(path) and not links[kind]
    ]
    assert lacking == []


def test_each_of_these_leads_back_in_one_click(crossroads: Links) -> None:
    """A list of case studies shows the first ones, so only the way to a study is asked back."""
    one_way = [
        f"{path} -> {to}"
        for path, links in crossroads.items()
        for kind in KINDS
        if kind != kind_of(path) and kind_of(path) != "study"
        for to in links[kind]
        if path not in crossroads.get(to, {}).get(kind_of(path), set())
    ]
    assert one_way == []


def test_each_case_study_is_reached_from_all_three_kinds(crossroads: Links) -> None:
    found = {(kind_of(path), to) for path, links in crossroads.items() for to in links["study"]}
    lost = [
        f"{study} from no {kind}"
        for study in crossroads
        if kind_of(study) == "study"
        for kind in KINDS
        if kind != "study" and (kind, study) not in found
    ]
    assert lost == []


def follow(page: Page, path: str) -> None:
    """Follow a link to an address as a reader does, unfolding what it is folded into."""
    link = page.locator(f'main a[href^="{path}"]').first
    folded = link.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.first.locator("summary").click()
    link.click()
    assert urlsplit(page.url).path == path


@pytest.mark.parametrize("kind", SAMPLE)
def test_a_reader_goes_there_and_back_without_javascript(
    site_url: str, browser: Browser, crossroads: Links, kind: str
) -> None:
    start = next(path for path in crossroads if kind_of(path) == kind)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    for other in KINDS:
        if other == kind:
            continue
        there = next(
            to for to in sorted(crossroads[start][other]) if returns(crossroads, to, start)
        )
        page.goto(f"{site_url}{start}")
        follow(page, there)
        follow(page, start)
    context.close()


def returns(crossroads: Links, there: str, start: str) -> bool:
    return start in crossroads.get(there, {}).get(kind_of(start), set())
