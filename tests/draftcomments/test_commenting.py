"""Commenting on a part and answering questions: nothing is sent twice, and no words are lost."""

import re
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from content.keys import new_token
from draftcomments.access import Access
from draftcomments.actions.items import MOST_IN_AN_HOUR
from draftcomments.enums import Language, RoundStatus, Source, State
from draftcomments.models import LONGEST_COMMENT, AccessLink, Contributor, Item
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    a_section,
    client_of,
)
from tests.queries import queries_of
from tests.selfcheck.markup import HTML, error_pattern, text_of

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


@pytest.fixture
def person() -> Contributor:
    sections = [
        a_section(),
        a_section("body.5a0c", "Pay people.", label="Pay", heading="Paying people"),
    ]
    round = RoundFactory(sections=[section.as_data() for section in sections])
    contributor: Contributor = ContributorFactory(round=round)
    return contributor


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


def address(person: Contributor, rest: str = "part/summary/") -> str:
    return f"/have-your-say/{person.round.public_id}/{rest}"


def said(words: str = "Say how to get there.", **values: str) -> dict[str, str]:
    return {"words": words, "submit_key": new_token(), **values}


def box_in(answer: Any, name: str = "words") -> str:
    """What stands in a text area, as a browser reads it."""
    boxes = html5lib.parse(answer.content).iter(f"{HTML}textarea")
    return next(box.text or "" for box in boxes if box.get("name") == name)


def html(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


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


def test_the_box_has_the_language_of_the_person_and_the_direction_of_the_words() -> None:
    person = ContributorFactory(language=Language.ARABIC)
    client = client_of(person)
    for rest in ("part/summary/", "part/page/"):
        boxes = re.findall(r"<textarea[^>]*>", html(client.get(address(person, rest))))
        assert len(boxes) == 2
        assert all('lang="ar"' in box and 'dir="auto"' in box for box in boxes)
    client.post(address(person), said("سلام"))
    assert Item.objects.get().language == Language.ARABIC
    assert '<blockquote lang="ar" dir="auto">' in html(client.get(address(person, "sent/")))


def test_the_language_of_one_comment_can_be_chosen() -> None:
    person = ContributorFactory(language=Language.URDU)
    client = client_of(person)
    assert '<option value="ur" selected>' in html(client.get(address(person)))
    empty = html(client.post(address(person), said("", language="en")))
    assert '<option value="en" selected>' in empty
    assert re.search(r'<textarea[^>]*id="id_words"[^>]*>', empty)
    assert re.search(r'<textarea name="words"[^>]*lang="en"', empty)
    assert '<details class="nhsuk-details" open>' in empty
    assert client.post(address(person), said("In English.", language="en")).status_code == 303
    assert Item.objects.get().language == Language.ENGLISH
    assert '<blockquote lang="en" dir="auto">' in html(client.get(address(person, "sent/")))


def test_a_language_that_nobody_offered_is_refused(client: Client, person: Contributor) -> None:
    answer = client.post(address(person), said("Keep these words.", language="xx"))
    assert answer.status_code == 422
    assert box_in(answer) == "Keep these words."
    assert "Choose one of the languages listed" in html(answer)
    assert not Item.objects.exists()


def test_after_sending_there_are_ways_on_that_need_no_back_button(
    client: Client, person: Contributor
) -> None:
    client.post(address(person), said())
    page = html(client.get(address(person, "sent/")))
    assert page.index(f'href="{address(person, "read/")}"') < page.index("<h1>")
    assert "Use the links on this page, not your browser’s Back button." in page


def test_going_back_and_sending_the_same_again_ends_well(
    client: Client, person: Contributor
) -> None:
    answers = [client.post(address(person), said("The same.")) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == [address(person, "sent/")] * 2
    assert Item.objects.count() == 1


def test_looking_changes_nothing(client: Client, person: Contributor) -> None:
    for rest in ("part/summary/", "questions/", "sent/", "read/", "mine/"):
        client.get(address(person, rest))
        client.head(address(person, rest))
    assert not Item.objects.exists()


@pytest.fixture
def asked(person: Contributor) -> Contributor:
    person.round.questions = ["Is it fair?", "What is 100% missing?", "Anything else?"]
    person.round.save()
    return person


def test_answers_to_questions_that_nobody_asked_are_given_back(
    client: Client, person: Contributor
) -> None:
    answer = client.post(address(person, "questions/"), {"words-1": "Keep these words."})
    assert answer.status_code == 404
    assert "Keep these words." in html(answer)


def answers(*words: str, key: str = "") -> dict[str, str]:
    boxes = {f"words-{number}": text for number, text in enumerate(words, start=1)}
    return {**boxes, "submit_key": key or new_token()}


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


def other(person: Contributor, **values: Any) -> Item:
    made: Item = ItemFactory(
        **{
            "contributor__round": person.round,
            "contributor__consent__may_share": True,
            "state": State.CHECKED,
            **values,
        }
    )
    return made


def test_what_others_said_is_shown_only_where_the_round_says_so(
    client: Client, person: Contributor
) -> None:
    other(person, words="There are no buses.")
    assert "There are no buses." not in html(client.get(address(person)))
    type(person.round).objects.update(show_others=True)
    page = html(client.get(address(person)))
    assert "There are no buses." in page
    assert "Heron" not in page.replace(person.pseudonym, "")
    assert "There are no buses." not in html(client.get(address(person, "part/body.5a0c/")))


def test_of_others_only_checked_words_are_shown_that_they_agreed_to_share(
    client: Client, person: Contributor
) -> None:
    type(person.round).objects.update(show_others=True)
    other(person, words="SECRET not checked", state=State.RECEIVED)
    other(person, words="SECRET on hold", state=State.HELD, shared_words="SECRET on hold")
    other(person, words="SECRET set aside", state=State.SET_ASIDE, shared_words="SECRET aside")
    other(person, words="SECRET not agreed", contributor__consent__may_share=False)
    changed = other(person, words="SECRET taken back").contributor
    changed.consents.create(notice_version=1, store_and_use=True, may_share=False)
    other(person, words="SECRET as written", shared_words="As redacted.", redacted=True)
    other(person, words="SECRET round", contributor__round=RoundFactory(show_others=True))
    page = html(client.get(address(person)))
    assert "SECRET" not in page
    assert "As redacted." in page


def test_own_comments_are_not_among_those_of_others(client: Client, person: Contributor) -> None:
    type(person.round).objects.update(show_others=True)
    person.consents.create(notice_version=1, store_and_use=True, may_share=True)
    ItemFactory(contributor=person, words="My own words.", state=State.CHECKED)
    assert "My own words." not in html(client.get(address(person)))


@pytest.mark.parametrize("rest", ["part/summary/", "part/page/", "questions/", "sent/"])
def test_the_queries_of_a_page_do_not_grow_with_comments(asked: Contributor, rest: str) -> None:
    type(asked.round).objects.update(show_others=True)
    client = client_of(asked)
    ItemFactory.create_batch(3, contributor=asked)
    other(asked)
    few = queries_of(client, address(asked, rest))
    ItemFactory.create_batch(197, contributor=asked)
    other(asked)
    assert queries_of(client, address(asked, rest)) == few <= 8
