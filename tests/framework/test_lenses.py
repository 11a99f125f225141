"""The lens: read from the address, kept in links, and heard in the words."""

import pytest
from django.test import RequestFactory

from content.readability import reading_age
from framework.enums import Lens
from framework.lenses import lens_asked_for, lens_links, worded_for
from framework.levels import level_rows
from framework.loading import read_records
from framework.outline import LevelOutline
from tests.factories.framework import LevelFactory, StatementFactory

LEVELS = [LevelOutline("emerging", 1, "Emerging", "Begun."), LevelOutline("x", 2, "Next", "")]


@pytest.mark.parametrize(
    ("asked", "lens"),
    [
        ("?work=strategic", "strategic"),
        ("?work=operational", "operational"),
        ("?work=both", ""),
        ("?work=%00", ""),
        ("?work=Strategic", ""),
        ("", ""),
    ],
)
def test_only_a_kind_of_work_is_a_lens(asked: str, lens: str) -> None:
    assert lens_asked_for(RequestFactory().get(f"/framework/{asked}")) == lens


def test_the_links_name_what_is_shown_now() -> None:
    links = lens_links("/framework/check/", "strategic")
    assert [(link["label"], link["url"], link["current"]) for link in links] == [
        ("All work", "/framework/check/", False),
        ("Strategic", "/framework/check/?work=strategic", True),
        ("Operational", "/framework/check/?work=operational", False),
    ]


def test_a_statement_has_its_own_words_for_a_kind_of_work_where_somebody_wrote_them() -> None:
    statement = StatementFactory.build(text="Ask.", strategic_text="Ask as a board.")
    assert worded_for(statement, "") == worded_for(statement, "operational") == "Ask."
    assert worded_for(statement, "strategic") == "Ask as a board."


@pytest.mark.django_db
def test_a_lens_leaves_out_what_is_about_the_other_work_and_counts_it() -> None:
    level = LevelFactory(number=1)
    for lens in Lens:
        StatementFactory(level=level, lens=lens, text=f"About {lens}.")
    statements = list(StatementFactory._meta.model.objects.select_related("level"))
    rows = level_rows(LEVELS, statements, "strategic", linked=True)
    assert [row["text"] for row in rows[0]["statements"]] == ["About both.", "About strategic."]
    assert rows[0]["statements"][1]["url"] == f"{statements[1].path}?work=strategic"
    assert (rows[0]["elsewhere"], rows[0]["missing"]) == (1, False)
    assert (rows[1]["elsewhere"], rows[1]["missing"]) == (0, True)


@pytest.mark.django_db
def test_without_a_lens_a_statement_about_one_kind_of_work_says_so() -> None:
    statement = StatementFactory(level=LevelFactory(number=1), lens="strategic", text="Lead.")
    (row,) = level_rows(LEVELS, [statement])[0]["statements"]
    assert row["text"] == "Lead. (Strategic work)"


def lens_texts() -> list[str]:
    """Every text of the starter content that is for one kind of work, where there is enough."""
    fields = ("strategic_text", "operational_text", "strategic_note", "operational_note")
    return [str(row[name]) for _, row in read_records() for name in fields if row.get(name)]


def test_the_words_for_each_kind_of_work_are_as_plain_as_the_others() -> None:
    age = reading_age("\n".join(lens_texts()))
    assert age is not None
    assert 9 <= age <= 14


def test_every_part_says_what_each_kind_of_work_means_and_changes_some_statements() -> None:
    parts = [row for kind, row in read_records() if kind == "sub_phase" and row.get("known", True)]
    assert all(row["strategic_note"] and row["operational_note"] for row in parts)
    changed = [row for kind, row in read_records() if row.get("strategic_text")]
    assert all(
        row["operational_text"] not in {row["text"], row["strategic_text"]} for row in changed
    )
    assert {row["sub_phase"] for row in changed} == {row["identifier"] for row in parts}
