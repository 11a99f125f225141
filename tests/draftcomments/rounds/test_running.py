"""A round that was opened: changed, closed, archived."""

import pytest
from django.test import Client
from django.utils import timezone

from draftcomments.enums import RoundStatus, State
from draftcomments.models import Round
from tests.draftcomments.moderators import seen_in, shown_to
from tests.draftcomments.rounds.leading import asked, at
from tests.factories.draftcomments import ItemFactory

pytestmark = pytest.mark.django_db


def test_an_open_round_can_be_told_other_dates_only(lead: Client, round: Round) -> None:
    html = shown_to(lead, at("change_round", round.pk))
    assert 'name="closes_on"' in html
    assert 'name="purpose"' not in html
    assert 'name="questions"' not in html
    seen = seen_in(lead, at("change_round", round.pk))
    sent = asked(purpose="Another.", contact_line="Ring 01", seen=seen)
    lead.post(at("change_round", round.pk), sent)
    round.refresh_from_db()
    assert round.contact_line == "Ring 01"
    assert round.purpose != "Another."


def test_the_contact_line_can_change_on_the_last_day(lead: Client, round: Round) -> None:
    today = timezone.localdate()
    Round.objects.update(closes_on=today, reply_by=today)
    same = {"closes_on": today.isoformat(), "reply_by": today.isoformat()}
    same["seen"] = seen_in(lead, at("change_round", round.pk))
    response = lead.post(at("change_round", round.pk), asked(contact_line="Ring 01", **same))
    assert response.status_code == 302
    assert Round.objects.get().contact_line == "Ring 01"


def test_a_round_is_closed_and_archived_after_a_question(lead: Client, round: Round) -> None:
    lead.get(at("close_round", round.pk))
    assert Round.objects.get().is_open
    lead.post(at("close_round", round.pk))
    assert Round.objects.get().status == RoundStatus.CLOSED
    lead.post(at("archive_round", round.pk))
    assert Round.objects.get().status == RoundStatus.ARCHIVED


def test_archiving_is_refused_while_a_comment_waits(lead: Client, round: Round) -> None:
    ItemFactory(contributor__round=round, state=State.CHECKED)
    Round.objects.update(status=RoundStatus.CLOSED)
    response = lead.post(at("archive_round", round.pk), follow=True)
    assert "Not archived: 1 comment still waits for an answer." in response.content.decode()
    assert Round.objects.get().status == RoundStatus.CLOSED


def test_a_draft_round_is_deleted_and_an_open_one_is_not(
    lead: Client, round: Round, draft_round: Round
) -> None:
    lead.post(at("delete_round", draft_round.pk))
    response = lead.post(at("delete_round", round.pk), follow=True)
    assert "never deleted" in response.content.decode()
    assert list(Round.objects.all()) == [round]
