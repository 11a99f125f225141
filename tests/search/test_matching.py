"""What a query finds, and in what order, on the database in use."""

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pages.models import HomePage
from search.models import SearchDocument
from search.query import parse_query
from tests.factories.search import SearchWordsFactory, publish_page
from tests.search.conftest import Titles


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Health inequalities", "inequality"),
        ("Asthma reviewing", "REVIEWS"),
        ("The GP’s list", "GP's"),
        ("Café talks", "cafe"),
        ("Cafe talks", "café"),
        ("About co-production", "co-production"),
        ("About co production", "co\u2011production"),
        ("A&E waits", "A&E"),
        ("and/or", "and or"),
        ("Ages 18-25", "18–25"),
        ("A rise of 3.5 points", "3.5"),
        ("Code 2e1a here", "2e1a"),
        ("Opieka w Łodzi", "łodzi"),
        ("NOT NEAR AND OR", "not near and or"),
        ("What people said", '"what people" said'),
        ("Housing and health", "health housing"),
    ],
)
def test_finds(home_page: HomePage, found: Titles, text: str, asked: str) -> None:
    publish_page(home_page, "Other")
    publish_page(home_page, "Right", text)
    assert found(asked) == ["Right"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Housing", "housing health"),
        ("Practice in general", '"general practice"'),
        ("A note, e.g. this", "A&E"),
        ("Engagement", "gag"),
        ("Right to housing", '"page right"'),
        ("25 to 18", "18-25"),
    ],
)
def test_does_not_find(home_page: HomePage, found: Titles, text: str, asked: str) -> None:
    publish_page(home_page, "Page", text)
    assert found(asked) == []


def test_no_phrase_reaches_from_the_title_into_the_text(home_page: HomePage, found: Titles) -> None:
    publish_page(home_page, "Shared", "decisions")
    assert found('"shared decisions"') == []
    assert found("shared decisions") == ["Shared"]


def test_a_title_weighs_more_than_a_text(home_page: HomePage, found: Titles) -> None:
    publish_page(home_page, "One", "Housing is part of this page, beside other things.")
    publish_page(home_page, "Housing", "This page is about other things, all of them.")
    publish_page(home_page, "Three", "Nothing here.")
    assert found("housing") == ["Housing", "One"]


def test_rank_is_higher_for_the_better(home_page: HomePage) -> None:
    publish_page(home_page, "One", "Housing is part of this page.")
    publish_page(home_page, "Housing")
    rows = SearchDocument.objects.matching(parse_query("housing")).order_by("-rank")
    ranks = list(rows.values_list("rank", flat=True))
    assert ranks[0] > ranks[1] > 0


@pytest.mark.parametrize("asked", ["GP", "general practice", "surgeries", "gp's", "Surgery"])
def test_words_that_mean_the_same_find_each_other(
    home_page: HomePage, found: Titles, asked: str
) -> None:
    SearchWordsFactory(line="GP, general practice, surgery")
    publish_page(home_page, "One", "Ask your GP.")
    publish_page(home_page, "Two", "In general practice.")
    publish_page(home_page, "Three", "At the surgery.")
    publish_page(home_page, "Four", "In general, good practise.")
    assert set(found(asked)) == {"One", "Two", "Three"}


def test_search_words_work_at_once_and_stop_at_once(home_page: HomePage, found: Titles) -> None:
    publish_page(home_page, "One", "Ask your GP.")
    assert found("surgery") == []
    words = SearchWordsFactory(line="GP, surgery")
    assert found("surgery") == ["One"]
    words.delete()
    assert found("surgery") == []


def test_words_in_quotes_are_taken_exactly(home_page: HomePage, found: Titles) -> None:
    SearchWordsFactory(line="GP, surgery")
    publish_page(home_page, "One", "Ask your GP.")
    assert found('"surgery"') == []


def test_an_empty_query_matches_nothing_and_costs_nothing(
    home_page: HomePage, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        rows = SearchDocument.objects.matching(parse_query(" \x00 "))
        assert list(rows.best_first()) == []
        assert rows.count() == 0


def test_can_be_used_like_any_queryset(home_page: HomePage) -> None:
    pages = [publish_page(home_page, f"Housing {number}") for number in range(4)]
    rows = SearchDocument.objects.matching(parse_query("housing"))
    assert rows.count() == 4
    assert rows.filter(page_id__in=[pages[0].pk, pages[1].pk]).count() == 2
    assert rows.filter(page__in=Page.objects.filter(pk=pages[2].pk)).get().title == "Housing 2"
    assert rows.exclude(title="Housing 3").exists()
    assert len(rows.best_first()[1:3]) == 2
    assert list(rows.values("kind").annotate(n=Count("pk")).values_list("n", flat=True)) == [4]
    assert Page.objects.filter(pk__in=rows.values("page_id")).count() == 4
    assert (
        SearchDocument.objects.exclude(pk__in=rows.values("pk"))
        .matching(parse_query("housing"))
        .count()
        == 0
    )


def test_the_index_is_matched_once_and_not_once_a_row(home_page: HomePage) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite's full-text search can be asked once a row.")
    rows = SearchDocument.objects.matching(parse_query("housing")).best_first()
    with CaptureQueriesContext(connection) as queries:
        list(rows[:20])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]
    assert "VIRTUAL TABLE" in plan[0]
    assert not [step for step in plan if "CORRELATED" in step]
