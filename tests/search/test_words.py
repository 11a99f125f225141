"""How text becomes words, and a query groups of words."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.postgresql import tsquery_text
from search.engines.sqlite import fts5_text
from search.words import (
    LONGEST_QUERY,
    LONGEST_WORD,
    MOST_WORDS,
    clean,
    fold,
    read_query,
    stem,
    synonyms_from,
    tokens,
    tokens_text,
)

ANY_TEXT = st.text(st.characters(), max_size=300)
QUERY_TEXT = st.text(st.sampled_from("abGP19 \"'’-/&*():^\x00\u202e“”é"), max_size=300)
ENDINGS = ("e", "es", "ing", "ation", "ational", "ations", "ingly", "edly", "ement", "iveness")
SAME = synonyms_from(
    [["GP", "general practice", "surgery"], ["ICB", "integrated care board"], ["co-production"]]
)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("inequality inequalities", ["inequ", "inequ"]),
        ("GP’s GP's GPs’ gp", ["gp", "gp", "gps", "gp"]),
        ("Café CAFÉ cafe\u0301", ["cafe", "cafe", "cafe"]),
        ("co-production co\u2011production", ["co", "product", "co", "product"]),
        ("A&E and/or NHS/ICS", ["a", "e", "and", "or", "nhs", "ic"]),
        ("18-25, 18–25, 3.5", ["18", "25", "18", "25", "3", "5"]),
        ("O'Neill l’œuvre", ["o", "neill", "l", "œuvr"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("_under_score_ 'quoted'", ["under", "score", "quot"]),
        ("", []),
    ],
)
def test_splits_and_stems(text: str, stems: list[str]) -> None:
    assert tokens(text) == stems


def test_a_very_long_word_is_cut() -> None:
    assert [len(token) for token in tokens("x" * 5000)] == [LONGEST_WORD]


@given(ANY_TEXT)
def test_any_text_gives_plain_lower_case_words(text: str) -> None:
    for token in tokens(text):
        assert token
        assert len(token) <= LONGEST_WORD
        assert all(character.isalnum() for character in token)


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_words_do_not_depend_on_what_stands_beside_them(left: str, right: str) -> None:
    assert tokens(f"{left} {right}") == tokens(left) + tokens(right)
    assert tokens_text(left) == " ".join(tokens(left))


@given(st.one_of(ANY_TEXT, QUERY_TEXT))
def test_any_query_can_be_read_and_written(raw: str) -> None:
    query = read_query(raw, SAME)
    assert query.is_empty == (not query.groups)
    assert len(query.groups) <= MOST_WORDS
    assert fts5_text(query).count('"') % 2 == 0
    assert tsquery_text(query).count("'") % 2 == 0


@given(st.one_of(ANY_TEXT, QUERY_TEXT))
def test_cleaning_is_safe_and_stable(raw: str) -> None:
    text = clean(raw)
    assert clean(text) == text
    assert len(text) <= LONGEST_QUERY
    assert len(text.split()) <= MOST_WORDS
    assert not set(text) & set("\x00\n\r\t\x1b\u202e\u2066\u200f\ud800")


def test_a_long_query_is_cut_at_a_whole_word_and_says_so() -> None:
    query = read_query("inequalities " * 19 + "housing", {})
    assert query.shortened
    assert set(query.text.split()) == {"inequalities"}


@pytest.mark.parametrize("raw", ["word " * 21, "x" * 201, "word\x00" * 900, "a/" * 90])
def test_says_when_it_was_shortened(raw: str) -> None:
    assert read_query(raw, {}).shortened


@pytest.mark.parametrize("raw", ["", "  housing  and\thealth ", "word " * 20, "x" * 200])
def test_what_fits_is_not_shortened(raw: str) -> None:
    assert not read_query(raw, {}).shortened


@pytest.mark.parametrize(
    ("raw", "groups"),
    [
        ("gp", [["gp", "general practic", "surgeri"]]),
        ("Surgeries", [["surgeri", "gp", "general practic"]]),
        ("general practice", [["general", "gp", "surgeri"], ["practic", "gp", "surgeri"]]),
        ("GP ICB", [["gp", "general practic", "surgeri"], ["icb", "integr care board"]]),
        ('"general practice"', [["general practic"]]),
        ("“general practice”", [["general practic"]]),
        ("co-production", [["co product"]]),
        ("housing,health", [["hous"], ["health"]]),
        ('housing "health', [["hous"], ["health"]]),
        ("housing housing", [["hous"]]),
        ("NEAR(a b) OR NOT c*", [["near"], ["a"], ["b"], ["or"], ["not"], ["c"]]),
    ],
)
def test_groups_of_alternatives(raw: str, groups: list[list[str]]) -> None:
    read = read_query(raw, SAME).groups
    assert [[" ".join(phrase) for phrase in group] for group in read] == groups


@pytest.mark.parametrize("raw", ["", "   ", '"', '""', "&", "* ( ) : ^ - ~", "\x00", "’", "\u202e"])
def test_nothing_to_look_for(raw: str) -> None:
    assert read_query(raw, SAME).is_empty


@pytest.fixture
def threads_that_take_turns_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("threads_that_take_turns_often")
def test_readers_who_search_at_once_get_the_words_that_they_asked_for() -> None:
    words = [f"{start}{end}" for start in ("relat", "inform", "organis") for end in ENDINGS] * 20
    stem.cache_clear()
    alone = {word: stem(word) for word in words}
    stem.cache_clear()
    with ThreadPoolExecutor(8) as people:
        # Past what is remembered: each person has the word worked out anew.
        together = list(people.map(stem.__wrapped__, words))
    assert together == [alone[word] for word in words]
