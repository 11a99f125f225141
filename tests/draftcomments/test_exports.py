"""A round's shared comments as a file: what is in it, what is not, and that no cell runs."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from draftcomments.enums import Reason, Result, State
from draftcomments.models import ContributorContact, Round
from pages.models import HomePage
from tests.draftcomments.moderators import a_moderator, a_superuser, an_editor_of, in_the_admin
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
    a_section,
)
from tests.factories.pages import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
FORMULA = '=HYPERLINK("http://evil.example","look")'


def address(round: Round, kind: str = "csv") -> str:
    return reverse(f"draftcomments_admin:comments_{kind}", args=[round.pk])


def rows_of(client: Client, round: Round) -> list[dict[str, str]]:
    response = client.get(address(round))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_only_shared_words_are_exported(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    person = ContributorFactory(pseudonym="Quiet Heron", round__page=page)
    ContributorContact.objects.create(contributor=person, email="secret@example.org")
    ItemFactory(contributor=person, words="secret: waiting")
    ItemFactory(contributor=person, words="secret: held", state=State.HELD)
    ItemFactory(contributor=person, words="secret: set aside", state=State.SET_ASIDE)
    ItemFactory(
        contributor=person,
        words="secret: as written",
        quote="secret: quote",
        shared_words="[…] was late.",
        redacted=True,
        reason=Reason.NAMES_SOMEONE,
        state=State.CHECKED,
    )
    editor = in_the_admin(an_editor_of(person.round.page))
    rows = rows_of(editor, person.round)
    assert [row["Comment"] for row in rows] == ["[…] was late."]
    whole = editor.get(address(person.round)).content.decode()
    assert "secret" not in whole
    assert "Quiet Heron" not in whole


def test_moderators_get_the_pseudonym_too(home_page: HomePage) -> None:
    round = RoundFactory(page=StandardPageFactory(parent=home_page))
    person = ContributorFactory(pseudonym="Quiet Heron", round=round)
    item = ItemFactory(contributor=person, state=State.CHECKED)
    assert rows_of(in_the_admin(a_moderator()), item.round)[0]["Who"] == "Quiet Heron"
    assert "Who" not in rows_of(in_the_admin(a_superuser()), item.round)[0]


def test_comments_stand_in_the_order_of_the_page_with_their_answer() -> None:
    round = RoundFactory(
        sections=[a_section("one", label="First").as_data(), a_section("two").as_data()]
    )
    person = ContributorFactory(round=round)
    ItemFactory(contributor=person, section_key="two", state=State.CHECKED)
    first = ItemFactory(contributor=person, section_key="one", state=State.ANSWERED)
    OutcomeFactory(
        round=round, items=[first], result=Result.NOT_CHANGED, we_did="", why="It is the law."
    )
    OutcomeFactory(round=round, items=[first], why="Not shown yet.", shown_at=None)
    rows = rows_of(in_the_admin(a_moderator()), round)
    assert [row["About"] for row in rows] == ["First", "Ask early."]
    assert (rows[0]["Answer"], rows[0]["Why"]) == ("We did not change it", "It is the law.")


@pytest.mark.parametrize("words", [FORMULA, "+1", "-1", "@x", "\t=1", "\u200d=1"])
def test_a_formula_runs_in_no_cell(words: str) -> None:
    item = ItemFactory(words=words, quote=FORMULA, state=State.CHECKED)
    client = in_the_admin(a_moderator())
    row = rows_of(client, item.round)[0]
    assert row["Comment"] == f"'{words}"
    assert row["Words it points to"] == f"'{FORMULA}"
    book = load_workbook(BytesIO(client.get(address(item.round, "xlsx")).content))
    cells = [cell for cells in book.active.iter_rows(min_row=2) for cell in cells]
    assert f"'{words}" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("words", ["\x01control", "😀", "x\n" * 2_500, "\ufffe"])
def test_words_that_a_workbook_cannot_hold_still_export(words: str) -> None:
    item = ItemFactory(words=words, state=State.CHECKED)
    response = in_the_admin(a_moderator()).get(address(item.round, "xlsx"))
    assert load_workbook(BytesIO(response.content)).active.max_row == 2


def test_the_name_of_the_file_says_nothing_about_the_page() -> None:
    item = ItemFactory(state=State.CHECKED)
    header = in_the_admin(a_moderator()).get(address(item.round))["Content-Disposition"]
    assert header == f'attachment; filename="feedback-{item.round_id}.csv"'


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_editor_of_another_section_gets_nothing(home_page: HomePage, kind: str) -> None:
    mine, other = StandardPageFactory(parent=home_page), StandardPageFactory(parent=home_page)
    item = ItemFactory(contributor__round__page=other, state=State.CHECKED)
    assert in_the_admin(an_editor_of(mine)).get(address(item.round, kind)).status_code == 404


def test_a_round_without_a_page_is_for_moderators_only(home_page: HomePage) -> None:
    item = ItemFactory(contributor__round__page=StandardPageFactory(parent=home_page))
    editor = in_the_admin(an_editor_of(home_page))
    assert editor.get(address(item.round)).status_code == 200
    Round.objects.update(page=None)
    assert editor.get(address(item.round)).status_code == 404
    assert in_the_admin(a_moderator()).get(address(item.round)).status_code == 200
