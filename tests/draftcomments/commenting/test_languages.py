"""Comments in any language, and where to go on from them."""

import re

import pytest
from django.test import Client

from draftcomments.enums import Language
from draftcomments.models import Contributor, Item
from tests.draftcomments.commenting.boxes import address, box_in, said
from tests.draftcomments.visits import html
from tests.factories.draftcomments import ContributorFactory, client_of

pytestmark = pytest.mark.django_db


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
