"""The page of one comment, and what is to become of it."""

import re

import pytest
from django.test import Client

from draftcomments.enums import EventAction, Language, Reason, State
from draftcomments.models import Item, ItemEvent
from pages.models import HomePage
from tests.draftcomments.checking.queue import QUEUE, page_of, step
from tests.draftcomments.moderators import shown_to
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ItemFactory, RoundFactory, a_section
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202ereversed",
    "😀",
    "a\n" * 2_000,
    '=HYPERLINK("http://evil.example")',
]


def test_the_words_stand_beside_the_frozen_part(moderator: Client) -> None:
    round = RoundFactory(
        sections=[a_section("summary", "Ask early.", label="How to ask").as_data()]
    )
    item = ItemFactory(contributor__round=round, words="Too late for us.", quote="early")
    html = shown_to(moderator, page_of(item))
    assert "Too late for us." in html
    assert "<p>Ask early.</p>" in html
    assert "How to ask" in html
    assert item.contributor.pseudonym in html


def test_a_guided_question_is_shown_with_its_answer(moderator: Client) -> None:
    round = RoundFactory(questions=["Who is missing?", "What would help?"])
    item = ItemFactory(contributor__round=round, section_key="page", question=2)
    assert "Question 2: What would help?" in shown_to(moderator, page_of(item))
    assert "Question 2: What would help?" in shown_to(moderator, QUEUE)


def test_words_run_their_own_way_whatever_the_language(moderator: Client) -> None:
    item = ItemFactory(language=Language.ARABIC)
    for address in (QUEUE, page_of(item)):
        html = shown_to(moderator, address)
        assert 'lang="ar" dir="auto"' in html
        assert 'dir="rtl"' not in html
    box = re.search(
        r'<textarea name="redact-shared_words"[^>]*>', shown_to(moderator, page_of(item))
    )
    assert box is not None
    assert 'dir="auto"' in box[0]


@pytest.mark.parametrize("words", HOSTILE, ids=["script", "bidi", "emoji", "newlines", "formula"])
def test_hostile_words_are_escaped(moderator: Client, words: str) -> None:
    item = ItemFactory(words=words, quote="<b>quoted</b>")
    for address in (QUEUE, page_of(item)):
        html = shown_to(moderator, address)
        assert "<script>alert" not in html
        assert "<b>quoted" not in html


def test_a_moderator_checks_one_and_goes_on_to_the_next(moderator: Client) -> None:
    item = ItemFactory()
    following = ItemFactory(contributor__round=item.round)
    response = moderator.post(step(item, "check"), {"check-version": 1})
    assert response.url == page_of(following)
    item.refresh_from_db()
    assert item.state == State.CHECKED
    there = shown_to(moderator, page_of(following))
    assert f"{item.reference} is with the editors now. 1 left to check." in there
    assert re.search(rf'<a href="{QUEUE}"[^>]*>\s*Back to the list', there)
    assert moderator.post(step(following, "check"), {"check-version": 1}).url == QUEUE
    assert "0 left to check." in shown_to(moderator, QUEUE)


def test_a_moderator_redacts(moderator: Client) -> None:
    item = ItemFactory(words="Dr Shah was rude.", quote="Ask Dr Shah")
    html = shown_to(moderator, page_of(item))
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
    html = shown_to(moderator, page_of(item))
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
    assert f'action="{step(item, name)}"' in shown_to(moderator, page_of(item))
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
    assert f'action="{step(item, name)}"' not in shown_to(moderator, page_of(item))
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
    html = shown_to(moderator, page_of(item))
    assert "Put on hold on" in html
    assert "by mo" in html
    assert "We are worried about somebody’s safety" in html


def test_the_page_of_a_comment_takes_few_queries(home_page: HomePage, moderator: Client) -> None:
    item = ItemFactory()
    assert queries_of(moderator, page_of(item)) <= 20
