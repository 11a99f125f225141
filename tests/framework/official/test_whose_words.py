"""Pages say whose words they are in, and name the edition where they are not ours."""

from datetime import date
from typing import Any

import pytest

from framework.levels import level_rows
from framework.models import Edition, Level, Statement, SubPhase
from framework.outline import framework_outline
from framework.whose import whose_words, words_of_part, words_of_phases
from tests.designsystem.examples import EDITION
from tests.designsystem.markup import component, find, text_of


@pytest.fixture
def edition(db: None) -> Edition:
    return Edition.objects.create(
        identifier="first", **{**EDITION, "published_on": date(2025, 2, 12)}
    )


@pytest.mark.parametrize(
    ("wordings", "whose"),
    [
        ([], "ours"),
        (["ours", "ours"], "ours"),
        (["official", "official"], "official"),
        (["adapted"], "adapted"),
        (["official", "adapted"], "adapted"),
        (["official", "ours"], "mixed"),
    ],
)
def test_a_page_is_in_the_words_of_all_that_it_shows(
    edition: Edition, wordings: list[str], whose: str
) -> None:
    words = whose_words(wordings, None)
    assert words == {"wording": whose, "edition": None if whose == "ours" else edition}


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("ours", "our own plain account"),
        ("official", "is CQC text, as published on 12 February 2025"),
        ("adapted", "adapted from CQC text"),
        ("mixed", "and some is our own"),
    ],
)
def test_the_component_says_whose_words_they_are(wording: str, words: str) -> None:
    edition: dict[str, Any] | None = None if wording == "ours" else EDITION
    assert words in text_of(component("our_words", wording=wording, edition=edition))


def test_published_words_name_licence_and_makers() -> None:
    html = component("our_words", wording="official", edition=EDITION)
    shown = text_of(html)
    for part in ("attribution", "licence", "makers"):
        assert EDITION[part] in shown
    links = [link.get("href") for link in find(html, "a")]
    assert EDITION["licence_address"] in links
    assert EDITION["source"] in links
    assert "have not approved it" in shown


def test_a_plain_summary_is_marked_as_ours_and_shown_beside_published_words_only() -> None:
    shown = text_of(component("plain_summary", text="In short.", wording="official"))
    assert "our summary, not the published text" in shown
    assert component("plain_summary", text="In short.", wording="ours").strip() == ""
    assert component("plain_summary", text="", wording="official").strip() == ""


def test_only_a_statement_in_other_words_than_the_page_is_marked(part: SubPhase) -> None:
    Statement.objects.filter(identifier="1b-emerging-1").update(
        wording="official", strategic_text="For boards."
    )
    statements = Statement.objects.with_level()
    outline = framework_outline()
    rows = level_rows(outline.levels, statements)
    html = component("levels", levels=rows, page_wording="ours")
    assert text_of(html).count("(CQC text)") == 1
    assert "CQC text" not in text_of(component("levels", levels=rows))
    rows = level_rows(outline.levels, statements, "strategic")
    assert "CQC text" not in text_of(component("levels", levels=rows, page_wording="ours"))


def test_records_say_it(part: SubPhase, levels: list[Level], edition: Edition) -> None:
    assert words_of_part(part, part.statements.all())["wording"] == "ours"
    part.wording, part.edition = "official", edition
    part.save()
    assert words_of_part(part, part.statements.all()) == {"wording": "mixed", "edition": edition}
    assert words_of_phases(framework_outline().phases)["wording"] == "mixed"
