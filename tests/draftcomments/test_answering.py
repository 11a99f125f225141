"""Answers to comments: what may be said, who may say it, and what people then read."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from accounts.models import User
from draftcomments.actions.answering import (
    IN_YOUR_OWN_WORDS,
    SHOW_ANSWER,
    NotToAnswerError,
    answer_items,
    change_outcome,
    discard_draft,
    show_outcome,
)
from draftcomments.actions.erasing import erase_item
from draftcomments.drafts.sections import Section
from draftcomments.enums import Result, RoundStatus, State
from draftcomments.forms.answering import READ_AGAIN
from draftcomments.models import Item, Outcome, Round
from pages.models import HomePage
from tests.draftcomments.drafts import at, draft_page, drafted, heading, round_on, text, three_parts
from tests.draftcomments.moderators import (
    SEEN,
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    seen_in,
)
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
STAIRS = "My neighbour Abebe cannot climb the stairs to the clinic on Mill Lane"
SAID = {"result": Result.CHANGED, "you_said": "The stairs are hard.", "we_did": "We named lifts."}


@pytest.fixture
def round(home_page: HomePage) -> Round:
    return round_on(draft_page(three_parts(), home_page))


@pytest.fixture
def editor(round: Round) -> User:
    return an_editor_of(round.page)


def checked(round: Round, **values: Any) -> Item:
    agreed = values.pop("agreed", {})
    contributor = ContributorFactory(round=round, consent=agreed)
    known = {"state": State.CHECKED, "section_key": at("whom"), **values}
    return ItemFactory(contributor=contributor, **known)


def answered(round: Round, user: User, items: list[Item], **values: Any) -> Outcome:
    return answer_items(round=round, items=items, user=user, **{**SAID, "show": True, **values})


def problems(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


# What an answer does


def test_one_answer_can_serve_many_comments(round: Round, editor: User) -> None:
    items = [checked(round) for _ in range(3)]
    outcome = answered(round, editor, items)
    assert outcome.shown_at is not None
    for item in items:
        item.refresh_from_db()
        assert item.state == State.ANSWERED
        assert [event.action for event in item.events.all()] == ["answered"]
        assert item.events.get().actor == editor


def test_a_draft_answers_nothing_yet(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item], show=False, public=True)
    item.refresh_from_db()
    assert item.state == State.CHECKED
    assert (outcome.shown_at, outcome.public) == (None, False)
    show_outcome(outcome=outcome, user=editor, public=True)
    item.refresh_from_db()
    assert (item.state, outcome.public) == (State.ANSWERED, True)


def test_the_history_of_the_page_names_numbers_and_no_words(round: Round, editor: User) -> None:
    item = checked(round, words=STAIRS)
    answered(round, editor, [item])
    entry = PageLogEntry.objects.get(action=SHOW_ANSWER)
    assert entry.data == {"feedback": f"FB-{item.pk}"}
    assert entry.user == editor
    assert entry.page_id == round.page_id


@pytest.mark.parametrize("result", [each for each in Result if each != Result.CHANGED])
def test_an_outcome_not_changed_without_a_reason_is_refused(
    round: Round, editor: User, result: Result
) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], result=result, why=" ")
    assert set(problems(error)) == {"why"}
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("result", [Result.CHANGED, Result.PARTLY])
def test_a_change_says_what_was_changed(round: Round, editor: User, result: Result) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], result=result, we_did="", why="For cost.")
    assert set(problems(error)) == {"we_did"}


def test_an_answer_says_what_it_answers(round: Round, editor: User) -> None:
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], you_said="", result="maybe", why="So.")
    assert set(problems(error)) == {"you_said", "result"}
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [])
    assert set(problems(error)) == {"items"}


# Whose comments may be answered


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.SET_ASIDE, State.ANSWERED])
def test_only_what_was_checked_is_answered(round: Round, editor: User, state: State) -> None:
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [checked(round, state=state)])
    assert not Outcome.objects.exists()


def test_a_comment_that_changed_meanwhile_is_not_answered(round: Round, editor: User) -> None:
    seen = checked(round)
    Item.objects.filter(pk=seen.pk).update(version=seen.version + 1)
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [seen])


def test_a_comment_of_another_round_is_not_answered(round: Round, editor: User) -> None:
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [ItemFactory(state=State.CHECKED)])


def test_a_comment_that_somebody_is_answering_is_not_answered_twice(
    round: Round, editor: User
) -> None:
    item = checked(round)
    answered(round, editor, [item], show=False)
    with pytest.raises(NotToAnswerError):
        answered(round, editor, [item], show=False)
    assert Outcome.objects.count() == 1


def test_a_draft_whose_comment_was_deleted_is_not_shown_as_it_was(
    round: Round, editor: User
) -> None:
    item, other = checked(round), checked(round)
    outcome = answered(round, editor, [item, other], show=False)
    Item.objects.filter(pk=item.pk).update(state=State.RECEIVED)
    with pytest.raises(NotToAnswerError):
        show_outcome(outcome=outcome, user=editor)
    change_outcome(outcome=outcome, items=[other], user=editor, **SAID, show=True)
    other.refresh_from_db()
    assert other.state == State.ANSWERED
    assert list(outcome.items.all()) == [other]


def test_whoever_may_not_edit_the_page_answers_nothing(round: Round) -> None:
    stranger = an_editor_of(draft_page([], HomePage.objects.get(), slug="elsewhere"))
    for attempt in (UserFactory(), stranger):
        with pytest.raises(PermissionDenied):
            answered(round, attempt, [checked(round)])


# Own words


@pytest.mark.parametrize("field", ["you_said", "we_did", "why"])
@pytest.mark.parametrize(
    ("kept_in", "who"),
    [("shared_words", an_editor_of), ("words", lambda page: a_moderator())],
)
def test_an_answer_that_repeats_somebody_is_refused(
    round: Round, field: str, kept_in: str, who: Any
) -> None:
    checked(round, **{"words": "", "shared_words": "", kept_in: STAIRS})
    editor = who(round.page)
    repeated = f"One wrote: “my neighbour ABEBE cannot climb, the stairs”. {SAID['you_said']}"
    with pytest.raises(ValidationError) as error:
        answered(round, editor, [checked(round)], **{field: repeated})
    assert problems(error) == {field: [IN_YOUR_OWN_WORDS]}


@pytest.mark.parametrize("state", [State.RECEIVED, State.CHECKED, State.HELD])
def test_no_refusal_tells_an_editor_what_was_written_and_not_shared(
    round: Round, editor: User, state: State
) -> None:
    checked(round, state=state, words=STAIRS, shared_words="Somebody cannot climb […]")
    guess = f"They said: {STAIRS}"
    assert answered(round, editor, [checked(round)], you_said=guess).you_said == guess


def test_an_answer_may_repeat_the_draft_that_somebody_quoted(round: Round, editor: User) -> None:
    item = checked(round, words="Why say: Start with what people have told you.")
    we_did = "We took out “Start with what people have told you”."
    assert answered(round, editor, [item], we_did=we_did).we_did == we_did


def test_only_an_answered_comment_of_somebody_who_agreed_is_quoted(
    round: Round, editor: User
) -> None:
    agreed = checked(round, agreed={"may_quote": True})
    silent, other = checked(round), checked(round, agreed={"may_quote": True})
    for quoted in ([silent], [other], [agreed, silent]):
        with pytest.raises(ValidationError) as error:
            answered(round, editor, [agreed, silent], quoted=quoted)
        assert set(problems(error)) == {"quoted"}
    outcome = answered(round, editor, [agreed, silent], quoted=[agreed])
    assert list(outcome.quoted.all()) == [agreed]


# What changed


def test_changed_parts_are_stored_as_they_stand_when_the_answer_is_shown(
    round: Round, editor: User
) -> None:
    item = checked(round)
    body = three_parts()
    body[2] = text("whom-1", "<p>Ask the people first.</p>")
    drafted(round.page.specific, body)
    keys = [at("whom")]
    outcome = answered(round, editor, [item], show=False, changed_keys=keys)
    body[2] = text("whom-1", "<p>Ask the people, and pay them.</p>")
    drafted(round.page.specific, body)
    round.refresh_from_db()
    outcome.round = round
    show_outcome(outcome=outcome, user=editor)
    body[2] = text("whom-1", "<p>Later words.</p>")
    drafted(round.page.specific, body)
    outcome.refresh_from_db()
    [stored] = [Section.of(data) for data in outcome.changed_sections]
    assert "pay them" in stored.text
    assert stored.html == ""


def test_a_part_taken_out_and_a_new_one_can_be_named(round: Round, editor: User) -> None:
    body = [*three_parts()[:1], heading("lifts", "Lifts"), text("lifts-1", "<p>Say where.</p>")]
    drafted(round.page.specific, body)
    round.page.refresh_from_db()
    keys = [at("pay"), at("lifts"), "no such part"]
    outcome = answered(round, editor, [checked(round)], changed_keys=keys)
    taken_out, new = [Section.of(data) for data in outcome.changed_sections]
    assert (taken_out.key, taken_out.text, taken_out.paths) == (at("pay"), "", ())
    assert (new.key, new.label) == (at("lifts"), "Lifts")


def test_without_a_page_an_answer_is_still_given_by_moderators(round: Round, editor: User) -> None:
    item = checked(round)
    round.page.delete()
    round = Round.objects.get(pk=round.pk)
    with pytest.raises(PermissionDenied):
        answered(round, editor, [item])
    assert answered(round, a_moderator(), [item], changed_keys=[at("whom")]).changed_sections == []


# A change of an answer


def test_a_shown_answer_changes_at_once_and_keeps_its_comments(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item])
    shown_at = outcome.shown_at
    said = {**SAID, "we_did": "We named all lifts."}
    change_outcome(outcome=outcome, items=[], user=editor, **said, public=True)
    outcome.refresh_from_db()
    assert (outcome.we_did, outcome.public) == ("We named all lifts.", True)
    assert list(outcome.items.all()) == [item]
    assert outcome.shown_at == shown_at
    item.refresh_from_db()
    assert item.state == State.ANSWERED


def test_another_result_is_told_as_something_new(round: Round, editor: User) -> None:
    outcome = answered(round, editor, [checked(round)])
    before = outcome.shown_at
    said = {**SAID, "result": Result.NOT_CHANGED, "why": "There is no lift."}
    after = change_outcome(outcome=outcome, items=[], user=editor, **said)
    assert after.shown_at > before


def test_a_draft_is_thrown_away_and_a_shown_answer_never(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item], show=False)
    discard_draft(outcome=outcome, user=editor)
    assert not Outcome.objects.exists()
    shown = answered(round, editor, [item])
    with pytest.raises(PermissionDenied):
        discard_draft(outcome=shown, user=editor)


def test_an_answer_outlives_the_comment_that_it_answered(round: Round, editor: User) -> None:
    item = checked(round, agreed={"may_quote": True})
    outcome = answered(round, editor, [item], quoted=[item])
    erase_item(item=item)
    outcome.refresh_from_db()
    assert outcome.you_said == SAID["you_said"]
    assert not outcome.quoted.exists()
    change_outcome(outcome=outcome, items=[], user=editor, **SAID)


# The pages


def address(name: str, round: Round, *items: Item) -> str:
    asked = "&".join(f"item={item.pk}" for item in items)
    return (
        f"{reverse(f'draftcomments_admin:{name}', args=[round.pk])}{f'?{asked}' if asked else ''}"
    )


def form_of(*items: Item, **values: Any) -> dict[str, Any]:
    return {"items": [f"{item.pk}.{item.version}" for item in items], **SAID, **values}


@pytest.fixture
def client(editor: User) -> Client:
    return in_the_admin(editor)


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
    theirs = {**SAID, "we_did": "We named ramps."}
    change_outcome(outcome=outcome, items=[item], user=editor, **theirs)
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
    change_outcome(outcome=outcome, items=[], user=editor, **{**SAID, "we_did": "We named ramps."})
    unfinished = client.post(place, form_of(we_did="x" * 3001, seen=seen))
    assert unfinished.status_code == 422
    assert f'name="seen" value="{seen}"' in unfinished.content.decode()


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
    assert max(many) <= 25, many
