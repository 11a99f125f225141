"""Lists, counts and buttons about rounds."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from content.keys import new_token
from draftcomments.enums import RoundStatus, State
from draftcomments.models import Contributor, Round
from pages.models import BrandSettings, HomePage
from tests.draftcomments.drafts import round_on
from tests.draftcomments.moderators import (
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    shown_to,
)
from tests.draftcomments.rounds.leading import LIST, at
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    a_section,
)
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_the_list_is_filtered_by_page_and_by_where_rounds_stand(
    lead: Client, round: Round, home_page: HomePage
) -> None:
    other = RoundFactory(
        page=StandardPageFactory(parent=home_page),
        closes_on=timezone.localdate() - timedelta(1),
    )
    by_page = shown_to(lead, f"{LIST}results/?page={round.page_id}")
    still_open = shown_to(lead, f"{LIST}results/?standing=open")
    for html in (by_page, still_open):
        assert str(round) in html
        assert str(other) not in html
    closed = shown_to(lead, f"{LIST}results/?standing=closed")
    assert str(other) in closed
    assert str(round) not in closed


def test_the_page_button_counts(page: Page) -> None:
    editor = in_the_admin(an_editor_of(page))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Ask for feedback" not in shown_to(editor, address)
    assert at("ask", page.pk) in shown_to(in_the_admin(a_superuser()), address)
    first, second = round_on(page), round_on(page, number=2)
    round_on(page, number=3, status=RoundStatus.CLOSED)
    for round in (first, second):
        ItemFactory(contributor__round=round, state=State.CHECKED)
        ItemFactory(contributor__round=round, state=State.RECEIVED)
    html = shown_to(editor, address)
    assert "Ask for feedback (2 open, 2 to answer)" in html
    assert f"{LIST}?page={page.pk}" in html


def test_what_is_on_hold_is_counted_for_moderators_only(round: Round) -> None:
    ItemFactory(contributor__round=round, state=State.HELD)
    assert "Comments on hold: 1" in shown_to(in_the_admin(a_moderator()), at("round", round.pk))
    editor = in_the_admin(an_editor_of(round.page))
    assert "on hold" not in shown_to(editor, at("round", round.pk))


def test_the_menu_shows_what_each_may_do(round: Round) -> None:
    moderator = shown_to(in_the_admin(a_moderator()), LIST)
    editor = shown_to(in_the_admin(an_editor_of(round.page)), LIST)
    assert "feedback-queue" in moderator
    assert "feedback-queue" not in editor
    assert "feedback-rounds" in editor


def test_pages_take_as_many_queries_for_many_as_for_few(lead: Client, round: Round) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            person = ContributorFactory(round=round)
            AccessLinkFactory(contributor=person)
            ItemFactory(contributor=person)

    addresses = [LIST, at("round", round.pk), at("frozen", round.pk), at("help", round.pk)]
    fill(3)
    few = [queries_of(lead, address) for address in addresses]
    fill(40)
    round_on(round.page, number=2)
    many = [queries_of(lead, address) for address in addresses]
    assert many == few
    assert max(many) <= 25


def test_the_sheet_says_what_a_stranger_needs(lead: Client, round: Round) -> None:
    for kind, words in (
        ("code", "Then type in the code."),
        ("link", "Point the camera of your phone at the square. It opens the draft."),
    ):
        data = {"kind": kind, "count": "1", "key": new_token(), "sheet": ""}
        html = lead.post(at("issue_links", round.pk), data).content.decode()
        person = Contributor.objects.order_by("pk").last()
        assert f"{BrandSettings().name} is asking what you think." in html
        assert f"Your name here: <strong>{person.pseudonym}</strong>." in html
        assert "Keep it to yourself: whoever has it can read your comments." in html
        assert words in html
        assert round.contact_line in html


def test_before_opening_staff_read_that_nobody_is_named_as_running_the_site(
    lead: Client, draft_round: Round
) -> None:
    address = at("open_round", draft_round.pk)
    assert "The site does not say who runs it." in shown_to(lead, address)
    site = Site.objects.get(is_default_site=True)
    BrandSettings.objects.update_or_create(site=site, defaults={"run_by": "Example Trust"})
    assert "The site does not say who runs it." not in shown_to(lead, address)


def test_the_number_of_a_round_comes_before_its_title(lead: Client, round: Round) -> None:
    assert f"Round {round.number}: {round.page_title}" in shown_to(lead, at("round", round.pk))


def test_no_count_tells_an_editor_or_owner_of_what_is_on_hold(round: Round) -> None:
    owner = an_editor_of(round.page)
    Round.objects.update(owner=owner)
    person = ContributorFactory(round=round)
    editor, address = in_the_admin(owner), at("round", round.pk)
    before = words_of(shown_to(editor, address))
    ItemFactory(contributor=person, state=State.HELD)
    assert words_of(shown_to(editor, address)) == before
    assert "Online 1" in shown_to(in_the_admin(a_moderator()), address)


def test_archiving_says_no_number_that_tells_of_what_is_on_hold(round: Round) -> None:
    owner = an_editor_of(round.page)
    Round.objects.update(status=RoundStatus.CLOSED, owner=owner)
    ItemFactory(contributor__round=round, state=State.HELD)
    address, client = at("archive_round", round.pk), in_the_admin(owner)
    assert "the moderators are not done" in client.post(address, follow=True).content.decode()
    ItemFactory(contributor__round=round, state=State.RECEIVED)
    html = client.post(address, follow=True).content.decode()
    assert "Not archived: 1 comment still waits for an answer." in html


def test_tables_of_a_draft_name_their_columns_once_in_the_admin(lead: Client, round: Round) -> None:
    cell = '<td><span class="nhsuk-table__heading">Cost </span><span>£5</span></td>'
    Round.objects.update(sections=[a_section(html=f"<table>{cell}</table>").as_data()])
    html = shown_to(lead, at("frozen", round.pk))
    assert "£5" in html
    assert "Cost" not in html


def words_of(html: str) -> str:
    """What stands in the middle of a page, without what is new in each answer."""
    return re.sub(r'csrf\w*"[^>]*', "", html.partition("<main")[2])
