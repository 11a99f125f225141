"""The gate before a page is published from its edit view."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from accounts.models import User
from content.changes import changes_of
from content.publishing.gate import PUBLISH_WITH_REASON
from draftcomments.enums import State
from draftcomments.models import Item
from pages.models import StandardPage
from tests.draftcomments.drafts import autosaved, edit_address, text
from tests.draftcomments.moderators import a_superuser, an_editor_of, given, in_the_admin
from tests.draftcomments.publishing.gate import WORDS, gate, live_words, publish, reasons, send
from tests.factories.draftcomments import ItemFactory

pytestmark = pytest.mark.django_db


def drafted_words(page: StandardPage) -> str:
    return str(StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object().body)


def test_publishing_with_unanswered_comments_asks_for_a_reason(
    client: Client, page: StandardPage, item: Item
) -> None:
    response = publish(client, page)
    assert response["Location"] == gate(page)
    assert "new words" not in live_words(page)
    assert "new words" in drafted_words(page)
    content = client.get(gate(page)).content.decode()
    assert "1 to answer" in content
    assert reverse("draftcomments_admin:answers", args=[item.round_id]) in content


def test_with_a_reason_that_version_goes_out_and_the_reason_is_kept(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    response = send(client, page)
    assert response.status_code == 302
    assert "new words" in live_words(page)
    entry = PageLogEntry.objects.get(action=PUBLISH_WITH_REASON)
    assert entry.data == {
        "findings": ["comments-wait"],
        "words": [f"Comments without an answer: {item.reference}."],
        "reason": "An urgent mistake.",
    }
    assert entry.user.username == "publisher"
    assert entry.revision == revision
    assert StandardPage.objects.get(pk=page.pk).live_revision == revision


def test_what_changed_is_told_when_it_goes_out_past_the_gate(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page, change_note="We say when to ask.")
    assert changes_of(page) == ()
    send(client, page)
    assert [change.text for change in changes_of(page)] == ["We say when to ask."]


def test_the_history_of_the_page_shows_the_reason(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    send(client, page)
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "An urgent mistake." in history
    assert item.reference in history


@pytest.mark.parametrize("reason", ["", "  \n", f"One said: {WORDS.upper()}."])
def test_no_reason_and_a_reason_in_words_of_a_comment_are_refused(
    client: Client, page: StandardPage, item: Item, reason: str
) -> None:
    publish(client, page)
    response = send(client, page, reason)
    assert response.status_code == 422
    assert "new words" not in live_words(page)
    assert reasons() == []


@pytest.mark.parametrize("state", [State.ANSWERED, State.SET_ASIDE])
def test_answered_comments_keep_nobody_from_publishing(
    client: Client, page: StandardPage, item: Item, state: State
) -> None:
    Item.objects.filter(pk=item.pk).update(state=state)
    publish(client, page)
    assert "new words" in live_words(page)
    assert reasons() == []


def test_a_page_without_rounds_is_published_as_ever(client: Client, page: StandardPage) -> None:
    publish(client, page)
    assert "new words" in live_words(page)


def a_publisher(page: StandardPage) -> User:
    """Somebody who publishes, and moderates nothing."""
    user = an_editor_of(page)
    group = user.groups.get()
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group, page=page, permission=given("wagtailcore", codename)
        )
    return user


def test_publishers_are_told_of_what_waits_to_be_checked_and_never_of_what_is_on_hold(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.RECEIVED)
    ItemFactory(contributor=item.contributor, state=State.HELD)
    publisher = in_the_admin(a_publisher(page))
    seen = publisher.get(gate(page)).content.decode()
    assert "0 to answer, 1 with the moderators." in seen
    assert "on hold" not in seen
    assert "1 with the moderators, 1 on hold" in client.get(gate(page)).content.decode()


def test_what_is_on_hold_alone_holds_up_nothing_and_is_told_to_moderators_only(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.HELD)
    publisher = in_the_admin(a_publisher(page))
    assert publisher.get(gate(page))["Location"] == edit_address(page)
    assert publish(publisher, page)["Location"] != gate(page)
    assert "new words" in live_words(page)
    assert "on hold" not in publisher.get(edit_address(page)).content.decode()
    publish(client, page)
    assert "comments on hold on the page" in client.get(edit_address(page)).content.decode()
    assert reasons() == []


def test_the_history_of_a_page_names_nothing_that_is_on_hold(
    client: Client, page: StandardPage, item: Item
) -> None:
    ItemFactory(contributor=item.contributor, state=State.HELD)
    publish(client, page)
    send(client, page)
    entry = PageLogEntry.objects.get(action=PUBLISH_WITH_REASON)
    assert entry.data["words"] == [f"Comments without an answer: {item.reference}."]


def test_a_refused_reason_is_said_at_the_top_and_its_box_has_the_focus(
    client: Client, page: StandardPage, item: Item
) -> None:
    content = send(client, page, reason="").content.decode()
    assert "Nothing is published yet. Something has to be put right first." in content
    assert re.search(r'<textarea name="reason"[^>]*autofocus', content)


def test_a_draft_that_changed_meanwhile_is_looked_at_again(
    client: Client, page: StandardPage, item: Item
) -> None:
    publish(client, page)
    seen = client.get(gate(page)).context["form"]["seen"].value()
    autosaved(client, page, [text("opening", "<p>Newer still.</p>")])
    response = client.post(gate(page), {"seen": seen, "reason": "An urgent mistake."})
    assert response["Location"] == edit_address(page)
    assert "Newer still." not in live_words(page)
    assert reasons() == []


def test_once_all_is_answered_the_gate_leads_back(
    client: Client, page: StandardPage, item: Item
) -> None:
    Item.objects.filter(pk=item.pk).update(state=State.ANSWERED)
    for response in (client.get(gate(page)), client.post(gate(page), {"reason": "So."})):
        assert response["Location"] == edit_address(page)
    assert "new words" not in live_words(page)


def test_the_gate_is_closed_to_those_who_may_not_publish(page: StandardPage, item: Item) -> None:
    editor = in_the_admin(an_editor_of(page))
    for response in (editor.get(gate(page)), editor.post(gate(page), {"reason": "So."})):
        assert response["Location"] == reverse("wagtailadmin_home")
    assert reasons() == []


def test_a_page_that_somebody_locked_is_not_published(
    client: Client, page: StandardPage, item: Item
) -> None:
    page.locked, page.locked_by, page.locked_at = True, a_superuser(), timezone.now()
    page.save(clean=False)
    assert send(client, page)["Location"] == edit_address(page)
    assert reasons() == []


def test_the_gate_leads_past_itself_and_past_no_other_rule(
    client: Client, page: StandardPage, item: Item
) -> None:
    """Such as: what was withdrawn is not published."""

    def refuse(request: HttpRequest, page: Page) -> HttpResponse:
        return redirect("/refused/")

    with hooks.register_temporarily("before_publish_page", refuse, order=200):
        response = send(client, page)
    assert response["Location"] == "/refused/"
    assert "new words" not in live_words(page)
    assert reasons() == []
