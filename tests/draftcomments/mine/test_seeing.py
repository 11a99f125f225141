"""A person's own comments as they stand."""

import re
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from draftcomments.enums import Language, Reason, RoundStatus, Source, State
from draftcomments.models import Contributor, Item
from tests.draftcomments.mine.own import address, words
from tests.draftcomments.visits import html
from tests.factories.draftcomments import ItemFactory, OutcomeFactory
from tests.queries import queries_of
from tests.selfcheck.markup import HTML

pytestmark = pytest.mark.django_db


def test_own_comments_stand_newest_first_and_those_of_others_not_at_all(
    client: Client, person: Contributor, item: Item
) -> None:
    ItemFactory(contributor=person, words="And no trains.")
    ItemFactory(contributor__round=person.round, words="SECRET of another person")
    text = words(client.get(address(person)))
    assert text.index("And no trains.") < text.index("There are no buses.")
    assert "SECRET" not in text


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        (
            {},
            "We have this. A person reads it before the editors do. You can read our answer here by",
        ),
        ({"state": State.CHECKED}, "The editors have this. You can read our answer here by"),
        ({"state": State.HELD, "reason": Reason.SAFETY}, "We are looking at this with care."),
        (
            {"state": State.SET_ASIDE, "reason": Reason.OFF_TOPIC},
            "Why: It is not about this draft. You can change it and send it again.",
        ),
    ],
)
def test_where_a_comment_stands_is_said_plainly(
    client: Client, person: Contributor, values: dict[str, Any], stands: str
) -> None:
    ItemFactory(contributor=person, **values)
    assert stands in words(client.get(address(person)))


def test_a_comment_on_hold_tells_whom_to_ask_and_not_why(
    client: Client, person: Contributor
) -> None:
    ItemFactory(contributor=person, state=State.HELD, reason=Reason.SAFETY)
    text = words(client.get(address(person)))
    assert f"You can ask: {person.round.contact_line}" in text
    assert "worried" not in text
    assert "on hold" not in text.lower()


def test_a_redacted_comment_shows_both_versions_and_why(
    client: Client, person: Contributor, item: Item
) -> None:
    Item.objects.update(
        state=State.CHECKED, redacted=True, shared_words="No […].", reason=Reason.NAMES_SOMEONE
    )
    text = words(client.get(address(person)))
    assert "You wrote: There are no buses. The editors read this instead: No […]." in text
    assert "Why we took words out: It names or points to a person." in text


def test_what_was_set_aside_is_not_offered_to_be_changed_after_the_end(
    client: Client, person: Contributor
) -> None:
    ItemFactory(contributor=person, state=State.SET_ASIDE, reason=Reason.OFF_TOPIC)
    type(person.round).objects.update(status=RoundStatus.CLOSED)
    text = words(client.get(address(person)))
    assert "We have set this aside." in text
    assert "send it again" not in text


def test_a_late_answer_is_called_late(client: Client, person: Contributor) -> None:
    past = timezone.localdate() - timedelta(days=1)
    type(person.round).objects.update(closes_on=past, reply_by=past)
    ItemFactory(contributor=person, state=State.CHECKED)
    assert "Our answer is late: it was due by" in words(client.get(address(person)))


def test_an_answer_is_linked_once_it_is_shown(
    client: Client, person: Contributor, item: Item
) -> None:
    outcome = OutcomeFactory(round=person.round, items=[item], shown_at=None)
    assert "Read our answer" not in html(client.get(address(person)))
    outcome.shown_at = timezone.now()
    outcome.save()
    Item.objects.update(state=State.ANSWERED, shared_words=item.words)
    page = html(client.get(address(person)))
    assert "Read our answer" in page
    assert address(person, item) not in re.findall(r'href="([^"]+)"', page)
    assert address(person, item, "delete/") in page


def test_a_helped_comment_says_so(client: Client, person: Contributor) -> None:
    ItemFactory(contributor=person, source=Source.WORKSHOP)
    assert "written down for you by a helper" in words(client.get(address(person)))


def test_each_link_of_the_list_has_a_name_of_its_own(
    client: Client, person: Contributor, item: Item
) -> None:
    ItemFactory(contributor=person)
    links = html5lib.parse(client.get(address(person)).content).iter(f"{HTML}a")
    own = ["".join(link.itertext()) for link in links if "/mine/" in link.get("href", "")]
    assert own == ["Change comment 2", "Delete comment 2", "Change comment 1", "Delete comment 1"]


def test_words_have_the_language_they_were_written_in(client: Client, person: Contributor) -> None:
    item = ItemFactory(contributor=person, language=Language.URDU)
    assert '<blockquote lang="ur" dir="auto">' in html(client.get(address(person)))
    page = html(client.get(address(person, item)))
    assert re.search(r'<textarea[^>]*lang="ur" dir="auto"', page)
    assert '<option value="ur" selected>' in page


@pytest.mark.parametrize("rest", ["", "delete/"])
def test_comments_of_others_are_not_found(client: Client, person: Contributor, rest: str) -> None:
    theirs = ItemFactory(contributor__round=person.round, words="SECRET words")
    elsewhere = ItemFactory(words="SECRET words")
    for item in (theirs, elsewhere):
        for answer in (
            client.get(address(person, item, rest)),
            client.post(address(person, item, rest), {"words": "Mine.", "version": "1"}),
        ):
            assert answer.status_code == 404
            assert "SECRET" not in html(answer)
        item.refresh_from_db()
        assert item.words == "SECRET words"


def test_without_comments_the_list_says_so(client: Client, person: Contributor) -> None:
    assert "There are no comments of yours here." in words(client.get(address(person)))


@pytest.mark.parametrize("rest", ["", "change", "delete/"])
def test_the_queries_of_own_comments_do_not_grow(
    client: Client, person: Contributor, item: Item, rest: str
) -> None:
    there = {"": address(person), "change": address(person, item)}.get(
        rest, address(person, item, "delete/")
    )
    ItemFactory.create_batch(2, contributor=person)
    few = queries_of(client, there)
    ItemFactory.create_batch(197, contributor=person)
    OutcomeFactory(round=person.round, items=list(Item.objects.exclude(pk=item.pk)))
    assert queries_of(client, there) == few <= 8
