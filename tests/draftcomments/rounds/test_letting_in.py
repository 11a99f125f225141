"""Giving out links and codes, and stopping them."""

import re

import pytest
from django.test import Client

from content.keys import new_token
from draftcomments.models import AccessLink, Contributor, Round
from tests.draftcomments.moderators import shown_to
from tests.draftcomments.rounds.leading import LIST, at
from tests.factories.draftcomments import AccessLinkFactory, ContributorFactory, RoundFactory

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"/have-your-say/l/([\w-]{43})/")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def test_links_are_shown_once(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "3", "key": new_token()}
    response = lead.post(at("issue_links", round.pk), data)
    assert "no-store" in response["Cache-Control"]
    secrets = set(SECRET.findall(response.content.decode()))
    assert len(secrets) == 3
    for address in (at("round", round.pk), at("issue_links", round.pk), LIST):
        html = shown_to(lead, address)
        assert not [secret for secret in secrets if secret in html]
    assert not [secret for secret in secrets if secret in str(dict(lead.session))]


def test_the_same_form_as_a_sheet_shows_the_same_links(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "2", "key": new_token()}
    shown = lead.post(at("issue_links", round.pk), data).content.decode()
    sheet = lead.post(at("issue_links", round.pk), {**data, "sheet": ""})
    assert "no-store" in sheet["Cache-Control"]
    html = sheet.content.decode()
    assert set(SECRET.findall(html)) == set(SECRET.findall(shown))
    assert html.count("<svg") == 2
    assert round.contact_line in html
    assert Contributor.objects.count() == 2


def test_a_form_that_was_sent_before_says_so(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "2", "key": new_token()}
    for words in ("Copy or print them now", "This form was sent before."):
        html = lead.post(at("issue_links", round.pk), data).content.decode()
        assert words in html
    lead.post(at("revoke_link", round.pk, AccessLink.objects.first().pk))
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    assert "Stopped since, and left out: 1." in html


def test_codes_are_printed_in_groups_and_open_the_round(
    lead: Client, round: Round, client: Client
) -> None:
    data = {"kind": "code", "count": "2", "key": new_token(), "sheet": ""}
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    codes = set(CODE.findall(html))
    assert len(codes) == 2
    assert "testserver/have-your-say" in html
    visitor = Client()
    response = visitor.post("/have-your-say/", {"code": codes.pop()})
    assert response.status_code == 303
    assert str(round.public_id) in response["Location"]


@pytest.mark.parametrize("count", ["0", "61", "many", ""])
def test_a_number_that_makes_no_sense_is_refused(lead: Client, round: Round, count: str) -> None:
    lead.post(at("issue_links", round.pk), {"kind": "link", "count": count, "key": new_token()})
    assert not Contributor.objects.exists()


def test_a_new_link_for_one_person(lead: Client, round: Round) -> None:
    person = ContributorFactory(round=round)
    data = {"kind": "link", "key": new_token()}
    html = lead.post(at("add_link", round.pk, person.pk), data).content.decode()
    assert len(set(SECRET.findall(html))) == 1
    assert person.pseudonym in html
    assert person.links.count() == 1


def test_people_and_links_of_another_round_are_out_of_reach(lead: Client, round: Round) -> None:
    stranger = AccessLinkFactory(contributor__round=RoundFactory())
    for name, number in (
        ("add_link", stranger.contributor_id),
        ("withdraw", stranger.contributor_id),
        ("revoke_link", stranger.pk),
    ):
        assert lead.post(at(name, round.pk, number), {"kind": "link"}).status_code == 404
    assert AccessLink.objects.get().is_usable


def test_stopping_a_link_is_confirmed_and_lets_its_session_out(
    lead: Client, round: Round, client: Client
) -> None:
    data = {"kind": "link", "count": "1", "key": new_token()}
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    start = client.get(f"/have-your-say/l/{SECRET.findall(html)[0]}/")["Location"]
    address = at("revoke_link", round.pk, AccessLink.objects.get().pk)
    lead.get(address)
    assert client.get(start).status_code == 200
    lead.post(address)
    assert client.get(start).status_code == 410
    assert "stopped" in shown_to(lead, at("round", round.pk))
