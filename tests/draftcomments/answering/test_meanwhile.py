"""Answers that meet what somebody else did meanwhile."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from draftcomments.actions.answering import Answer, change_outcome
from draftcomments.actions.erasing import erase_item
from draftcomments.enums import State
from draftcomments.forms.answering import READ_AGAIN
from draftcomments.models import Item, Outcome, Round
from tests.draftcomments.answering.said import SAID, address, answered, checked, form_of
from tests.draftcomments.moderators import SEEN, seen_in

pytestmark = pytest.mark.django_db


def test_a_comment_put_on_hold_after_its_answer_is_not_read_there(
    round: Round, client: Client
) -> None:
    item = checked(round, agreed={"may_quote": True}, words="Words that worry.")
    client.post(address("answer", round, item), form_of(item, show="yes"))
    again = reverse("draftcomments_admin:outcome", args=[Outcome.objects.get().pk])
    assert "Words that worry." in client.get(again).content.decode()
    Item.objects.filter(pk=item.pk).update(state=State.HELD)
    content = client.get(again).content.decode()
    assert "Words that worry." not in content
    assert item.reference not in content
    form = form_of(we_did="We named stairs.", seen=seen_in(client, again))
    assert client.post(again, form).status_code == 302
    assert Outcome.objects.get().we_did == "We named stairs."


@pytest.mark.parametrize("show", [True, False])
def test_two_editors_do_not_overwrite_each_others_answer(
    round: Round, client: Client, editor: User, show: bool
) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item], show=show)
    item.refresh_from_db()
    place = reverse("draftcomments_admin:outcome", args=[outcome.pk])
    seen = seen_in(client, place)
    theirs = Answer(**{**SAID, "we_did": "We named ramps."})
    change_outcome(outcome=outcome, items=[item], user=editor, answer=theirs)
    mine = form_of(*([] if show else [item]), we_did="We named both.", seen=seen)
    refused = client.post(place, mine)
    content = refused.content.decode()
    outcome.refresh_from_db()
    assert (refused.status_code, outcome.we_did) == (409, "We named ramps.")
    assert "We named both.</textarea>" in content
    assert "We named ramps.</dd>" in content
    again = SEEN.search(content)
    assert again is not None
    assert client.post(place, {**mine, "seen": again[1]}).status_code == 302
    outcome.refresh_from_db()
    assert outcome.we_did == "We named both."


def test_an_answer_put_right_still_knows_what_it_had_shown(
    round: Round, client: Client, editor: User
) -> None:
    outcome = answered(round, editor, [checked(round)])
    place = reverse("draftcomments_admin:outcome", args=[outcome.pk])
    seen = seen_in(client, place)
    theirs = Answer(**{**SAID, "we_did": "We named ramps."})
    change_outcome(outcome=outcome, items=[], user=editor, answer=theirs)
    unfinished = client.post(place, form_of(we_did="x" * 3001, seen=seen))
    assert unfinished.status_code == 422
    assert f'name="seen" value="{seen}"' in unfinished.content.decode()


def test_a_comment_that_changed_while_the_answer_was_written_is_read_again(
    round: Round, client: Client
) -> None:
    item = checked(round)
    values = form_of(item, show="yes")
    Item.objects.filter(pk=item.pk).update(version=2, shared_words="Other words now.")
    response = client.post(address("answer", round, item), values)
    content = response.content.decode()
    assert response.status_code == 409
    assert READ_AGAIN in content
    assert "Other words now." in content
    assert "We named lifts." in content
    assert f'value="{item.pk}.2" checked' in content
    assert not Outcome.objects.exists()


def test_a_comment_deleted_meanwhile_is_not_answered_and_the_text_is_kept(
    round: Round, client: Client
) -> None:
    item = checked(round)
    erase_item(item=item)
    response = client.post(address("answer", round), form_of(item, show="yes"))
    assert response.status_code == 409
    assert "We named lifts." in response.content.decode()
