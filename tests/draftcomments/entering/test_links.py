"""Getting in by a link, which becomes a session."""

import io
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from content.keys import new_token
from draftcomments.access import SESSION_KEY
from draftcomments.models import AccessLink, ConsentEvent, Contributor
from tests.draftcomments.entering.doors import (
    ENDINGS,
    TITLE,
    address_of,
    every_table,
    home_of,
    sessions_read,
)
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import AccessLinkFactory
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_an_address_without_the_token(link: AccessLink, secret: str) -> None:
    answer = Client().get(address_of(secret))
    assert answer.status_code == 303
    assert answer.headers["Location"] == home_of(link)
    assert answer.content == b""


def test_the_token_is_in_no_table_no_body_and_no_log_line(
    link: AccessLink, secret: str, log_lines: io.StringIO
) -> None:
    visitor = Visitor()
    answers = [
        visitor.get(address_of(secret), follow=True),
        visitor.get(address_of(secret).rstrip("/")),
        visitor.get(address_of(secret) + "more/"),
        visitor.get(address_of(secret[:-1])),
        visitor.post(address_of(secret)),
        visitor.get(home_of(link, "choices/"), follow=True),
        visitor.get(home_of(link, "withdraw/")),
    ]
    for part in (secret, secret[:-1]):
        assert all(part not in answer.content.decode() for answer in answers)
        assert part not in every_table()
        assert part not in sessions_read()
        assert part not in log_lines.getvalue()
    assert "/have-your-say/l/[secret]" in log_lines.getvalue()


def test_a_link_that_is_wrong_truncated_or_upper_cased_is_one_and_the_same_not_found(
    link: AccessLink, secret: str
) -> None:
    wrong = [new_token(), secret[:-1], secret.upper(), secret.lower(), "x", f"{secret}%00"]
    answers = [Client().get(address_of(each)) for each in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not Session.objects.exists()


def test_a_page_without_a_session_tells_nothing_of_which_rounds_there_are(
    link: AccessLink,
) -> None:
    unknown = "/have-your-say/00000000-0000-4000-8000-000000000000/"
    for rest in ("", "choices/", "withdraw/"):
        there, not_there = Client().get(home_of(link, rest)), Client().get(unknown + rest)
        assert there.status_code == not_there.status_code == 404
        assert there.content == not_there.content


@pytest.mark.parametrize("ending", ENDINGS, ids=["revoked", "expired"])
def test_a_link_that_has_ended_says_so_kindly_and_whom_to_ask(
    link: AccessLink, secret: str, ending: dict[str, Any]
) -> None:
    AccessLink.objects.update(**ending)
    answer = Client().get(address_of(secret))
    assert answer.status_code == 410
    assert link.contributor.round.contact_line in text_of(answer.content)
    assert TITLE not in text_of(answer.content)
    assert not Session.objects.exists()


@pytest.mark.parametrize("ending", ENDINGS, ids=["revoked", "expired"])
def test_a_link_that_ends_ends_every_session_of_it_with_the_next_request(
    link: AccessLink, secret: str, ending: dict[str, Any]
) -> None:
    visitor = Visitor()
    assert visitor.get(address_of(secret), follow=True).status_code == 200
    AccessLink.objects.update(**ending)
    for rest in ("", "choices/", "withdraw/"):
        answer = visitor.get(home_of(link, rest))
        assert answer.status_code == 410
        assert TITLE not in text_of(answer.content)
        assert link.contributor.round.contact_line in text_of(answer.content)


def test_a_link_works_on_its_last_day(link: AccessLink, secret: str) -> None:
    AccessLink.objects.update(expires_on=timezone.localdate())
    assert Client().get(address_of(secret)).status_code == 303


def test_opening_a_link_by_get_changes_nothing_but_the_session_and_the_day(
    link: AccessLink, secret: str
) -> None:
    Contributor.objects.update(started_at=None)
    before = Contributor.objects.values().get()
    consents = list(ConsentEvent.objects.values())
    Client().get(address_of(secret), follow=True)
    link.refresh_from_db()
    assert link.last_used_on == timezone.localdate()
    assert Contributor.objects.values().get() == before
    assert list(ConsentEvent.objects.values()) == consents


def test_head_answers_alike_and_changes_nothing_at_all(
    link: AccessLink, secret: str, django_assert_num_queries: Any
) -> None:
    visitor = Client()
    with django_assert_num_queries(1):
        answer = visitor.head(address_of(secret))
    link.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(link))
    assert link.last_used_on is None
    assert not Session.objects.exists()
    assert not answer.cookies
    assert visitor.head(home_of(link)).status_code == 404


def test_a_scanner_that_opened_the_link_first_takes_nothing_away(
    link: AccessLink, secret: str
) -> None:
    for _ in range(3):
        Client().get(address_of(secret))
    assert Client().get(address_of(secret), follow=True).status_code == 200


def test_opening_a_link_takes_a_new_session_number(link: AccessLink, secret: str) -> None:
    visitor = Client()
    visitor.get(address_of(secret))
    first = visitor.cookies["sessionid"].value
    visitor.get(address_of(secret))
    assert visitor.cookies["sessionid"].value != first
    assert Session.objects.count() == 1


def test_two_rounds_are_open_side_by_side(link: AccessLink, secret: str) -> None:
    other_secret = new_token()
    other = AccessLinkFactory(secret=other_secret)
    visitor = Client()
    visitor.get(address_of(secret))
    visitor.get(address_of(other_secret))
    assert visitor.get(home_of(link)).status_code == 200
    assert visitor.get(home_of(other)).status_code == 200


def test_a_link_for_one_round_opens_no_other(link: AccessLink, secret: str) -> None:
    other = AccessLinkFactory()
    visitor = Client()
    visitor.get(address_of(secret))
    assert visitor.get(home_of(other)).status_code == 404


def test_a_session_that_was_pointed_at_a_link_of_another_round_opens_nothing(
    link: AccessLink,
) -> None:
    other = AccessLinkFactory()
    visitor = Client()
    session = visitor.session
    session[SESSION_KEY] = {str(link.contributor.round.public_id): other.pk}
    session.save()
    assert visitor.get(home_of(link)).status_code == 404
