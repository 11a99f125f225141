"""Who may see which page about rounds."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, Round
from pages.models import HomePage
from tests.draftcomments.moderators import (
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    shown_to,
)
from tests.draftcomments.rounds.leading import LIST, a_lead, at
from tests.factories.draftcomments import AccessLinkFactory, ContributorFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
DRAFT_ONLY = ("open_round", "delete_round")
OPENED = ("frozen", "issue_links", "close_round", "archive_round", "help")


@pytest.mark.parametrize("who", [a_lead, a_superuser])
def test_whoever_runs_rounds_sees_all_pages(
    who: Callable[[], User], round: Round, draft_round: Round
) -> None:
    person = ContributorFactory(round=round)
    link = AccessLinkFactory(contributor=person)
    client = in_the_admin(who())
    superuser_may_not_hear = who is a_superuser
    for name in OPENED:
        if not (name == "help" and superuser_may_not_hear):
            shown_to(client, at(name, round.pk))
    for name in DRAFT_ONLY:
        shown_to(client, at(name, draft_round.pk))
    for each in (round, draft_round):
        shown_to(client, at("round", each.pk))
        shown_to(client, at("change_round", each.pk))
    shown_to(client, at("add_link", round.pk, person.pk))
    shown_to(client, at("withdraw", round.pk, person.pk))
    shown_to(client, at("revoke_link", round.pk, link.pk))
    shown_to(client, at("ask", round.page_id))
    assert str(round) in shown_to(client, LIST)
    assert str(round) in shown_to(client, f"{LIST}results/")


def test_an_editor_sees_the_round_and_runs_nothing(round: Round, draft_round: Round) -> None:
    person = ContributorFactory(round=round)
    link = AccessLinkFactory(contributor=person)
    client = in_the_admin(an_editor_of(round.page))
    html = shown_to(client, at("round", round.pk))
    assert person.pseudonym not in html
    assert "Give out links" not in html
    assert str(round) in shown_to(client, LIST)
    shown_to(client, at("frozen", round.pk))
    refused = [at(name, round.pk) for name in OPENED if name != "frozen"]
    refused += [at(name, draft_round.pk) for name in DRAFT_ONLY]
    refused += [at("change_round", round.pk), at("ask", round.page_id)]
    refused += [at("add_link", round.pk, person.pk), at("withdraw", round.pk, person.pk)]
    refused += [at("revoke_link", round.pk, link.pk)]
    assert {client.get(address).status_code for address in refused} == {302}
    assert {client.post(address).status_code for address in refused} == {302}
    assert Round.objects.get(pk=round.pk).status == RoundStatus.OPEN
    assert AccessLink.objects.get().is_usable


def test_an_editor_of_another_page_sees_nothing(round: Round, home_page: HomePage) -> None:
    person = ContributorFactory(round=round)
    client = in_the_admin(an_editor_of(StandardPageFactory(parent=home_page)))
    assert str(round) not in shown_to(client, LIST)
    addresses = [at(name, round.pk) for name in ("round", "change_round", *OPENED)]
    addresses += [at("add_link", round.pk, person.pk), at("withdraw", round.pk, person.pk)]
    addresses += [at("ask", round.page_id)]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_somebody_without_the_admin_is_sent_to_log_in(round: Round, client: Client) -> None:
    assert "/login/" in client.get(at("round", round.pk))["Location"]


def test_a_round_that_lost_its_page_is_left_to_moderators(round: Round) -> None:
    editor = in_the_admin(an_editor_of(round.page.get_parent()))
    assert editor.get(at("round", round.pk)).status_code == 200
    round.page.delete()
    assert editor.get(at("round", round.pk)).status_code == 404
    assert "deleted since" in shown_to(in_the_admin(a_moderator()), at("round", round.pk))


def test_the_owner_runs_a_round_without_any_other_right(round: Round, home_page: HomePage) -> None:
    owner = an_editor_of(StandardPageFactory(parent=home_page))
    Round.objects.update(owner=owner)
    shown_to(in_the_admin(owner), at("issue_links", round.pk))
