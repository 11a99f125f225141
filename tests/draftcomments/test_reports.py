"""The report and the dashboard: numbers without words, of what a user may read."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from draftcomments.enums import RoundStatus, State
from draftcomments.models import Item
from draftcomments.reading.figures import Figures, figures_of, readable_items
from pages.models import HomePage
from tests.draftcomments.moderators import (
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    shown_to,
)
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
REPORT = "/admin/feedback/report/"
LATE = {"closes_on": timezone.localdate() - timedelta(days=9)}
LATE["reply_by"] = LATE["closes_on"] + timedelta(days=1)
MODERATORS_KNOW = ("To check", "On hold", "Set aside")


def exported(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{REPORT}?export=csv{query}")
    content = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(content)))


def one_of_each_state(home_page: HomePage, **values: object) -> ContributorFactory:
    page = StandardPageFactory(parent=home_page, title="Waiting rooms")
    person = ContributorFactory(round=RoundFactory(page=page, **values))
    for state in State:
        ItemFactory(contributor=person, state=state, words="A planted secret.")
    return person


def test_a_moderator_sees_each_state_as_a_number(home_page: HomePage) -> None:
    one_of_each_state(home_page, **LATE)
    client = in_the_admin(a_moderator())
    row = exported(client)[0]
    assert row["Page"] == "Waiting rooms"
    counted = [row[name] for name in ("To check", "To answer", "Answered", "On hold", "Set aside")]
    assert counted == ["1"] * 5
    assert row["Late"] == "3"
    assert "Waiting rooms, round 1" in shown_to(client, REPORT)


def test_the_report_holds_no_words(home_page: HomePage) -> None:
    person = one_of_each_state(home_page)
    client = in_the_admin(a_moderator())
    assert "planted" not in shown_to(client, REPORT)
    assert "planted" not in str(exported(client))
    assert person.pseudonym not in shown_to(client, REPORT)


def test_an_editor_does_not_learn_how_much_is_not_shared(home_page: HomePage) -> None:
    person = one_of_each_state(home_page, **LATE)
    editor = in_the_admin(an_editor_of(person.round.page))
    row = exported(editor)[0]
    assert not set(row) & set(MODERATORS_KNOW)
    assert (row["To answer"], row["Late"]) == ("1", "1")
    html = shown_to(editor, REPORT)
    assert not [name for name in MODERATORS_KNOW if name in html]


def test_an_editor_of_another_section_sees_none_of_it(home_page: HomePage) -> None:
    one_of_each_state(home_page, **LATE)
    other = StandardPageFactory(parent=home_page)
    editor = in_the_admin(an_editor_of(other))
    assert "Waiting rooms" not in shown_to(editor, REPORT)
    assert exported(editor) == []
    assert "Feedback on drafts: to answer" not in shown_to(editor, "/admin/")


def test_an_owner_without_any_page_reads_the_report_of_their_round(home_page: HomePage) -> None:
    owner = a_moderator()
    owner.groups.get().permissions.remove(
        owner.groups.get().permissions.get(codename="moderate_item")
    )
    stranger = in_the_admin(owner)
    assert stranger.get(REPORT).url == "/admin/"
    one_of_each_state(home_page, owner=owner)
    assert "Waiting rooms" in shown_to(stranger, REPORT)
    assert f'href="{REPORT}?waiting=to_answer"' in shown_to(stranger, "/admin/")


def test_the_report_is_filtered_by_what_waits(home_page: HomePage) -> None:
    one_of_each_state(home_page)
    late = ItemFactory(contributor__round=RoundFactory(page_title="Late page", **LATE))
    client = in_the_admin(a_moderator())
    titles = [row["Page"] for row in exported(client, "&waiting=to_answer")]
    assert titles == ["Waiting rooms"]
    assert [row["Page"] for row in exported(client, "&waiting=late")] == ["Late page"]
    editor = in_the_admin(an_editor_of(late.round.page))
    assert exported(editor, "&waiting=late") == []


def test_the_report_is_filtered_by_status(home_page: HomePage) -> None:
    one_of_each_state(home_page)
    client = in_the_admin(a_moderator())
    assert len(exported(client, f"&status={RoundStatus.OPEN}")) == 1
    assert exported(client, f"&status={RoundStatus.ARCHIVED}") == []
    assert exported(client, f"&status={RoundStatus.CLOSED}") == []
    assert "Waiting rooms" in shown_to(client, f"{REPORT}results/?status=open")


def test_a_round_whose_last_day_is_over_is_closed() -> None:
    RoundFactory(**LATE)
    client = in_the_admin(a_moderator())
    assert [row["Status"] for row in exported(client, "&status=closed")] == ["Closed"]
    assert exported(client, "&status=open") == []


def test_a_draft_round_is_not_in_the_report() -> None:
    RoundFactory(status=RoundStatus.DRAFT, opened_at=None)
    assert exported(in_the_admin(a_moderator())) == []


def test_a_formula_in_a_title_runs_in_no_cell() -> None:
    RoundFactory(page_title="=1+1")
    client = in_the_admin(a_moderator())
    assert exported(client)[0]["Page"] == "'=1+1"
    response = client.get(f"{REPORT}?export=xlsx")
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    first = next(book.active.iter_rows(min_row=2))[0]
    assert (first.value, first.data_type) == ("'=1+1", "s")


def test_the_report_takes_as_many_queries_for_many() -> None:
    client = in_the_admin(a_moderator())
    people = [ContributorFactory(), ContributorFactory()]
    ItemFactory.create_batch(2, contributor=people[0], state=State.CHECKED)
    ItemFactory(contributor=people[1])
    few = queries_of(client, REPORT)
    for person in people:
        ItemFactory.create_batch(99, contributor=person, state=State.CHECKED)
    assert queries_of(client, REPORT) == few
    assert few <= 25


def told_to(user: User) -> str:
    """The words of the dashboard."""
    html = shown_to(in_the_admin(user), "/admin/")
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def answered_after(days: int, person: ContributorFactory) -> None:
    now = timezone.now()
    item = ItemFactory(
        contributor=person, state=State.ANSWERED, created_at=now - timedelta(days=days, hours=1)
    )
    OutcomeFactory(round=person.round, items=[item], shown_at=now)


def test_the_median_of_days_to_an_answer() -> None:
    person = ContributorFactory()
    for days in (1, 2, 30):
        answered_after(days, person)
    assert exported(in_the_admin(a_moderator()))[0]["Median days to an answer"] == "2"
    assert "Days to an answer (median) 2" in told_to(a_moderator())


def test_an_answer_that_is_not_shown_is_none() -> None:
    item = ItemFactory(state=State.ANSWERED)
    OutcomeFactory(round=item.round, items=[item], shown_at=None)
    assert figures_of(Item.objects.all(), moderates=True) == Figures(0, 0, 0, None)


def test_the_dashboard_says_what_waits_each_with_a_link(home_page: HomePage) -> None:
    one_of_each_state(home_page, **LATE)
    assert figures_of(Item.objects.all(), moderates=True) == Figures(1, 1, 3, None)
    html = shown_to(in_the_admin(a_moderator()), "/admin/")
    assert "Feedback on drafts: to check" in html
    for address in (f"{REPORT}?waiting=to_answer", f"{REPORT}?waiting=late", "/admin/feedback/"):
        assert f'href="{address}"' in html


def test_the_dashboard_of_an_editor_says_nothing_of_what_is_not_shared(
    home_page: HomePage,
) -> None:
    person = one_of_each_state(home_page, **LATE)
    editor = an_editor_of(person.round.page)
    items = readable_items(editor)
    assert items is not None
    assert figures_of(items, moderates=False) == Figures(None, 1, 1, None)
    assert "to check" not in shown_to(in_the_admin(editor), "/admin/")


def test_a_superuser_reads_numbers() -> None:
    ItemFactory()
    items = readable_items(a_superuser())
    assert items is not None
    assert figures_of(items, moderates=True) == Figures(1, 0, 0, None)


def test_somebody_without_any_right_has_no_figures() -> None:
    ItemFactory()
    assert readable_items(UserFactory()) is None
