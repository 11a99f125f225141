"""Saying where a part is now, and leaving notes in the page editor."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, PageLogEntry

from draftcomments.actions.moves import (
    MOVE,
    TAKE_BACK,
    NotThereError,
    confirm_move,
    leave_pointer,
    take_back_move,
    whereabouts,
)
from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.enums import State
from draftcomments.models import Item, Round, SectionMove
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import (
    Block,
    at,
    autosaved,
    block,
    block_id,
    drafted,
    edit_address,
    editor_of,
    heading,
    panel_of,
    round_on,
    text,
    three_parts,
)
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

SAID = "Bus fares come first"


def written_again() -> list[Block]:
    """The body with its last part deleted and typed in again: the same words, other ids."""
    body = three_parts()
    again = [
        heading("again", "Paying people"),
        text("x", body[4]["value"]),
        text("y", body[5]["value"]),
    ]
    return [*body[:3], *again]


@pytest.fixture
def item(round: Round) -> Item:
    return ItemFactory(
        contributor=ContributorFactory(round=round),
        section_key=at("pay"),
        words=SAID,
        state=State.CHECKED,
    )


@pytest.fixture
def editor(home_page: HomePage) -> Client:
    return editor_of(home_page)


def address(round: Round, name: str = "pay") -> str:
    return reverse("draftcomments_admin:moved", args=[round.pk, at(name)])


def fresh(round: Round) -> Round:
    return Round.objects.select_related("page").get(pk=round.pk)


def test_delete_and_recreate_the_block_nothing_moves_until_confirmed_and_that_is_logged(
    editor: Client, page: StandardPage, round: Round, item: Item
) -> None:
    autosaved(editor, page, written_again())
    assert "Perhaps here?" in panel_of(editor, page)
    assert not SectionMove.objects.exists()
    shown = editor.get(address(round))
    assert shown.context["there"].key == at("again")
    response = editor.post(address(round), {"now_at": at("again")})
    assert response.url == f"{edit_address(page)}#:w:contentpath={at('again')}"
    panel = panel_of(editor, page)
    assert "Paying people Not changed since" in panel
    assert "somebody confirmed it" in panel
    entry = PageLogEntry.objects.get(action=MOVE)
    assert entry.data == {"feedback": f"R-{round.pk}"}


def test_a_confirmed_move_can_be_taken_back(
    editor: Client, page: StandardPage, round: Round, item: Item
) -> None:
    autosaved(editor, page, written_again())
    editor.post(address(round), {"now_at": at("again")})
    assert b"No, it is not there" in editor.get(address(round)).content
    editor.post(address(round), {"take_back": "1"})
    assert "Paying people Taken out since" in panel_of(editor, page)
    assert PageLogEntry.objects.filter(action=TAKE_BACK).count() == 1


def test_taking_back_what_nobody_said_is_not_logged(page: StandardPage, round: Round) -> None:
    user = UserFactory(is_superuser=True)
    take_back_move(round=fresh(round), section_key=at("pay"), user=user)
    assert not PageLogEntry.objects.filter(action=TAKE_BACK).exists()


def test_a_second_word_on_a_part_replaces_the_first(page: StandardPage, round: Round) -> None:
    drafted(page, written_again())
    user = UserFactory(is_superuser=True)
    for there in ("whom", "again"):
        confirm_move(round=fresh(round), section_key=at("pay"), now_at=at(there), user=user)
    assert SectionMove.objects.get().now_at == at("again")


@pytest.mark.parametrize("there", ["body.nowhere", ""])
def test_a_part_cannot_be_said_to_be_where_nothing_is(
    editor: Client, page: StandardPage, round: Round, there: str
) -> None:
    autosaved(editor, page, written_again())
    response = editor.post(address(round), {"now_at": there}, follow=True)
    assert "Choose where it is now." in response.content.decode()
    assert not SectionMove.objects.exists()


def test_a_part_in_its_place_cannot_be_said_to_be_elsewhere(
    page: StandardPage, round: Round
) -> None:
    with pytest.raises(NotThereError):
        confirm_move(
            round=fresh(round),
            section_key=at("pay"),
            now_at=at("whom"),
            user=UserFactory(is_superuser=True),
        )


def test_a_part_in_its_place_has_nothing_to_decide(editor: Client, round: Round) -> None:
    content = editor.get(address(round)).content.decode()
    assert "This part is where it was." in content
    assert "now_at" not in content


def test_a_part_that_nothing_is_like_can_be_placed_by_hand(
    editor: Client, page: StandardPage, round: Round
) -> None:
    autosaved(editor, page, three_parts()[:3])
    content = editor.get(address(round)).content.decode()
    assert "nothing in the draft is like it" in content
    assert f'<option value="{at("whom")}">' in content


def test_a_part_that_there_never_was_is_not_found(editor: Client, round: Round) -> None:
    assert editor.get(address(round, "other")).status_code == 404


def test_nobody_else_sees_where_a_part_is_or_says_so(home_page: HomePage, round: Round) -> None:
    other = editor_of(StandardPageFactory(parent=home_page, title="Elsewhere"))
    assert other.get(address(round)).status_code == 404
    assert other.post(address(round), {"now_at": at("whom")}).status_code == 404
    with pytest.raises(PermissionDenied):
        confirm_move(
            round=fresh(round), section_key=at("pay"), now_at=at("whom"), user=UserFactory()
        )


def test_parts_of_a_deleted_page_are_nowhere(page: StandardPage, round: Round) -> None:
    page.delete()
    with pytest.raises(NotThereError):
        whereabouts(fresh(round), at("pay"))


def test_a_note_of_the_editors_own_points_to_the_comment_without_its_words(
    editor: Client, page: StandardPage, item: Item
) -> None:
    response = editor.post(reverse("draftcomments_admin:point", args=[item.pk]))
    comment = Comment.objects.get()
    assert response.url.endswith(f"#:w:contentpath={at('pay')}.text")
    assert (comment.text, comment.contentpath) == (
        f"See feedback FB-{item.pk}",
        f"{at('pay')}.text",
    )
    assert comment.user == editor.get(edit_address(page)).wsgi_request.user
    assert comment.has_valid_contentpath(page.get_latest_revision_as_object())
    assert not any(SAID in str(entry.data) for entry in PageLogEntry.objects.all())


def test_a_note_asked_for_twice_is_one_and_anew_when_it_was_resolved(
    page: StandardPage, item: Item
) -> None:
    user = UserFactory(is_superuser=True)
    first = leave_pointer(item=item, user=user)
    assert leave_pointer(item=item, user=user) == first
    first.resolved_at = item.created_at
    first.save()
    assert leave_pointer(item=item, user=user) != first


def test_the_end_of_a_note_ends_no_comment(editor: Client, page: StandardPage, item: Item) -> None:
    leave_pointer(item=item, user=UserFactory(is_superuser=True))
    Comment.objects.all().delete()
    assert SAID in panel_of(editor, page)


@pytest.mark.parametrize(
    ("kind", "value", "below"),
    [
        ("text", "<p>One</p>", ""),
        ("quote", {"text": "One", "attribution": "A partner"}, ".text"),
        (
            "do_list",
            [{"type": "item", "value": "ask", "id": block_id("tip")}],
            f".{block_id('tip')}",
        ),
    ],
)
def test_a_note_stands_at_a_block_that_the_editor_draws(
    page: StandardPage, kind: str, value: object, below: str
) -> None:
    page = drafted(page, [block(kind, "one", value)])
    said = ItemFactory(
        contributor=ContributorFactory(round=round_on(page)),
        section_key=at("one"),
        state=State.CHECKED,
    )
    pointer = leave_pointer(item=said, user=UserFactory(is_superuser=True))
    assert pointer.contentpath == f"{at('one')}{below}"
    assert pointer.has_valid_contentpath(page.get_latest_revision_as_object())


def test_a_note_on_the_whole_page_stands_at_its_title(round: Round) -> None:
    said = ItemFactory(
        contributor=ContributorFactory(round=round), section_key=WHOLE_PAGE, state=State.CHECKED
    )
    pointer = leave_pointer(item=said, user=UserFactory(is_superuser=True))
    assert pointer.contentpath == "title"


def test_there_is_no_place_for_a_note_on_what_was_taken_out(
    editor: Client, page: StandardPage, item: Item
) -> None:
    autosaved(editor, page, three_parts()[:3])
    response = editor.post(reverse("draftcomments_admin:point", args=[item.pk]), follow=True)
    assert "there is no place for a note" in response.content.decode()
    assert not Comment.objects.exists()


def test_a_note_is_asked_about_first(editor: Client, item: Item) -> None:
    response = editor.get(reverse("draftcomments_admin:point", args=[item.pk]))
    assert f"See feedback FB-{item.pk}" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.SET_ASIDE])
def test_no_note_points_to_what_editors_may_not_read(
    editor: Client, round: Round, state: State
) -> None:
    hidden = ItemFactory(contributor=ContributorFactory(round=round), state=state)
    address = reverse("draftcomments_admin:point", args=[hidden.pk])
    assert editor.get(address).status_code == 404


def test_nobody_leaves_a_note_on_a_page_that_they_may_not_edit(
    home_page: HomePage, item: Item
) -> None:
    other = editor_of(StandardPageFactory(parent=home_page, title="Elsewhere"))
    address = reverse("draftcomments_admin:point", args=[item.pk])
    assert other.post(address).status_code == 404
    with pytest.raises(PermissionDenied):
        leave_pointer(item=item, user=UserFactory())
