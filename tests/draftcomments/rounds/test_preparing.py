"""Asking for feedback: a round is written, looked at and opened."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.keys import new_token
from draftcomments.drafts.freezing import PRIVATE
from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from tests.draftcomments.drafts import drafted, three_parts
from tests.draftcomments.moderators import SEEN, in_the_admin, seen_in, shown_to
from tests.draftcomments.rounds.leading import a_lead, asked, at
from tests.factories.draftcomments import RoundFactory

pytestmark = pytest.mark.django_db


def test_asking_prepares_a_round_and_asks_nobody_yet(lead: Client, page: Page) -> None:
    response = lead.post(at("ask", page.pk), asked())
    round = Round.objects.get()
    assert response["Location"] == at("open_round", round.pk)
    assert (round.page_id, round.number, round.status) == (page.pk, 1, RoundStatus.DRAFT)
    assert round.questions == ["What is missing?", "What is hard?"]
    html = shown_to(lead, at("open_round", round.pk))
    assert "Paying people" in html
    assert "We want to know if it is fair." in html


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"questions": "a\nb\nc\nd\ne\nf"}, "Write 5 or fewer."),
        ({"questions": "a" * 251}, "Each may have 250 characters or fewer."),
        ({"closes_on": timezone.localdate().isoformat()}, "Choose a day after today."),
        ({"reply_by": (timezone.localdate() + timedelta(2)).isoformat()}, "or a later day."),
        ({"purpose": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    lead: Client, page: Page, fields: dict[str, str], message: str
) -> None:
    assert message in lead.post(at("ask", page.pk), asked(**fields)).content.decode()
    assert not Round.objects.exists()


def test_whom_to_turn_to_comes_from_the_last_round(page: Page) -> None:
    user = a_lead()
    RoundFactory(page=page, owner=user, contact_line="Ring Jo on 01234", content={})
    assert "Ring Jo on 01234" in shown_to(in_the_admin(user), at("ask", page.pk))


def test_no_round_is_asked_for_on_the_root_or_an_alias(lead: Client, page: Page) -> None:
    alias = page.create_alias(update_slug="mirror")
    assert lead.get(at("ask", Page.get_first_root_node().pk)).status_code == 404
    assert lead.get(at("ask", alias.pk)).status_code == 404


def test_opening_a_plain_page_asks_for_no_box(lead: Client, draft_round: Round) -> None:
    assert 'type="checkbox"' not in shown_to(lead, at("open_round", draft_round.pk))
    address = at("open_round", draft_round.pk)
    lead.post(address, {"seen": seen_in(lead, address)})
    assert Round.objects.get().is_open


def test_a_draft_saved_since_somebody_looked_is_looked_at_again(
    lead: Client, draft_round: Round
) -> None:
    address = at("open_round", draft_round.pk)
    seen = seen_in(lead, address)
    drafted(draft_round.page.specific, three_parts()[:3])
    refused = lead.post(address, {"seen": seen})
    assert refused.status_code == 409
    assert "The draft has changed since you looked. Look again, then open." in (
        refused.content.decode()
    )
    assert Round.objects.get().status == RoundStatus.DRAFT
    lead.post(address, {"seen": seen_in(lead, address)})
    assert Round.objects.get().is_open


def test_a_form_sent_twice_makes_one_round(lead: Client, page: Page) -> None:
    form = asked(key=new_token())
    places = {lead.post(at("ask", page.pk), form)["Location"] for _ in range(2)}
    assert places == {at("open_round", Round.objects.get().pk)}
    other = lead.post(at("ask", page.pk), {**form, "purpose": "To ask something else."})
    html = other.content.decode()
    assert other.status_code == 409
    assert "To ask something else." in html
    key = re.search(r'name="key" value="([^"]+)"', html)
    assert key is not None
    lead.post(at("ask", page.pk), {**form, "purpose": "To ask something else.", "key": key[1]})
    assert Round.objects.count() == 2


def test_two_leads_do_not_overwrite_each_others_round(lead: Client, draft_round: Round) -> None:
    address = at("change_round", draft_round.pk)
    seen = seen_in(lead, address)
    Round.objects.update(purpose="What the other lead wrote.")
    mine = asked(seen=seen)
    refused = lead.post(address, mine)
    html = refused.content.decode()
    assert refused.status_code == 409
    assert Round.objects.get().purpose == "What the other lead wrote."
    assert "What the other lead wrote.</dd>" in html
    assert mine["purpose"] in html
    again = SEEN.search(html)
    assert again is not None
    assert lead.post(address, {**mine, "seen": again[1]}).status_code == 302
    assert Round.objects.get().purpose == mine["purpose"]


def test_opening_a_private_page_takes_a_ticked_box(lead: Client, draft_round: Round) -> None:
    PageViewRestriction.objects.create(page=draft_round.page, restriction_type="login")
    address = at("open_round", draft_round.pk)
    assert PRIVATE in shown_to(lead, address)
    seen = {"seen": seen_in(lead, address)}
    assert "Tick the box" in lead.post(address, seen).content.decode()
    assert lead.post(address, {"media": "on", **seen}).status_code == 200
    assert Round.objects.get().status == RoundStatus.DRAFT
    lead.post(address, {"private": "on", **seen})
    assert Round.objects.get().is_open


def test_opening_too_late_says_what_to_change(lead: Client, draft_round: Round) -> None:
    Round.objects.update(closes_on=timezone.localdate())
    address = at("open_round", draft_round.pk)
    html = lead.post(address, {"seen": seen_in(lead, address)}).content.decode()
    assert "Change the days of the round first." in html
    assert Round.objects.get().status == RoundStatus.DRAFT
