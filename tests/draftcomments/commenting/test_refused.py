"""Comments that are not stored: nothing that was written is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from content.keys import new_token
from draftcomments.access import Access
from draftcomments.actions.items import MOST_IN_AN_HOUR
from draftcomments.enums import RoundStatus
from draftcomments.models import LONGEST_COMMENT, AccessLink, Contributor, Item
from tests.draftcomments.commenting.boxes import address, box_in, said
from tests.draftcomments.visits import Visitor, html
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    client_of,
)
from tests.selfcheck.markup import error_pattern, text_of

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)
HOSTILE = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "👋🏽 café",
    "سلام",
    "</textarea><img src=x onerror=alert(1)>",
    "{{ request }} {% load static %}",
    "a\n\nb",
]


def test_an_empty_comment_is_refused_with_the_whole_error_pattern(
    client: Client, person: Contributor
) -> None:
    answer = client.post(address(person), said("  \n ", quote="Ask early", kind="wrong"))
    page = html(answer)
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "Write what you want to say" in text_of(answer.content)
    assert re.search(r'<textarea[^>]*aria-describedby="[^"]*id_words-error', page)
    assert box_in(answer, "quote") == "Ask early"
    assert re.search(r'value="wrong" checked', page)
    assert not Item.objects.exists()


def test_five_thousand_characters_are_taken(client: Client, person: Contributor) -> None:
    words = "é\r\n" * (LONGEST_COMMENT // 2)
    assert client.post(address(person), said(words[:-2] + "!")).status_code == 303
    assert len(Item.objects.get().words) == LONGEST_COMMENT


def test_one_character_too_many_gives_all_words_back(client: Client, person: Contributor) -> None:
    words = "é" * (LONGEST_COMMENT + 1)
    answer = client.post(address(person), said(words))
    assert answer.status_code == 422
    assert box_in(answer) == words
    told = "You can write up to 5,000 characters here. You wrote 5,001. Nothing is lost"
    assert told in text_of(answer.content)
    assert "You can enter up to 5,000 characters" in text_of(answer.content)
    assert not Item.objects.exists()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_stored_as_they_are_and_shown_as_text(
    client: Client, person: Contributor, words: str
) -> None:
    assert client.post(address(person), said(words, quote=words)).status_code == 303
    item = Item.objects.get()
    assert item.words == words
    for rest in ("sent/", "mine/", f"mine/{item.public_id}/", f"mine/{item.public_id}/delete/"):
        page = html(client.get(address(person, rest)))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert words.splitlines()[0] in text_of(page.encode())


def test_marks_that_nobody_sees_are_taken_out(client: Client, person: Contributor) -> None:
    words = "a\x00b\u202ec\u2066d\r\ne\u200df\x07"
    client.post(address(person), said(words, quote="q\u202e\x00"))
    item = Item.objects.get()
    assert (item.words, item.quote) == ("abcd\ne\u200df", "q")


@pytest.mark.parametrize("words", ["\x00", "\u202e", "\n" * 10_000])
def test_words_of_nothing_that_shows_are_no_words(
    client: Client, person: Contributor, words: str
) -> None:
    assert client.post(address(person), said(words)).status_code == 422
    assert not Item.objects.exists()


def test_ten_thousand_line_breaks_are_given_back_and_not_stored(
    client: Client, person: Contributor
) -> None:
    words = "a" + "\n" * 10_000 + "b"
    answer = client.post(address(person), said(words))
    assert answer.status_code == 422
    assert box_in(answer) == words


def test_a_thousand_line_breaks_do_not_stretch_a_page(client: Client, person: Contributor) -> None:
    client.post(address(person), said("first" + "\n" * 1_000 + "last"))
    page = html(client.get(address(person, "mine/")))
    assert "<p>first</p>\n\n<p>last</p>" in page


def test_a_filled_box_that_nobody_sees_drops_no_words(client: Client, person: Contributor) -> None:
    answer = client.post(address(person), said("From a person.", website="https://x.example"))
    assert answer.status_code == 422
    assert box_in(answer) == "From a person."
    assert "Press Send again" in html(answer)
    assert "https://x.example" not in html(answer)
    assert not Item.objects.exists()


def test_the_twenty_first_comment_of_an_hour_is_kept_on_the_page(
    client: Client, person: Contributor
) -> None:
    ItemFactory.create_batch(MOST_IN_AN_HOUR, contributor=person)
    again_at = timezone.localtime(Item.objects.earliest("created_at").created_at) + timedelta(
        hours=1
    )
    answer = client.post(address(person), said("Number 21."))
    assert answer.status_code == 429
    assert box_in(answer) == "Number 21."
    assert f"You can send it from {again_at:%H:%M}." in html(answer)
    assert Item.objects.count() == MOST_IN_AN_HOUR


@pytest.mark.parametrize("ending", [{"closes_on": YESTERDAY}, {"status": RoundStatus.CLOSED}])
@pytest.mark.parametrize("words", ["Written too late.", "x" * (LONGEST_COMMENT + 1)])
def test_a_round_that_ends_while_somebody_types_gives_the_words_back(
    client: Client, person: Contributor, ending: dict[str, Any], words: str
) -> None:
    assert client.get(address(person)).status_code == 200
    type(person.round).objects.update(**ending)
    answer = client.post(address(person), said(words))
    assert answer.status_code == 409
    assert words in html(answer)
    assert "readonly" in html(answer)
    assert person.round.contact_line in html(answer)
    assert not Item.objects.exists()


def test_a_replay_after_the_end_says_that_the_comment_is_there(
    client: Client, person: Contributor
) -> None:
    data = said()
    client.post(address(person), data)
    type(person.round).objects.update(status=RoundStatus.CLOSED)
    assert client.post(address(person), data).status_code == 303


def test_a_part_can_be_read_but_not_commented_on_after_the_end(
    client: Client, person: Contributor
) -> None:
    type(person.round).objects.update(status=RoundStatus.CLOSED)
    page = html(client.get(address(person)))
    assert "<h1>“Ask early.”</h1>" in page
    assert "<p>Ask early.</p>" in page
    assert "<textarea" not in page
    assert person.round.contact_line in page


def test_a_lost_token_saves_nothing_and_one_more_press_sends_the_words(
    person: Contributor,
) -> None:
    visitor = Visitor()
    secret = new_token()
    AccessLinkFactory(contributor=person, secret=secret)
    visitor.get(f"/have-your-say/l/{secret}/")
    data = said("Typed for a long time.")
    answer = visitor.post(address(person), data)
    assert answer.status_code == 403
    assert box_in(answer) == "Typed for a long time."
    assert "Press Send again" in html(answer)
    assert not Item.objects.exists()
    assert visitor.send(address(person), data).status_code == 303
    assert Item.objects.get().words == "Typed for a long time."


def test_a_lost_session_gives_the_words_back(person: Contributor) -> None:
    answer = Client().post(address(person), said("Typed for a long time."))
    assert answer.status_code == 403
    assert "Typed for a long time." in html(answer)
    assert not Item.objects.exists()


def test_a_link_that_was_stopped_while_somebody_types_takes_nothing(
    client: Client, person: Contributor
) -> None:
    AccessLink.objects.update(revoked_at=timezone.now())
    answer = client.post(address(person), said("Typed for a long time."))
    assert answer.status_code == 410
    assert "Typed for a long time." in html(answer)
    assert "Ask early." not in html(answer)
    assert not Item.objects.exists()


def test_nobody_comments_before_they_have_agreed() -> None:
    person = ContributorFactory(started_at=None)
    client = client_of(person)
    for rest in ("part/summary/", "questions/"):
        answer = client.get(address(person, rest))
        assert (answer.status_code, answer["Location"]) == (303, address(person, ""))
        refused = client.post(address(person, rest), {**said("So soon."), "words-1": "So soon."})
        assert refused.status_code in {404, 409}
        assert "So soon." in html(refused)
    assert not Item.objects.exists()


def test_an_archived_round_shows_no_draft(client: Client, person: Contributor) -> None:
    type(person.round).objects.update(status=RoundStatus.ARCHIVED)
    for rest in ("part/summary/", "questions/", "read/", "as-it-will-look/"):
        answer = client.get(address(person, rest))
        assert answer.status_code == 410
        assert "Ask early." not in html(answer)
        assert address(person, "mine/") in html(answer)


@pytest.mark.parametrize("rest", ["part/summary/", "part/nothing/", "questions/"])
@pytest.mark.parametrize("gone", ["archived", "deleted"])
@pytest.mark.parametrize("strict", [True, False], ids=["lost token", "good token"])
def test_once_the_draft_is_gone_nothing_is_stored_or_shown_and_words_are_given_back(
    person: Contributor, rest: str, gone: str, strict: bool
) -> None:
    client = client_of(person, enforce_csrf_checks=strict)
    if gone == "archived":
        type(person.round).objects.update(status=RoundStatus.ARCHIVED)
    else:
        person.round.page.delete()
    answer = client.post(address(person, rest), {**said("Keep these."), "words-1": "And these."})
    assert answer.status_code == 410
    assert "Ask early." not in html(answer)
    assert [box_in(answer), box_in(answer, "words-1")] == ["Keep these.", "And these."]
    assert person.round.contact_line in html(answer)
    assert "csrfmiddlewaretoken" not in html(answer).partition("<h1")[2].partition("finish/")[0]
    assert not Item.objects.exists()


def test_nobody_can_comment_once_the_page_is_deleted(person: Contributor) -> None:
    link = AccessLinkFactory(contributor=person)
    assert Access(link).can_comment
    person.round.page.delete()
    link = AccessLink.objects.with_round().get(pk=link.pk)
    assert link.contributor.round.is_open
    assert not Access(link).can_comment
