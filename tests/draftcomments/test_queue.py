"""The queue of comments and the page of one: who sees what, and what a moderator does there."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from draftcomments.enums import EventAction, Language, Reason, State
from draftcomments.models import Item, ItemEvent
from pages.models import HomePage
from tests.draftcomments.moderators import a_moderator, a_superuser, an_editor_of, in_the_admin
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    a_section,
)
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
QUEUE = "/admin/feedback/"
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202ereversed",
    "😀",
    "a\n" * 2_000,
    '=HYPERLINK("http://evil.example")',
]


@pytest.fixture
def moderator() -> Client:
    return in_the_admin(a_moderator())


def page_of(item: Item) -> str:
    return reverse("draftcomments_admin:item", args=[item.pk])


def step(item: Item, name: str) -> str:
    return reverse("draftcomments_admin:decide", args=[item.pk, name])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_queue_shows_what_waits(moderator: Client) -> None:
    waiting = ItemFactory(words="Name the buses.")
    ItemFactory(words="Already checked.", state=State.CHECKED)
    html = text_of(moderator, QUEUE)
    assert "Name the buses." in html
    assert "Already checked." not in html
    assert page_of(waiting) in html
    assert "Waiting to be checked (1)" in html
    assert "With the editors (1)" in html


def test_the_queue_is_filtered_by_state_and_round(moderator: Client) -> None:
    first, second = ItemFactory(words="In the first."), ItemFactory(words="In the second.")
    held = ItemFactory(words="Kept back.", state=State.HELD)
    html = text_of(moderator, f"{QUEUE}?round={first.round_id}")
    assert "In the first." in html
    assert "In the second." not in html
    assert "Kept back." in text_of(moderator, f"{QUEUE}?state=held")
    everything = text_of(moderator, f"{QUEUE}results/?state=all")
    assert all(item.words in everything for item in (first, second, held))


def test_an_erased_comment_is_not_in_the_queue(moderator: Client) -> None:
    item = ItemFactory()
    Item.objects.filter(pk=item.pk).update(words="", contributor=None, erased_at=item.created_at)
    assert item.reference not in text_of(moderator, f"{QUEUE}?state=all")
    assert moderator.get(page_of(item)).status_code == 404


def test_a_new_comment_is_invisible_to_an_editor_of_the_page() -> None:
    round = RoundFactory()
    item = ItemFactory(contributor__round=round, words="A planted secret.")
    editor = in_the_admin(an_editor_of(round.page))
    for address in (QUEUE, f"{QUEUE}results/", page_of(item)):
        response = editor.get(address, follow=True)
        assert response.redirect_chain[-1][0] == "/admin/"
        assert "planted" not in response.content.decode()
    assert editor.post(step(item, "check"), {"check-version": 1}).status_code == 302
    editor.post(f"{QUEUE}check/", {"seen": f"{item.pk}:1"})
    item.refresh_from_db()
    assert item.state == State.RECEIVED


def test_somebody_who_is_not_logged_in_sees_no_queue() -> None:
    item = ItemFactory()
    for address in (QUEUE, page_of(item)):
        assert Client().get(address).url.startswith("/admin/login/")


@pytest.mark.parametrize("address", ["", "results/"])
def test_a_superuser_sees_no_words_and_is_told_how_to_get_them(address: str) -> None:
    ItemFactory(words="A planted secret.", quote="A planted quote.")
    html = text_of(in_the_admin(a_superuser()), f"{QUEUE}{address}")
    assert "FB-" in html
    assert "planted" not in html
    assert 'name="seen"' not in html
    if not address:
        assert "Feedback moderators" in html
        assert reverse("wagtailusers_users:index") in html


def test_a_superuser_holds_a_comment_without_its_words() -> None:
    item = ItemFactory(words="A planted secret.", quote="A planted quote.")
    client = in_the_admin(a_superuser())
    html = text_of(client, page_of(item))
    assert "planted" not in html
    assert "Share it as it is" not in html
    assert client.post(step(item, "check"), {"check-version": 1}).status_code == 302
    client.post(step(item, "hold"), {"hold-version": 1, "hold-reason": Reason.SAFETY})
    item.refresh_from_db()
    assert item.state == State.HELD


def test_several_are_marked_as_checked_together(moderator: Client) -> None:
    first, second, other = ItemFactory(), ItemFactory(), ItemFactory(version=2)
    assert f'value="{first.pk}:1"' in text_of(moderator, QUEUE)
    back = f"{QUEUE}?round="
    response = moderator.post(
        f"{QUEUE}check/",
        {"seen": [f"{first.pk}:1", f"{second.pk}:1", f"{other.pk}:1", "x:y"], "next": back},
        follow=True,
    )
    assert response.redirect_chain == [(back, 302)]
    html = response.content.decode()
    assert "Comments that are with the editors now: 2." in html
    assert "Left, because they changed meanwhile: 1." in html
    assert set(Item.objects.shared()) == {first, second}
    assert ItemEvent.objects.filter(action=EventAction.CHECKED).count() == 2


def test_nothing_ticked_is_said(moderator: Client) -> None:
    html = moderator.post(f"{QUEUE}check/", follow=True).content.decode()
    assert "Nothing was ticked." in html


def test_the_words_stand_beside_the_frozen_part(moderator: Client) -> None:
    round = RoundFactory(
        sections=[a_section("summary", "Ask early.", label="How to ask").as_data()]
    )
    item = ItemFactory(contributor__round=round, words="Too late for us.", quote="early")
    html = text_of(moderator, page_of(item))
    assert "Too late for us." in html
    assert "<p>Ask early.</p>" in html
    assert "How to ask" in html
    assert item.contributor.pseudonym in html


def test_a_guided_question_is_shown_with_its_answer(moderator: Client) -> None:
    round = RoundFactory(questions=["Who is missing?", "What would help?"])
    item = ItemFactory(contributor__round=round, section_key="page", question=2)
    assert "Question 2: What would help?" in text_of(moderator, page_of(item))
    assert "Question 2: What would help?" in text_of(moderator, QUEUE)


def test_words_run_their_own_way_whatever_the_language(moderator: Client) -> None:
    item = ItemFactory(language=Language.ARABIC)
    for address in (QUEUE, page_of(item)):
        html = text_of(moderator, address)
        assert 'lang="ar" dir="auto"' in html
        assert 'dir="rtl"' not in html
    box = re.search(
        r'<textarea name="redact-shared_words"[^>]*>', text_of(moderator, page_of(item))
    )
    assert box is not None
    assert 'dir="auto"' in box[0]


@pytest.mark.parametrize("words", HOSTILE, ids=["script", "bidi", "emoji", "newlines", "formula"])
def test_hostile_words_are_escaped(moderator: Client, words: str) -> None:
    item = ItemFactory(words=words, quote="<b>quoted</b>")
    for address in (QUEUE, page_of(item)):
        html = text_of(moderator, address)
        assert "<script>alert" not in html
        assert "<b>quoted" not in html


def test_a_moderator_checks_one_and_goes_on_to_the_next(moderator: Client) -> None:
    item = ItemFactory()
    following = ItemFactory(contributor__round=item.round)
    response = moderator.post(step(item, "check"), {"check-version": 1})
    assert response.url == page_of(following)
    item.refresh_from_db()
    assert item.state == State.CHECKED
    there = text_of(moderator, page_of(following))
    assert f"{item.reference} is with the editors now. 1 left to check." in there
    assert re.search(rf'<a href="{QUEUE}"[^>]*>\s*Back to the list', there)
    assert moderator.post(step(following, "check"), {"check-version": 1}).url == QUEUE
    assert "0 left to check." in text_of(moderator, QUEUE)


def test_a_moderator_redacts(moderator: Client) -> None:
    item = ItemFactory(words="Dr Shah was rude.", quote="Ask Dr Shah")
    html = text_of(moderator, page_of(item))
    assert "“Ask Dr Shah”\n\nDr Shah was rude.</textarea>" in html
    moderator.post(
        step(item, "redact"),
        {
            "redact-version": 1,
            "redact-shared_words": "[…] was rude.",
            "redact-reason": Reason.NAMES_SOMEONE,
        },
    )
    item.refresh_from_db()
    assert (item.shared_words, item.words) == ("[…] was rude.", "Dr Shah was rude.")
    html = text_of(moderator, page_of(item))
    assert "Dr Shah was rude." in html
    assert "What editors read" in html
    assert "It names or points to a person" in html


def test_a_redaction_without_a_reason_is_refused_and_nothing_is_lost(moderator: Client) -> None:
    item = ItemFactory()
    response = moderator.post(
        step(item, "redact"), {"redact-version": 1, "redact-shared_words": "Half a redaction"}
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert "Choose a reason." in html
    assert "Nothing was done yet." in html
    assert "Half a redaction</textarea>" in html
    item.refresh_from_db()
    assert item.state == State.RECEIVED


def test_a_comment_that_changed_meanwhile_is_shown_again(moderator: Client) -> None:
    item = ItemFactory(words="Old words.")
    Item.objects.filter(pk=item.pk).update(words="Newer words.", version=2)
    response = moderator.post(
        step(item, "redact"),
        {
            "redact-version": 1,
            "redact-shared_words": "Half a redaction",
            "redact-reason": Reason.UNKIND,
        },
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "Nothing was done." in html
    assert "Newer words." in html
    assert "Half a redaction</textarea>" in html
    assert 'name="redact-version" value="2"' in html
    item.refresh_from_db()
    assert (item.state, item.shared_words) == (State.RECEIVED, "")


@pytest.mark.parametrize(
    ("state", "name", "after"),
    [
        (State.RECEIVED, "hold", State.HELD),
        (State.CHECKED, "aside", State.SET_ASIDE),
        (State.HELD, "check", State.CHECKED),
        (State.SET_ASIDE, "back", State.RECEIVED),
    ],
)
def test_each_step_is_offered_and_done(
    moderator: Client, state: State, name: str, after: State
) -> None:
    item = ItemFactory(state=state)
    assert f'action="{step(item, name)}"' in text_of(moderator, page_of(item))
    moderator.post(step(item, name), {f"{name}-version": 1, f"{name}-reason": Reason.SAFETY})
    item.refresh_from_db()
    assert item.state == after


@pytest.mark.parametrize(
    ("state", "name"),
    [(State.CHECKED, "check"), (State.ANSWERED, "aside"), (State.RECEIVED, "back")],
)
def test_a_step_that_makes_no_sense_is_neither_offered_nor_done(
    moderator: Client, state: State, name: str
) -> None:
    item = ItemFactory(state=state)
    assert f'action="{step(item, name)}"' not in text_of(moderator, page_of(item))
    response = moderator.post(
        step(item, name), {f"{name}-version": 1, f"{name}-reason": Reason.SAFETY}
    )
    assert response.status_code == 409
    item.refresh_from_db()
    assert item.state == state


def test_an_unknown_step_is_not_found_and_looking_does_nothing(moderator: Client) -> None:
    item = ItemFactory()
    assert moderator.post(step(item, "burn")).status_code == 404
    assert moderator.get(step(item, "check")).url == page_of(item)
    item.refresh_from_db()
    assert item.state == State.RECEIVED


def test_what_happened_is_listed_without_words(moderator: Client) -> None:
    item = ItemFactory(state=State.HELD)
    ItemEvent.objects.create(
        item=item, actor=UserFactory(username="mo"), action=EventAction.HELD, reason=Reason.SAFETY
    )
    html = text_of(moderator, page_of(item))
    assert "Put on hold on" in html
    assert "by mo" in html
    assert "We are worried about somebody’s safety" in html


def test_the_queue_takes_as_many_queries_for_many(moderator: Client) -> None:
    people = [ContributorFactory(), ContributorFactory()]
    ItemFactory.create_batch(2, contributor=people[0])
    ItemFactory(contributor=people[1])
    few = queries_of(moderator, QUEUE)
    for person in people:
        ItemFactory.create_batch(99, contributor=person)
    assert queries_of(moderator, QUEUE) == few
    assert few <= 25


def test_the_page_of_a_comment_takes_few_queries(home_page: HomePage, moderator: Client) -> None:
    item = ItemFactory()
    assert queries_of(moderator, page_of(item)) <= 20
