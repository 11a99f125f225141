"""Answers to the questions of a round."""

import pytest
from django.test import Client

from content.keys import new_token
from draftcomments.actions.items import MOST_IN_AN_HOUR
from draftcomments.enums import RoundStatus
from draftcomments.models import LONGEST_COMMENT, Contributor, Item
from tests.draftcomments.commenting.boxes import address, answers, box_in
from tests.draftcomments.visits import Visitor, html
from tests.factories.draftcomments import ItemFactory
from tests.selfcheck.markup import error_pattern, text_of

pytestmark = pytest.mark.django_db


def test_answers_to_questions_that_nobody_asked_are_given_back(
    client: Client, person: Contributor
) -> None:
    answer = client.post(address(person, "questions/"), {"words-1": "Keep these words."})
    assert answer.status_code == 404
    assert "Keep these words." in html(answer)


def test_only_questions_with_an_answer_are_stored(client: Client, asked: Contributor) -> None:
    page = html(client.get(address(asked, "questions/")))
    assert [f'name="words-{number}"' in page for number in (1, 2, 3, 4)] == [True] * 3 + [False]
    sent = client.post(address(asked, "questions/"), answers("Yes.", " ", "No."))
    assert sent["Location"] == address(asked, "sent/")
    stored = Item.objects.values_list("question", "words", "section_key")
    assert list(stored) == [(1, "Yes.", "page"), (3, "No.", "page")]
    assert "the question “Anything else?”" in html(client.get(sent["Location"]))


def test_answers_sent_twice_are_stored_once(client: Client, asked: Contributor) -> None:
    data = answers("Yes.", "Buses.")
    for _ in range(2):
        assert client.post(address(asked, "questions/"), data).status_code == 303
    assert Item.objects.count() == 2


def test_other_answers_from_the_same_page_are_kept_and_asked_about(
    client: Client, asked: Contributor
) -> None:
    key = new_token()
    client.post(address(asked, "questions/"), answers("Yes.", "Buses.", key=key))
    again = client.post(address(asked, "questions/"), answers("Yes.", "Trains.", "More.", key=key))
    assert again.status_code == 409
    assert [box_in(again, f"words-{number}") for number in (1, 2, 3)] == ["", "Trains.", ""]
    assert f'value="{key}"' not in html(again)
    assert set(Item.objects.values_list("words", flat=True)) == {"Yes.", "Buses.", "More."}


def test_no_answer_at_all_is_refused(client: Client, asked: Contributor) -> None:
    answer = client.post(address(asked, "questions/"), answers("", " ", ""))
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "Answer at least one question" in html(answer)


def test_an_answer_that_is_too_long_keeps_all_answers(client: Client, asked: Contributor) -> None:
    long = "x" * (LONGEST_COMMENT + 1)
    answer = client.post(address(asked, "questions/"), answers("Short.", long))
    assert answer.status_code == 422
    assert (box_in(answer, "words-1"), box_in(answer, "words-2")) == ("Short.", long)
    error_pattern(answer.content)
    assert "You wrote 5,001." in text_of(answer.content)
    assert not Item.objects.exists()


def test_answers_that_would_be_too_many_are_all_given_back(
    client: Client, asked: Contributor
) -> None:
    ItemFactory.create_batch(MOST_IN_AN_HOUR - 1, contributor=asked)
    answer = client.post(address(asked, "questions/"), answers("A.", "B."))
    assert answer.status_code == 429
    assert (box_in(answer, "words-1"), box_in(answer, "words-2")) == ("A.", "B.")
    assert Item.objects.count() == MOST_IN_AN_HOUR - 1


def test_answers_after_the_end_are_given_back(client: Client, asked: Contributor) -> None:
    type(asked.round).objects.update(status=RoundStatus.CLOSED)
    answer = client.post(address(asked, "questions/"), answers("Too late."))
    assert answer.status_code == 409
    assert "Too late." in html(answer)
    assert "<textarea" not in html(client.get(address(asked, "questions/")))


def test_answers_with_a_lost_token_or_a_filled_unseen_box_are_given_back(
    client: Client, asked: Contributor
) -> None:
    filled = client.post(address(asked, "questions/"), {**answers("A."), "website": "x"})
    assert (filled.status_code, box_in(filled, "words-1")) == (422, "A.")
    visitor = Visitor()
    visitor.cookies = client.cookies
    lost = visitor.post(address(asked, "questions/"), answers("A."))
    assert (lost.status_code, box_in(lost, "words-1")) == (403, "A.")
    assert not Item.objects.exists()


def test_without_questions_the_draft_is_shown(client: Client, person: Contributor) -> None:
    answer = client.get(address(person, "questions/"))
    assert (answer.status_code, answer["Location"]) == (303, address(person, "read/"))
