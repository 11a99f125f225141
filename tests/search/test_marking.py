"""Which words are marked, and that what is shown is safe."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.marking import highlight, snippet
from search.words import Query, read_query, synonyms_from, tokens

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
SAME = synonyms_from([["GP", "general practice"]])


def plain(html: str) -> str:
    return unescape(html.replace("<mark>", "").replace("</mark>", ""))


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Health inequalities", "inequality", "Health <mark>inequalities</mark>"),
        ("The GP’s list", "gp", "The <mark>GP’s</mark> list"),
        ("A&E or a bed", "A&E", "<mark>A&amp;E</mark> or a bed"),
        ("In general practice", "gp", "In <mark>general practice</mark>"),
        ("General advice on practice", "gp", "General advice on practice"),
        ("Café ﬁeld", "cafe field", "<mark>Café</mark> <mark>ﬁeld</mark>"),
        ("cafe\u0301 here", "café", "<mark>cafe\u0301</mark> here"),
        ("½ price", "2", "<mark>½</mark> price"),
        ("nothing here", "housing", "nothing here"),
        ("anything", "", "anything"),
    ],
)
def test_marks_what_was_found(text: str, asked: str, shown: str) -> None:
    assert highlight(text, read_query(asked, SAME)) == shown


@pytest.mark.parametrize("asked", ["script", "alert", "b onmouseover", "x"])
def test_markup_is_escaped(asked: str) -> None:
    html = highlight('<script>alert("x")</script><b onmouseover=x>', read_query(asked, {}))
    left = html.replace("<mark>", "").replace("</mark>", "")
    assert not set(left) & set("<>\"'")


def test_templates_do_not_escape_it_again() -> None:
    assert highlight("R&D", read_query("r", {})).__html__() == "<mark>R</mark>&amp;D"


@given(ANY_TEXT, ANY_TEXT)
def test_marking_adds_nothing_but_marks(text: str, asked: str) -> None:
    assert plain(highlight(text, read_query(asked, SAME))) == text


@given(ANY_TEXT)
def test_marks_every_word_that_is_indexed(text: str) -> None:
    for stem in set(tokens(text)):
        assert "<mark>" in highlight(text, Query(groups=(((stem,),),)))


@given(
    st.lists(
        st.sampled_from(["housing", "houses", "GP’s", "o'neill", "a&e", "dying", "die", "½", "é"])
    )
)
def test_marks_as_many_words_as_match(words: list[str]) -> None:
    text = " ".join(words)
    marks = highlight(text, read_query("house", {})).count("<mark>")
    assert marks == len([stem for stem in tokens(text) if stem == "hous"])


@given(ANY_TEXT, ANY_TEXT, st.integers(10, 300))
def test_a_snippet_is_short_and_safe(text: str, asked: str, length: int) -> None:
    html = snippet(text, read_query(asked, SAME), length=length)
    assert html.count("<mark>") == html.count("</mark>") == html.count("<") / 2
    assert len(plain(html)) <= length + 4


def test_a_snippet_shows_the_part_with_most_of_the_query() -> None:
    text = "Housing is first. " + "Other words. " * 60 + "Damp housing and asthma. " + "More. " * 60
    html = snippet(text, read_query("asthma housing damp", {}))
    assert "<mark>Damp</mark> <mark>housing</mark> and <mark>asthma</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")


def test_a_snippet_counts_words_that_mean_the_same_once() -> None:
    text = "GP or general practice. " + "Other words. " * 60 + "A GP list. " + "More. " * 60
    assert "<mark>list</mark>" in snippet(text, read_query("GP list", SAME))


def test_a_snippet_without_a_match_is_the_beginning() -> None:
    assert snippet("One two three four", read_query("zzz", {}), length=10) == "One two …"
