"""The queue of comments to check."""

import pytest
from django.test import Client
from django.urls import reverse

from draftcomments.enums import EventAction, Reason, State
from draftcomments.models import Item, ItemEvent
from tests.draftcomments.checking.queue import QUEUE, page_of, step
from tests.draftcomments.moderators import a_superuser, an_editor_of, in_the_admin, shown_to
from tests.factories.draftcomments import ContributorFactory, ItemFactory, RoundFactory
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]


def test_the_queue_shows_what_waits(moderator: Client) -> None:
    waiting = ItemFactory(words="Name the buses.")
    ItemFactory(words="Already checked.", state=State.CHECKED)
    html = shown_to(moderator, QUEUE)
    assert "Name the buses." in html
    assert "Already checked." not in html
    assert page_of(waiting) in html
    assert "Waiting to be checked (1)" in html
    assert "With the editors (1)" in html


def test_the_queue_is_filtered_by_state_and_round(moderator: Client) -> None:
    first, second = ItemFactory(words="In the first."), ItemFactory(words="In the second.")
    held = ItemFactory(words="Kept back.", state=State.HELD)
    html = shown_to(moderator, f"{QUEUE}?round={first.round_id}")
    assert "In the first." in html
    assert "In the second." not in html
    assert "Kept back." in shown_to(moderator, f"{QUEUE}?state=held")
    everything = shown_to(moderator, f"{QUEUE}results/?state=all")
    assert all(item.words in everything for item in (first, second, held))


def test_an_erased_comment_is_not_in_the_queue(moderator: Client) -> None:
    item = ItemFactory()
    Item.objects.filter(pk=item.pk).update(words="", contributor=None, erased_at=item.created_at)
    assert item.reference not in shown_to(moderator, f"{QUEUE}?state=all")
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
    html = shown_to(in_the_admin(a_superuser()), f"{QUEUE}{address}")
    assert "FB-" in html
    assert "planted" not in html
    assert 'name="seen"' not in html
    if not address:
        assert "Feedback moderators" in html
        assert reverse("wagtailusers_users:index") in html


def test_a_superuser_holds_a_comment_without_its_words() -> None:
    item = ItemFactory(words="A planted secret.", quote="A planted quote.")
    client = in_the_admin(a_superuser())
    html = shown_to(client, page_of(item))
    assert "planted" not in html
    assert "Share it as it is" not in html
    assert client.post(step(item, "check"), {"check-version": 1}).status_code == 302
    client.post(step(item, "hold"), {"hold-version": 1, "hold-reason": Reason.SAFETY})
    item.refresh_from_db()
    assert item.state == State.HELD


def test_several_are_marked_as_checked_together(moderator: Client) -> None:
    first, second, other = ItemFactory(), ItemFactory(), ItemFactory(version=2)
    assert f'value="{first.pk}:1"' in shown_to(moderator, QUEUE)
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


def test_the_queue_takes_as_many_queries_for_many(moderator: Client) -> None:
    people = [ContributorFactory(), ContributorFactory()]
    ItemFactory.create_batch(2, contributor=people[0])
    ItemFactory(contributor=people[1])
    few = queries_of(moderator, QUEUE)
    for person in people:
        ItemFactory.create_batch(99, contributor=person)
    assert queries_of(moderator, QUEUE) == few
    assert few <= 25
