"""A person's own comments: seen with where they stand, changed, deleted."""

import re
from datetime import timedelta
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from draftcomments.actions.erasing import erase_item
from draftcomments.enums import Language, Reason, RoundStatus, Source, State
from draftcomments.models import LONGEST_COMMENT, Contributor, Item
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    client_of,
)
from tests.queries import queries_of
from tests.selfcheck.markup import HTML, error_pattern, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Contributor:
    contributor: Contributor = ContributorFactory()
    return contributor


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


@pytest.fixture
def item(person: Contributor) -> Item:
    made: Item = ItemFactory(contributor=person, words="There are no buses.")
    return made


def address(person: Contributor, item: Item | None = None, rest: str = "") -> str:
    own = f"{item.public_id}/" if item else ""
    return f"/have-your-say/{person.round.public_id}/mine/{own}{rest}"


def html(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def words(answer: Any) -> str:
    return text_of(answer.content)


def box_in(answer: Any, name: str = "words") -> str:
    boxes = html5lib.parse(answer.content).iter(f"{HTML}textarea")
    return next(box.text or "" for box in boxes if box.get("name") == name)


def version_in(answer: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', html(answer))
    assert found
    return found[1]


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


def test_a_change_may_be_of_the_language_alone(
    client: Client, person: Contributor, item: Item
) -> None:
    data = {"words": item.words, "language": "cy", "version": "1"}
    assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert (item.language, item.version) == (Language.WELSH, 2)


def test_a_change_is_stored_and_checked_anew(
    client: Client, person: Contributor, item: Item
) -> None:
    page = client.get(address(person, item))
    assert box_in(page) == "There are no buses."
    data = {"words": "There are few buses.", "quote": "Ask", "version": version_in(page)}
    answer = client.post(address(person, item), data)
    assert answer.status_code == 303
    item.refresh_from_db()
    assert (item.words, item.quote, item.version) == ("There are few buses.", "Ask", 2)
    after = client.get(answer["Location"])
    assert "We have your new words." in words(after)


def test_a_double_tap_on_save_ends_well(client: Client, person: Contributor, item: Item) -> None:
    for _ in range(2):
        data = {"words": "There are few buses.", "version": "1"}
        assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert item.version == 2


def test_the_older_of_two_tabs_is_told_and_overwrites_nothing(
    client: Client, person: Contributor, item: Item
) -> None:
    older, newer = client.get(address(person, item)), client.get(address(person, item))
    client.post(address(person, item), {"words": "New.", "version": version_in(newer)})
    told = client.post(address(person, item), {"words": "Old.", "version": version_in(older)})
    assert told.status_code == 409
    assert "Which words are right?" in words(told)
    assert "What we have New." in words(told)
    assert box_in(told) == "Old."
    item.refresh_from_db()
    assert item.words == "New."
    client.post(address(person, item), {"words": box_in(told), "version": version_in(told)})
    item.refresh_from_db()
    assert item.words == "Old."


def test_a_comment_may_have_been_changed_more_often_than_anybody_would_think(
    client: Client, person: Contributor, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(version=12_345)
    data = {
        "words": "There are few buses.",
        "version": version_in(client.get(address(person, item))),
    }
    assert client.post(address(person, item), data).status_code == 303
    item.refresh_from_db()
    assert (item.words, item.version) == ("There are few buses.", 12_346)


@pytest.mark.parametrize("version", ["", "x", "-1", "1e9", "99999999999999999999", "٣"])
def test_a_version_that_nobody_saw_overwrites_nothing(
    client: Client, person: Contributor, item: Item, version: str
) -> None:
    answer = client.post(address(person, item), {"words": "Other.", "version": version})
    assert answer.status_code == 409
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_to_nothing_or_too_much_keeps_everything(
    client: Client, person: Contributor, item: Item
) -> None:
    long = "x" * (LONGEST_COMMENT + 1)
    for sent in (" ", long):
        answer = client.post(address(person, item), {"words": sent, "version": "1"})
        assert answer.status_code == 422
        error_pattern(answer.content)
        assert box_in(answer) == sent
        assert version_in(answer) == "1"
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_with_a_lost_token_gives_the_words_back(
    client: Client, person: Contributor, item: Item
) -> None:
    visitor = Visitor()
    visitor.cookies = client.cookies
    data = {"words": "Typed for long.", "version": "1"}
    lost = visitor.post(address(person, item), data)
    assert (lost.status_code, box_in(lost)) == (403, "Typed for long.")
    item.refresh_from_db()
    assert item.version == 1
    assert visitor.send(address(person, item), data).status_code == 303


@pytest.mark.parametrize("sent", ["Too late.", "x" * (LONGEST_COMMENT + 1)])
def test_a_change_after_the_end_gives_the_words_back(
    client: Client, person: Contributor, item: Item, sent: str
) -> None:
    type(person.round).objects.update(status=RoundStatus.CLOSED)
    answer = client.post(address(person, item), {"words": sent, "version": "1"})
    assert answer.status_code == 409
    assert sent in html(answer)
    assert "You cannot send comments any more" in words(answer)
    away = client.get(address(person, item))
    assert (away.status_code, away["Location"]) == (303, address(person))


@pytest.mark.parametrize("strict", [True, False], ids=["lost token", "good token"])
def test_a_change_after_the_page_was_deleted_gives_the_words_back(
    person: Contributor, item: Item, strict: bool
) -> None:
    person.round.page.delete()
    client = client_of(person, enforce_csrf_checks=strict)
    answer = client.post(address(person, item), {"words": "Too late.", "version": "1"})
    assert answer.status_code == 409
    assert box_in(answer) == "Too late."
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_an_answered_comment_keeps_its_words_and_gives_the_new_ones_back(
    client: Client, person: Contributor, item: Item
) -> None:
    OutcomeFactory(round=person.round, items=[item])
    Item.objects.update(state=State.ANSWERED, shared_words=item.words)
    answer = client.post(address(person, item), {"words": "Other.", "version": "1"})
    assert answer.status_code == 409
    assert "We have answered it" in words(answer)
    assert "Other." in html(answer)
    item.refresh_from_db()
    assert item.words == "There are no buses."


def test_a_change_of_what_was_deleted_in_another_tab_gives_the_words_back(
    client: Client, person: Contributor, item: Item
) -> None:
    erase_item(item=item)
    answer = client.post(address(person, item), {"words": "New words.", "version": "1"})
    assert answer.status_code == 404
    assert "New words." in html(answer)
    item.refresh_from_db()
    assert item.words == ""


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


def test_a_comment_is_deleted_only_after_a_question(
    client: Client, person: Contributor, item: Item
) -> None:
    asked = client.get(address(person, item, "delete/"))
    assert "There are no buses." in words(asked)
    assert Item.objects.alive().count() == 1
    answer = client.post(address(person, item, "delete/"))
    assert answer.status_code == 303
    after = words(client.get(answer["Location"]))
    assert "Your comment is deleted." in after
    assert "There are no buses." not in after
    item.refresh_from_db()
    assert (item.words, item.contributor) == ("", None)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("status", [RoundStatus.CLOSED, RoundStatus.ARCHIVED])
def test_a_comment_can_be_deleted_whatever_has_become_of_it(
    client: Client, person: Contributor, item: Item, state: str, status: str
) -> None:
    Item.objects.update(state=state)
    type(person.round).objects.update(status=status)
    assert client.post(address(person, item, "delete/")).status_code == 303
    assert not Item.objects.alive().exists()


def test_deleting_needs_a_form_of_ours(client: Client, person: Contributor, item: Item) -> None:
    visitor = Visitor()
    visitor.cookies = client.cookies
    assert visitor.post(address(person, item, "delete/")).status_code == 403
    assert Item.objects.alive().count() == 1


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
