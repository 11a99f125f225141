"""An answer is refused when it repeats somebody's words: found however they are written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftcomments.repeating import WORDS_IN_A_ROW, repeats

WORD = st.text(alphabet=string.ascii_letters + "éßñøя" + string.digits, min_size=1, max_size=8)
GAP = st.text(alphabet=' \n\t.,;:!?–—-…"“”()/_*\u00a0\u200b', min_size=0, max_size=3).map(
    lambda gap: f"{gap} "
)
THEIRS = "When I came to the clinic nobody spoke my language and I went home"


@st.composite
def in_other_clothes(draw: st.DrawFn, words: list[str]) -> str:
    """The same words in other cases, with other punctuation."""
    cases = st.sampled_from([str.upper, str.lower, str.title])
    return "".join(draw(cases)(word) + draw(GAP) for word in words)


@given(st.data(), st.lists(WORD, min_size=WORDS_IN_A_ROW, max_size=12), st.text(max_size=60))
def test_words_in_a_row_are_found_in_any_clothes(
    data: st.DataObject, words: list[str], around: str
) -> None:
    start = data.draw(st.integers(0, len(words) - WORDS_IN_A_ROW))
    part = words[start : start + WORDS_IN_A_ROW]
    repeated = data.draw(in_other_clothes(part))
    assert repeats(f"{around} {repeated} {around}", " ".join(words))


@given(st.lists(WORD, max_size=WORDS_IN_A_ROW - 1), st.text())
def test_fewer_words_are_nobodys_own(words: list[str], theirs: str) -> None:
    assert not repeats(" ".join(words), theirs)
    assert not repeats(theirs, " ".join(words))


@given(st.text(), st.text())
def test_any_text_may_be_asked_about_either_way_round(one: str, other: str) -> None:
    assert repeats(one, other) == repeats(other, one)


@pytest.mark.parametrize(
    "text",
    [
        THEIRS,
        "You told us: “NOBODY spoke my language, and I went…”",
        "nobody\nspoke\nmy\nlanguage\nand\ni",
        "no\u00adbody spoke my lan\u200bguage and I",
        "\uff4eobody spoke my language and \uff29",
        "nobody-spoke-my-language-and-I",
    ],
)
def test_what_somebody_said_is_recognised(text: str) -> None:
    assert repeats(text, THEIRS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nobody spoke your language, so you went home.",
        "Several people could not use the clinic in their language.",
        "Home went I and language my spoke nobody",
    ],
)
def test_saying_it_in_other_words_is_fine(text: str) -> None:
    assert not repeats(text, THEIRS)


@pytest.mark.parametrize(
    ("theirs", "text"),
    [
        ("আমি হাসপাতালে গিয়ে কাউকে আমার ভাষা বলতে দেখিনি", "আমি হাসপাতালে গিয়ে কাউকে আমার ভাষা"),
        ("ਮੈਂ ਹਸਪਤਾਲ ਗਿਆ ਪਰ ਕੋਈ ਮੇਰੀ ਬੋਲੀ ਨਹੀਂ ਬੋਲਦਾ ਸੀ", "ਮੈਂ ਹਸਪਤਾਲ ਗਿਆ, ਪਰ ਕੋਈ ਮੇਰੀ"),
        ("ذهبت إلى العيادة ولم يتحدث أحد لغتي", "«ذهبت إلى العيادة ولم يتحدث أحد»"),
        ("诊所里没有人说我的语言", "你说:没有人说我的语言。"),
        ("Poszłam do przychodni i NIKT nie mówił", "poszłam do przychodni i nikt nie"),
    ],
)
def test_every_language_that_people_may_write_in_is_read(theirs: str, text: str) -> None:
    assert repeats(text, theirs)
    assert not repeats(text[: len(text) // 3], theirs)
