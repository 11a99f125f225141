"""Sending a comment on a part of the draft."""

import re

import pytest
from django.test import Client

from draftcomments.enums import Source
from draftcomments.models import Contributor, Item
from tests.draftcomments.commenting.boxes import address, box_in, said
from tests.draftcomments.visits import html
from tests.factories.draftcomments import ItemFactory
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


def test_the_words_of_the_part_stand_above_the_form(client: Client, person: Contributor) -> None:
    page = html(client.get(address(person, "part/body.5a0c/")))
    assert "<h1>Comment on “Pay”</h1>" in page
    assert page.index("<p>Pay people.</p>") < page.index('name="words"')
    assert "<h2>Paying people</h2>" in page


def test_a_comment_is_stored_and_what_happens_next_is_said(
    client: Client, person: Contributor
) -> None:
    answer = client.post(address(person), said(quote="Ask early", kind="missing"))
    assert (answer.status_code, answer["Location"]) == (303, address(person, "sent/"))
    item = Item.objects.get()
    assert (item.words, item.quote, item.kind) == ("Say how to get there.", "Ask early", "missing")
    assert (item.section_key, item.contributor, item.source) == ("summary", person, Source.ONLINE)
    page = text_of(client.get(answer["Location"]).content)
    assert "Thank you. We have your comment" in page
    assert "Say how to get there." in page
    assert "Comment on the next part: “Pay”" in page


def test_after_the_last_part_no_next_one_is_offered(client: Client, person: Contributor) -> None:
    client.post(address(person, "part/body.5a0c/"), said())
    assert "next part" not in html(client.get(address(person, "sent/")))


def test_the_whole_page_can_be_commented_on(client: Client, person: Contributor) -> None:
    assert "<h1>Comment on the whole page</h1>" in html(client.get(address(person, "part/page/")))
    client.post(address(person, "part/page/"), said())
    assert Item.objects.get().section_key == "page"


def test_with_nothing_sent_there_is_nothing_to_thank_for(
    client: Client, person: Contributor
) -> None:
    answer = client.get(address(person, "sent/"))
    assert (answer.status_code, answer["Location"]) == (303, address(person, "read/"))


@pytest.mark.parametrize("key", ["nothing", "body.0000", "..", "<b>", "title\x00"])
def test_a_part_that_is_not_there_is_not_found_and_gives_words_back(
    client: Client, person: Contributor, key: str
) -> None:
    there = address(person, f"part/{key}/")
    assert client.get(there).status_code == 404
    answer = client.post(there, said("Keep these words."))
    assert answer.status_code == 404
    assert "Keep these words." in html(answer)
    assert not Item.objects.exists()


def test_a_double_tap_makes_one_item_and_both_taps_end_well(
    client: Client, person: Contributor
) -> None:
    data = said()
    answers = [client.post(address(person), data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Item.objects.count() == 1


def test_other_words_from_the_same_page_are_asked_about(
    client: Client, person: Contributor
) -> None:
    first = said("The first words.")
    client.post(address(person), first)
    answer = client.post(address(person), {**first, "words": "The second words."})
    assert answer.status_code == 409
    page = html(answer)
    assert "You sent a comment from this page already" in page
    assert "The first words." in page
    assert box_in(answer) == "The second words."
    assert Item.objects.count() == 1


def test_other_words_can_be_sent_as_another_comment(client: Client, person: Contributor) -> None:
    first = said("The first words.")
    client.post(address(person), first)
    asked = html(client.post(address(person), {**first, "words": "The second words."}))
    key = re.search(r'name="submit_key" value="([^"]+)"', asked)
    assert key
    assert key[1] != first["submit_key"]
    again = client.post(address(person), said("The second words.", submit_key=key[1]))
    assert again.status_code == 303
    assert Item.objects.count() == 2


def test_the_key_of_somebody_else_shows_none_of_their_words(
    client: Client, person: Contributor
) -> None:
    theirs = ItemFactory(contributor__round=person.round, words="Not for you.")
    answer = client.post(address(person), said("Mine.", submit_key=theirs.submit_key))
    assert answer.status_code == 409
    assert "Not for you." not in html(answer)
    assert box_in(answer) == "Mine."
