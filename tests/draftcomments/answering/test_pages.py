"""The pages on which editors answer."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from draftcomments.enums import Result, RoundStatus, State
from draftcomments.models import Outcome, Round
from pages.models import HomePage
from tests.draftcomments.answering.said import STAIRS, address, answered, checked, form_of
from tests.draftcomments.drafts import at, draft_page, drafted, text, three_parts
from tests.draftcomments.moderators import (
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    seen_in,
)
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def test_comments_to_answer_stand_by_part_with_what_changed(round: Round, client: Client) -> None:
    about_pay = checked(round, section_key=at("pay"), words="Cash, please.")
    whole = checked(round, section_key="page", words="Too long.", shared_words="Long.")
    checked(round, state=State.RECEIVED, words="Not checked yet.")
    checked(round, state=State.HELD, words="On hold.")
    body = three_parts()
    body[4] = text("pay-1", "<p>Pay for time, travel and care, on the day.</p>")
    drafted(round.page.specific, body)
    content = client.get(address("answers", round)).content.decode()
    assert content.index("The whole page") < content.index("Paying people")
    assert "Changed since" in content
    assert "<ins>" in content
    assert f'value="{about_pay.pk}"' in content
    assert f'value="{whole.pk}"' in content
    for unseen in ("Too long.", "Not checked yet.", "On hold."):
        assert unseen not in content


def test_an_answer_is_shown_from_its_form(round: Round, client: Client) -> None:
    items = [checked(round), checked(round)]
    page = client.get(address("answer", round, *items))
    assert page.status_code == 200
    for item in items:
        assert f'value="{item.pk}.{item.version}" checked' in page.content.decode()
    response = client.post(address("answer", round, *items), form_of(*items, show="yes"))
    assert response["Location"] == address("answers", round)
    assert set(Outcome.objects.get().items.all()) == set(items)
    assert "everybody" not in client.get(address("answers", round)).content.decode()


def test_a_draft_is_saved_and_gone_on_with(round: Round, client: Client) -> None:
    item = checked(round)
    client.post(address("answer", round, item), form_of(item))
    outcome = Outcome.objects.get()
    assert outcome.shown_at is None
    again = reverse("draftcomments_admin:outcome", args=[outcome.pk])
    assert again in client.get(address("answers", round)).content.decode()
    assert "We named lifts." in client.get(again).content.decode()
    seen = seen_in(client, again)
    client.post(again, form_of(item, show="yes", we_did="We named both.", seen=seen))
    outcome.refresh_from_db()
    assert outcome.shown_at is not None
    assert outcome.we_did == "We named both."


def test_a_draft_is_thrown_away_from_its_page(round: Round, client: Client) -> None:
    item = checked(round)
    client.post(address("answer", round, item), form_of(item))
    client.post(reverse("draftcomments_admin:discard_answer", args=[Outcome.objects.get().pk]))
    assert not Outcome.objects.exists()


def test_a_refused_answer_keeps_what_was_typed(round: Round, client: Client) -> None:
    item = checked(round, words=STAIRS)
    values = form_of(item, show="yes", you_said=STAIRS, result=Result.PASSED_ON)
    response = client.post(address("answer", round, item), values)
    content = response.content.decode()
    assert response.status_code == 422
    assert "Say it in your own words." in content
    assert "Say why." in content
    assert "We named lifts." in content
    assert not Outcome.objects.exists()


def test_a_refused_answer_says_so_at_the_top_and_the_first_mistake_has_the_focus(
    round: Round, client: Client
) -> None:
    item = checked(round)
    form = form_of(item, result="", show="yes")
    content = client.post(address("answer", round, item), form).content.decode()
    assert "Nothing is shown yet. Something has to be put right first." in content
    assert re.search(r'<input type="radio" name="result"[^>]*autofocus', content)
    headings = [int(level) for level in re.findall(r"<h([1-6])", content.partition("<main")[2])]
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_what_is_on_hold_is_counted_for_moderators_only(round: Round, client: Client) -> None:
    for state in (State.RECEIVED, State.HELD, State.HELD):
        ItemFactory(contributor__round=round, state=state)
    seen = client.get(address("answers", round)).content.decode()
    assert "1 more comment is with the moderators." in seen
    assert "on hold" not in seen
    moderated = in_the_admin(a_moderator()).get(address("answers", round)).content.decode()
    assert "2 are on hold. Only moderators know." in moderated


def test_what_nobody_agreed_to_have_quoted_cannot_be_ticked(round: Round, client: Client) -> None:
    silent, agreed = checked(round), checked(round, agreed={"may_quote": True})
    one = client.get(address("answer", round, silent)).content.decode()
    assert 'name="quoted"' not in one
    both = client.get(address("answer", round, silent, agreed)).content.decode()
    assert f'name="quoted" value="{agreed.pk}"' in both
    assert f'name="quoted" value="{silent.pk}"' not in both
    forged = form_of(silent, agreed, show="yes", quoted=[silent.pk])
    assert client.post(address("answer", round, silent, agreed), forged).status_code == 422


def test_only_parts_that_differ_are_offered_as_changed(round: Round, client: Client) -> None:
    item = checked(round)
    assert (
        "No part of the draft has changed"
        in client.get(address("answer", round, item)).content.decode()
    )
    drafted(round.page.specific, three_parts()[:3])
    content = client.get(address("answer", round, item)).content.decode()
    assert f'name="changed_keys" value="{at("pay")}"' in content
    assert f'name="changed_keys" value="{at("whom")}"' not in content
    client.post(address("answer", round, item), form_of(item, show="yes", changed_keys=[at("pay")]))
    [stored] = Outcome.objects.get().changed_sections
    assert stored["key"] == at("pay")


def test_nothing_ticked_goes_back_to_the_list(round: Round, client: Client) -> None:
    response = client.get(address("answer", round))
    assert response["Location"] == address("answers", round)


def test_an_address_with_nonsense_is_not_found(round: Round, client: Client) -> None:
    for nonsense in ("1%00x", "9" * 23, "%D9%A1"):
        place = f"{address('answer', round)}?item={nonsense}"
        assert client.get(place).status_code == 404, nonsense
        assert client.post(address("answer", round), {"items": "9" * 23}).status_code == 404


def test_a_stranger_to_the_page_sees_none_of_it(round: Round) -> None:
    item = checked(round, words=STAIRS)
    outcome = answered(round, a_superuser(), [item], show=False)
    elsewhere = draft_page([], HomePage.objects.get(), slug="elsewhere")
    stranger = in_the_admin(an_editor_of(elsewhere))
    of_outcome = reverse("draftcomments_admin:outcome", args=[outcome.pk])
    discard = reverse("draftcomments_admin:discard_answer", args=[outcome.pk])
    places = [address("answers", round), address("answer", round, item), of_outcome]
    places.append(address("statement", round))
    assert {stranger.get(place).status_code for place in places} == {404}
    assert stranger.post(discard).status_code == 404
    assert stranger.post(of_outcome, form_of(item, show="yes")).status_code == 404


@pytest.mark.parametrize("who", [a_moderator, a_superuser])
def test_every_page_about_answers_opens_for_staff(round: Round, who: Any) -> None:
    user = who()
    item, other = checked(round), checked(round)
    outcome = answered(round, user, [other])
    client = in_the_admin(user)
    places = [address("answers", round), address("answer", round, item)]
    places += [address("statement", round)]
    places += [reverse("draftcomments_admin:outcome", args=[outcome.pk])]
    assert {client.get(place).status_code for place in places} == {200}


def test_a_round_with_unanswered_items_has_them_in_the_list(round: Round, client: Client) -> None:
    round.status = RoundStatus.CLOSED
    round.save(update_fields=["status"])
    item = checked(round)
    assert item.reference in client.get(address("answers", round)).content.decode()


def test_two_hundred_comments_cost_no_more_queries_than_three(round: Round, editor: User) -> None:
    client = in_the_admin(editor)
    items = [checked(round, agreed={"may_quote": True}) for _ in range(3)]
    answered(round, editor, [checked(round)], show=False)
    few = [
        queries_of(client, address("answers", round)),
        queries_of(client, address("answer", round, *items)),
    ]
    person = ContributorFactory(round=round, consent={"may_quote": True})
    known = {"contributor": person, "state": State.CHECKED, "section_key": at("pay")}
    items += ItemFactory.create_batch(197, **known)
    for _ in range(5):
        answered(round, editor, [checked(round)])
    many = [
        queries_of(client, address("answers", round)),
        queries_of(client, address("answer", round, *items)),
    ]
    assert few == many
    assert max(many) <= 28, many
