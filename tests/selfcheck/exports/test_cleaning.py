"""What people wrote, without what files cannot hold."""

from dataclasses import replace
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officefiles.cleaning import clean_text, cleaned
from tests.selfcheck import reports


@given(st.text())
def test_any_text_can_stand_in_a_file_and_stays_as_it_is_the_second_time(text: str) -> None:
    clean = clean_text(text)
    ElementTree.fromstring(f"<c>{escape(clean)}</c>")  # noqa: S314 - ours
    assert clean_text(clean) == clean


@pytest.mark.parametrize(
    "text",
    ["", "a\nb\tc", "سلام، كيف الحال؟", "👩🏽‍🤝‍👩🏻", "\u200fa\u200e", "=1+1", "½ – “x”", "ที่"],
)
def test_words_of_any_language_are_left_alone(text: str) -> None:
    assert clean_text(text) == text


def test_every_text_of_a_report_is_cleaned_and_nothing_else_changes() -> None:
    told = replace(reports.report(), title="a\x00b")
    assert cleaned(told) == replace(told, title="ab")
    deep = cleaned(reports.hostile()).phases[0].parts[0].reason
    assert deep.startswith('=HYPERLINK("https://elsewhere.invalid","a")abc\n</w:t><script>')
