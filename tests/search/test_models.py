"""The register of search words."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from search.loading import read_lines
from search.models import SearchWords
from search.words import tokens_text
from tests.factories.search import SearchWordsFactory


def test_knows_its_words() -> None:
    assert SearchWords(line=" GP,general   practice , ,surgery").words == [
        "GP",
        "general practice",
        "surgery",
    ]


def test_tidies_the_line() -> None:
    words = SearchWords(line=" GP,general   practice , ,surgery")
    words.clean()
    assert words.line == "GP, general practice, surgery"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("GP", "at least two"),
        ("community, communities", "at least two"),
        (",", "at least two"),
        ("GP, &", "letter or digit"),
        (", ".join(f"word{number}" for number in range(16)), "no more than 15"),
    ],
)
def test_refuses_a_line_that_could_not_work(line: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        SearchWords(line=line).clean()


@pytest.mark.django_db
def test_editors_add_search_words_in_the_admin(editor_client: Client) -> None:
    response = editor_client.post("/admin/search_words/new/", {"line": "GP,surgery"})
    assert response.status_code == 302
    assert SearchWords.objects.get().line == "GP, surgery"
    listing = editor_client.get("/admin/search_words/").content.decode()
    assert "GP, surgery" in listing
    assert "Search words" in listing


@pytest.mark.django_db
def test_the_admin_explains_a_line_that_could_not_work(editor_client: Client) -> None:
    response = editor_client.post("/admin/search_words/new/", {"line": "GP"})
    assert "Write at least two different words" in response.content.decode()
    assert not SearchWords.objects.exists()


@pytest.mark.django_db
def test_the_first_words_load_once() -> None:
    for _ in range(2):
        call_command("load_search_words", no_progress=True)
    assert SearchWords.objects.count() == len(read_lines())


@pytest.mark.django_db
def test_loading_keeps_what_an_editor_changed() -> None:
    SearchWordsFactory(line="gp, doctor")
    call_command("load_search_words", no_progress=True)
    lines = [words.line for words in SearchWords.objects.all() if "GP" in words.line.upper()]
    assert lines == ["gp, doctor"]


def test_each_first_word_is_in_one_line_only() -> None:
    words = [tokens_text(word) for line in read_lines() for word in SearchWords(line=line).words]
    assert len(words) == len(set(words))
