"""Finishing, and taking everything back."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from draftcomments.access import SESSION_KEY
from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, Item
from tests.draftcomments.entering.doors import (
    ENTER,
    FINISHED,
    WITHDRAWN,
    address_of,
    every_table,
    home_of,
)
from tests.draftcomments.visits import Visitor
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ItemFactory
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


# Buttons that stood on no page of ours


def test_withdrawing_takes_a_form_of_ours(link: AccessLink, secret: str) -> None:
    ItemFactory(contributor=link.contributor)
    visitor = Visitor()
    visitor.get(address_of(secret), follow=True)
    answer = visitor.post(home_of(link, "withdraw/"))
    assert answer.status_code == 403
    assert "Please try again" in text_of(answer.content)
    assert Item.objects.alive().count() == 1
    visitor.get(home_of(link, "withdraw/"))
    assert visitor.send(home_of(link, "withdraw/")).status_code == 303
    assert not Item.objects.alive().exists()


def test_finishing_takes_a_form_of_ours(link: AccessLink, secret: str) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    assert visitor.post(home_of(link, "finish/")).status_code == 403
    assert visitor.get(home_of(link)).status_code == 200


# Going away


def test_i_have_finished_clears_the_device_and_the_link_opens_it_again(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    answer = visitor.send(home_of(link, "finish/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, FINISHED)
    for cookie in ("sessionid", "csrftoken"):
        assert answer.cookies[cookie].value == ""
        assert answer.cookies[cookie]["max-age"] == 0
    assert not Session.objects.exists()
    assert visitor.get(FINISHED).status_code == 200
    for rest in ("", "choices/", "mine/", "read/"):
        assert visitor.get(home_of(link, rest)).status_code == 404
    assert visitor.get(address_of(secret), follow=True).status_code == 200


def test_an_editor_who_looked_at_a_link_stays_logged_in(link: AccessLink, secret: str) -> None:
    editor = UserFactory(is_superuser=True)
    visitor = Visitor()
    visitor.force_login(editor)
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    answer = visitor.send(home_of(link, "finish/"))
    assert answer.status_code == 303
    assert "csrftoken" not in answer.cookies
    assert visitor.session["_auth_user_id"] == str(editor.pk)
    assert SESSION_KEY not in visitor.session
    assert visitor.get(home_of(link)).status_code == 404


def test_finishing_works_after_the_link_has_ended_and_without_a_session(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    AccessLink.objects.update(revoked_at=timezone.now())
    assert visitor.send(home_of(link, "finish/")).headers["Location"] == FINISHED
    assert not Session.objects.exists()
    visitor.get(ENTER)
    assert visitor.send(home_of(link, "finish/")).headers["Location"] == FINISHED


def test_the_address_of_finishing_leads_back_when_it_is_only_opened(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    answer = visitor.get(home_of(link, "finish/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(link))
    assert visitor.get(home_of(link)).status_code == 200


@pytest.mark.parametrize("status", [RoundStatus.OPEN, RoundStatus.CLOSED, RoundStatus.ARCHIVED])
def test_everything_can_be_withdrawn_at_any_time_and_the_link_ends(
    link: AccessLink, secret: str, status: RoundStatus
) -> None:
    ItemFactory.create_batch(2, contributor=link.contributor, words="planted-secret")
    type(link.contributor.round).objects.update(status=status)
    visitor = Visitor()
    visitor.get(address_of(secret))
    assert "Take back everything" in text_of(visitor.get(home_of(link, "withdraw/")).content)
    assert Item.objects.alive().count() == 2
    answer = visitor.send(home_of(link, "withdraw/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, WITHDRAWN)
    assert "You have taken back everything" in text_of(visitor.get(WITHDRAWN).content)
    assert "planted-secret" not in every_table()
    assert Item.objects.count() == 2
    assert not Session.objects.exists()
    answer = visitor.get(address_of(secret))
    assert answer.status_code == 410
    words = text_of(answer.content)
    assert "You took back everything" in words
    assert link.contributor.round.contact_line in words
    assert "To see your comments" not in words
