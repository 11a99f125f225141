"""What becomes of comments when the page they are about is worked on, moved or deleted.

Each test does one thing to a page by the views that Wagtail's editor uses, and then asks what three
people see: the person who commented, an editor of the page, and a moderator.
"""

from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from draftcomments.enums import State
from draftcomments.models import Item, Round
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import (
    at,
    autosaved,
    draft_page,
    drafted,
    edit_address,
    editor_of,
    heading,
    moderator,
    panel_of,
    posted,
    round_on,
    text,
    three_parts,
)
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory, client_of
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

SAID = "Bus fares come first"
FROZEN = "Pay for time and travel, on the day."


@dataclass
class People:
    """A page with a comment on one part, and those who look at it."""

    page: StandardPage
    round: Round
    item: Item
    contributor: Client
    editor: Client
    moderator: Client

    def contributor_reads(self) -> bool:
        """Whether the person still reads the draft as it was, and their own words."""
        draft = self.contributor.get(reverse("draftcomments:read", args=[self.round.public_id]))
        return FROZEN in draft.content.decode() and self.contributor_has_words()

    def contributor_has_words(self) -> bool:
        mine = self.contributor.get(reverse("draftcomments:mine", args=[self.round.public_id]))
        return mine.status_code == 200 and SAID in mine.content.decode()

    def moderator_reads(self) -> bool:
        page = self.moderator.get(reverse("draftcomments_admin:item", args=[self.item.pk]))
        return page.status_code == 200 and SAID in page.content.decode()

    def panel(self) -> str:
        return panel_of(self.editor, self.page)

    def nothing_is_lost(self) -> bool:
        item = Item.objects.get()
        return item.words == SAID and item.shared_words == SAID and item.state == State.CHECKED


@pytest.fixture
def people(home_page: HomePage) -> People:
    page = draft_page(three_parts(), home_page)
    round = round_on(page)
    contributor = ContributorFactory(round=round)
    item = ItemFactory(
        contributor=contributor, section_key=at("pay"), words=SAID, state=State.CHECKED
    )
    return People(page, round, item, client_of(contributor), editor_of(home_page), moderator())


def test_before_anything_happens_the_editor_reads_it_at_its_part(people: People) -> None:
    panel = people.panel()
    assert SAID in panel
    assert "Paying people Not changed since" in panel
    assert people.contributor_reads()
    assert people.moderator_reads()


def test_an_edited_part_says_so_and_shows_what_changed(people: People) -> None:
    body = three_parts()
    body[4] = text("pay-1", "<p>Pay for time and buses, on the day.</p>")
    autosaved(people.editor, people.page, body)
    panel = people.panel()
    assert "Paying people Changed since" in panel
    assert "Pay for time and [taken out: travel,] [put in: buses,] on the day." in panel
    assert SAID in panel
    assert people.contributor_reads()
    assert people.moderator_reads()


def test_a_reordered_part_keeps_its_comments(people: People) -> None:
    body = three_parts()
    autosaved(people.editor, people.page, [body[0], *body[3:], *body[1:3]])
    assert "Paying people Not changed since" in people.panel()
    assert people.contributor_reads()


def test_a_part_that_was_moved_itself_says_so(people: People) -> None:
    body = [*three_parts(), heading("last"), text("last-1")]
    round = round_on(drafted(people.page, body), number=2)
    contributor = ContributorFactory(round=round)
    ItemFactory(contributor=contributor, section_key=at("last"), state=State.CHECKED)
    autosaved(people.editor, people.page, [body[0], *body[6:], *body[1:6]])
    assert "About last Not changed since Moved" in people.panel()


def test_a_deleted_part_stays_in_the_list_after_two_autosaves(people: People) -> None:
    body = three_parts()
    gone = ["pay", "pay-1", "pay-2"]
    latest = StandardPage.objects.get(pk=people.page.pk).latest_revision
    first = autosaved(
        people.editor,
        people.page,
        body,
        deleted=gone,
        loaded_revision_id=latest.pk,
        loaded_revision_created_at=latest.created_at.isoformat(),
    )
    second = autosaved(
        people.editor,
        people.page,
        [text("opening", "<p>Start with what people told you.</p>"), *body[1:]],
        deleted=gone,
        overwrite_revision_id=first["revision_id"],
    )
    assert second["revision_id"] == first["revision_id"]
    panel = people.panel()
    assert "Parts taken out since Paying people Taken out since" in panel
    assert FROZEN in panel
    assert SAID in panel
    assert people.nothing_is_lost()
    assert people.contributor_reads()
    assert people.moderator_reads()


def test_a_part_that_was_deleted_and_written_again_is_only_a_question(people: People) -> None:
    body = three_parts()
    again = [
        heading("pay-again", "Paying people"),
        text("x", body[4]["value"]),
        text("y", body[5]["value"]),
    ]
    autosaved(people.editor, people.page, [*body[:3], *again])
    panel = people.panel()
    assert "Paying people Taken out since" in panel
    assert "Perhaps here? “Paying people” is much like it." in panel
    assert people.contributor_reads()


def test_a_restored_version_brings_the_part_back_by_itself(people: People) -> None:
    before = StandardPage.objects.get(pk=people.page.pk).latest_revision_id
    autosaved(people.editor, people.page, three_parts()[:3])
    assert "Paying people Taken out since" in people.panel()
    data = posted(people.page, three_parts(), revision=before)
    assert people.editor.post(edit_address(people.page), data).status_code == 302
    assert "Paying people Not changed since" in people.panel()
    assert people.nothing_is_lost()


def test_a_copy_has_no_round_and_no_comments(people: People) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[people.page.pk])
    data = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": people.page.get_parent().pk,
    }
    assert people.editor.post(address, data).status_code == 302
    copy = StandardPage.objects.get(slug="a-copy")
    copied = {child.id for child in copy.get_latest_revision_as_object().body}
    assert people.panel()
    assert panel_of(people.editor, copy) == ""
    assert at("pay").removeprefix("body.") in copied
    assert Round.objects.of_page(copy).count() == 0


def test_an_unpublished_page_keeps_all(people: People) -> None:
    address = reverse("wagtailadmin_pages:unpublish", args=[people.page.pk])
    assert people.editor.post(address).status_code == 302
    assert not StandardPage.objects.get(pk=people.page.pk).live
    assert "Paying people Not changed since" in people.panel()
    assert people.nothing_is_lost()
    assert people.contributor_reads()
    assert people.moderator_reads()


def test_a_moved_page_keeps_all_for_those_who_may_edit_it_there(people: People) -> None:
    away = StandardPageFactory(parent=people.page.get_parent(), title="Elsewhere")
    page = Page.objects.get(pk=people.page.pk)
    page.move(away, pos="last-child")
    assert "Paying people Not changed since" in people.panel()
    assert people.contributor_reads()


def test_a_page_moved_out_of_reach_shows_nothing_to_its_old_editor(people: People) -> None:
    away = StandardPageFactory(parent=Page.get_first_root_node(), title="Elsewhere")
    Page.objects.get(pk=people.page.pk).move(away, pos="last-child")
    response = people.editor.get(edit_address(people.page))
    assert response.status_code == 302
    assert SAID not in people.editor.get(response.url).content.decode()
    assert people.moderator_reads()
    assert people.contributor_reads()


def test_a_page_that_somebody_locked_still_shows_its_comments(people: People) -> None:
    StandardPage.objects.filter(pk=people.page.pk).update(locked=True, locked_by=UserFactory())
    assert "Paying people Not changed since" in people.panel()
    assert people.contributor_reads()


def test_purged_revisions_take_no_comment_with_them(people: People) -> None:
    autosaved(people.editor, people.page, three_parts()[:3])
    call_command("purge_revisions")
    assert "Paying people Taken out since" in people.panel()
    assert FROZEN in people.panel()
    assert people.nothing_is_lost()
    assert people.contributor_reads()


def test_a_deleted_page_leaves_the_comments_to_moderators_and_to_the_person(people: People) -> None:
    StandardPage.objects.get(pk=people.page.pk).delete()
    assert people.nothing_is_lost()
    round = Round.objects.get()
    assert (round.page, round.page_title) == (None, "Asking people")
    assert people.moderator_reads()
    assert people.contributor_has_words()
    assert not people.contributor_reads()
    editors_view = people.editor.get(reverse("draftcomments_admin:item", args=[people.item.pk]))
    assert SAID not in editors_view.content.decode()
