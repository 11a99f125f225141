"""Records that search finds beside pages: how they are kept, matched and shown."""

from time import process_time

import pytest
from django.core.management import call_command
from django.test import Client

from pages.models import HomePage
from search import entries
from search.entries import (
    EntryKind,
    EntryRow,
    Status,
    drop_entry,
    put_entry,
    rebuild_entries,
    register_entry_kind,
    replace_entries,
)
from search.entry_finding import find_entries
from search.models import Entry, SearchState
from search.query import parse_query
from tests.factories.search import SearchWordsFactory, publish_page
from tests.search.test_views import ADDRESS, HOSTILE, results, text_of

KIND, OTHER = "Measure", "Word"
STORED = [EntryRow("one", "Housing advice", "/m/one/", "Counts people who came.")]


@pytest.fixture(autouse=True)
def kinds(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of this test's own in place of the site's."""
    monkeypatch.setattr(entries, "KINDS", {})
    monkeypatch.setattr("search.entry_finding.KINDS", entries.KINDS)
    monkeypatch.setattr("search.forms.KINDS", entries.KINDS)
    register_entry_kind(
        EntryKind(
            KIND,
            "Measures",
            lambda: STORED,
            statuses=lambda keys: {key: Status("Paused", "paused") for key in keys},
        )
    )
    register_entry_kind(EntryKind(OTHER, "Words", list, explains=True))


def titles(raw: str) -> list[str]:
    return [found.title for found in find_entries(parse_query(raw))]


def put(title: str, text: str = "", *, kind: str = KIND, key: str = "") -> None:
    put_entry(kind=kind, row=EntryRow(key or title, title, f"/m/{key or 'x'}/", text))


def test_is_found_at_once_and_gone_at_once() -> None:
    put("Housing advice", key="one")
    assert titles("housing") == ["Housing advice"]
    put("Debt advice", key="one")
    assert titles("housing") == []
    assert titles("debts") == ["Debt advice"]
    drop_entry(kind=KIND, key="one")
    assert titles("debt") == []


def test_what_has_not_changed_is_not_written_again() -> None:
    put("Housing advice", key="one")
    stamp = SearchState.objects.get().stamp
    put("Housing advice", key="one")
    drop_entry(kind=KIND, key="two")
    replace_entries(kind=KIND, rows=[EntryRow("one", "Housing advice", "/m/one/")])
    assert SearchState.objects.get().stamp == stamp


def test_a_kind_is_replaced_as_a_whole_and_alone() -> None:
    put("Old", key="old")
    put("Kept", kind=OTHER)
    count = replace_entries(kind=KIND, rows=[EntryRow("a", "A", "/a/"), EntryRow("b", "B", "/b/")])
    assert count == 2
    assert set(Entry.objects.values_list("title", flat=True)) == {"A", "B", "Kept"}


def test_a_rebuild_writes_every_kind_and_drops_those_that_are_gone() -> None:
    Entry.objects.create(kind="Gone", key="x", title="Gone", url="/x/", title_tokens="gone")
    put("Not stored", kind=OTHER)
    assert rebuild_entries() == 1
    assert list(Entry.objects.values_list("title", flat=True)) == ["Housing advice"]


def test_the_command_rebuilds_records_too(home_page: HomePage) -> None:
    call_command("rebuild_search", no_progress=True, verbosity=0)
    assert titles("housing") == ["Housing advice"]


def test_a_record_of_a_kind_that_nobody_has_is_not_shown() -> None:
    Entry.objects.create(kind="Gone", key="x", title="Housing", url="/x/", title_tokens="hous")
    assert titles("housing") == []


def test_every_word_has_to_be_there_in_title_or_text() -> None:
    put("Housing advice", "For carers")
    assert titles("carer housing") == ["Housing advice"]
    assert titles("housing farm") == []
    assert titles("hous") == ["Housing advice"]
    assert titles("ousing") == []


def test_a_phrase_is_found_as_it_stands_and_never_across_title_and_text() -> None:
    put("Shared decisions", "made early")
    assert titles('"shared decisions"') == ["Shared decisions"]
    assert titles('"decisions shared"') == []
    assert titles('"decisions made"') == []


def test_search_words_of_editors_widen_it() -> None:
    SearchWordsFactory(line="GP, surgery")
    put("Visits to the surgery")
    assert titles("GP") == ["Visits to the surgery"]


def test_the_very_name_comes_first_then_titles_then_texts() -> None:
    put("About outreach", "ICB", key="text")
    put("What an ICB pays", key="title")
    put("ICB (integrated care board)", "The board.", kind=OTHER, key="name")
    name, title, text = "ICB (integrated care board)", "What an ICB pays", "About outreach"
    assert titles("icb") == [name, title, text]
    assert titles("Integrated care board")[0] == name


def test_nul_and_long_titles_are_kept_out_of_the_database() -> None:
    put("A\x00b " * 400, "c\x00d", key="one")
    entry = Entry.objects.get()
    assert len(entry.title) <= 500
    assert "\x00" not in entry.title + entry.text


@pytest.fixture
def many(home_page: HomePage) -> HomePage:
    rows = [EntryRow(f"{n:02}", f"Housing {n:02}", f"/m/{n}/", "Text.") for n in range(25)]
    replace_entries(kind=KIND, rows=rows)
    return home_page


def test_the_first_few_stand_before_pages_with_a_link_to_all(
    client: Client, many: HomePage
) -> None:
    publish_page(many, "Housing page")
    response = client.get(ADDRESS, {"q": "housing"})
    html, words = response.content.decode(), text_of(response.content)
    assert results(response.content) == [*(f"Housing {n:02}" for n in range(5)), "Housing page"]
    assert "26 results for “housing”" in words
    assert "In the framework, measures, strategies and glossary" in words
    assert '<a href="/search/?q=housing&amp;records=all">Show all 25 of these</a>' in html
    assert "Paused" in words


def test_all_records_are_paged_and_lead_back(client: Client, many: HomePage) -> None:
    publish_page(many, "Housing page")
    pages = [
        client.get(ADDRESS, {"q": "housing", "records": "all", "page": n}).content
        for n in (1, 2, 9)
    ]
    assert [len(results(page)) for page in pages] == [20, 5, 20]
    assert results(pages[1])[-1] == "Housing 24"
    assert "Housing page" not in results(pages[0])
    assert '<a href="/search/?q=housing">Show pages too</a>' in pages[0].decode()
    assert "Showing 21 to 25 of 25 results" in text_of(pages[1])


def test_later_pages_of_pages_show_no_records(client: Client, many: HomePage) -> None:
    for number in range(21):
        publish_page(many, f"Housing page {number}")
    response = client.get(ADDRESS, {"q": "housing", "page": 2})
    assert len(results(response.content)) == 1


def test_the_filter_knows_kinds_of_records(client: Client, many: HomePage) -> None:
    publish_page(many, "Housing page")
    put("Housing word", kind=OTHER)
    words = " ".join(text_of(client.get(ADDRESS, {"q": "housing"}).content).split())
    for label in ("Everything (27", "Measures (25", "Words (1", "About this site (1"):
        assert label in words
    only = client.get(ADDRESS, {"q": "housing", "kind": "words"})
    assert results(only.content) == ["Housing word"]
    assert "1 result for “housing”" in text_of(only.content)
    pages = client.get(ADDRESS, {"q": "housing", "kind": "about-this-site"})
    assert results(pages.content) == ["Housing page"]


def test_a_search_that_only_records_answer_is_not_called_empty(
    client: Client, home_page: HomePage
) -> None:
    put("Zebra count")
    html = client.get(ADDRESS, {"q": "zebra"}).content.decode()
    assert results(html.encode()) == ["Zebra count"]
    assert "Nothing found" not in html
    assert "Where to start" not in html
    nothing = client.get(ADDRESS, {"q": "zebra", "kind": "about-this-site"}).content.decode()
    assert "Remove “About this site”</a> (1 found)" in nothing


def test_asking_for_all_records_where_there_are_none_shows_pages(
    client: Client, home_page: HomePage
) -> None:
    publish_page(home_page, "Housing page")
    response = client.get(ADDRESS, {"q": "housing", "records": "all"})
    assert results(response.content) == ["Housing page"]
    assert 'href="http://testserver/search/?q=housing">' in response.content.decode()


def test_a_search_for_a_name_is_answered_with_its_whole_meaning(
    client: Client, home_page: HomePage
) -> None:
    meaning = "The board. " + "It plans much and pays for it. " * 15 + "The end."
    put("ICB (integrated care board)", meaning, kind=OTHER)
    assert "The end." in text_of(client.get(ADDRESS, {"q": "ICB"}).content)
    assert "The end." not in text_of(client.get(ADDRESS, {"q": "integrated"}).content)


def test_what_is_found_is_escaped(client: Client, home_page: HomePage) -> None:
    put("Housing <b>bold</b>", "<script>alert(1)</script>")
    html = client.get(ADDRESS, {"q": "housing"}).content
    assert b"<script>alert" not in html
    assert b"<b>bold" not in html


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_hostile_words_find_something_or_nothing_and_soon(asked: str) -> None:
    SearchWordsFactory(line=", ".join(f"word {n}" for n in range(15)))
    rows = [EntryRow(str(n), f"a b x word é {n}", "/x/", "word " * 200) for n in range(400)]
    replace_entries(kind=KIND, rows=rows)
    find_entries(parse_query("word"))
    start = process_time()
    assert len(find_entries(parse_query(asked))) <= 400
    assert process_time() - start < 3


@pytest.mark.parametrize("size", [5, 25])
def test_costs_the_same_whatever_is_found(
    client: Client, home_page: HomePage, size: int, django_assert_num_queries
) -> None:
    publish_page(home_page, "Housing page")
    rows = [EntryRow(str(n), f"Housing {n}", "/x/") for n in range(size)]
    replace_entries(kind=KIND, rows=rows)
    client.get(ADDRESS, {"q": "housing"})
    with django_assert_num_queries(6):
        client.get(ADDRESS, {"q": "housing"})
