"""Did you mean: better spellings from the words that public pages use."""

import pytest
from django.core.management import call_command
from django.test import Client

from pages.models import HomePage
from search.models import WordCount
from search.query import parse_query
from search.suggestions import suggestion_for
from tests.factories.search import SearchWordsFactory, publish_page


@pytest.fixture
def pages(home_page: HomePage) -> None:
    publish_page(home_page, "Health inequalities", "Neighbourhood teams and community champions")
    publish_page(home_page, "Vaccines", "Community pharmacies in each neighbourhood")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("inequalites", "inequalities"),
        ("comunity farmacies", "community pharmacies"),
        ("neigbourhood", "neighbourhood"),
        ("vacines", "vaccines"),
        ("helath inequality", "health inequality"),
    ],
)
def test_a_slip_is_mended(pages: None, typed: str, meant: str) -> None:
    assert suggestion_for(parse_query(typed)) == meant


@pytest.mark.parametrize("typed", ["inequality", "communities", "xylophone", "gp", "2026", "", '"'])
def test_what_is_right_or_like_nothing_stays(pages: None, typed: str) -> None:
    assert suggestion_for(parse_query(typed)) == ""


def test_words_of_a_page_that_is_gone_are_not_offered(pages: None, home_page: HomePage) -> None:
    secret = publish_page(home_page, "Quillfordshire")
    assert suggestion_for(parse_query("quilfordshire")) == "quillfordshire"
    secret.unpublish()
    assert suggestion_for(parse_query("quilfordshire")) == ""
    assert not WordCount.objects.filter(word="quillfordshire").exists()


def test_counts_are_the_same_written_one_by_one_or_all_at_once(
    pages: None, home_page: HomePage
) -> None:
    home_page.save_revision().publish()
    page = publish_page(home_page, "Community", "Community and community again")
    page.title = "Housing"
    page.save_revision().publish()
    one_by_one = dict(WordCount.objects.values_list("word", "pages"))
    call_command("rebuild_search", no_progress=True)
    assert dict(WordCount.objects.values_list("word", "pages")) == one_by_one
    assert one_by_one["community"] == 3


def test_the_search_page_offers_it_and_never_uses_it_unasked(client: Client, pages: None) -> None:
    text = client.get("/search/", {"q": "inequalites"}).content.decode()
    assert 'Did you mean <a href="/search/?q=inequalities">inequalities</a>?' in text
    assert "Nothing found for “inequalites”" in text


def test_nothing_is_offered_that_finds_no_more(client: Client, home_page: HomePage) -> None:
    publish_page(home_page, "Community gardens")
    text = client.get("/search/", {"q": "comunity xylophone"}).content.decode()
    assert "Did you mean" not in text


def test_a_synonym_that_finds_pages_is_left_alone(client: Client, pages: None) -> None:
    SearchWordsFactory(line="jab, vaccine")
    text = client.get("/search/", {"q": "jabs"}).content.decode()
    assert "Did you mean" not in text
