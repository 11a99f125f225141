"""A person's word on where a part of a draft is now, and pointers in the editor to comments."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Comment, Page

from accounts.models import User
from draftcomments.actions.rounds import note
from draftcomments.drafts.anchors import Placement
from draftcomments.drafts.changes import standing_in, standing_of
from draftcomments.drafts.leaves import leaves
from draftcomments.drafts.sections import Section, sections_of
from draftcomments.models import Item, Round, SectionMove
from draftcomments.permissions import can_answer, can_edit_page

MOVE = "draftcomments.move"
TAKE_BACK = "draftcomments.take_back_move"


class NotThereError(Exception):
    """There is no such part: not in the round, not in the draft, or not out of its place."""


@dataclass(frozen=True)
class Whereabouts:
    """A part as people were asked about it, where it stands now, and all the parts that there are."""

    frozen: Section
    placement: Placement
    now: Mapping[str, Section]


def whereabouts(round: Round, key: str) -> Whereabouts:
    """Where one part of a round is in the latest draft. Raises `NotThereError`."""
    standing = standing_of(round)
    if key not in standing.placed:
        raise NotThereError
    now = {section.key: section for section in standing.now}
    return Whereabouts(standing.frozen[key], standing.placed[key], now)


@transaction.atomic
def confirm_move(*, round: Round, section_key: str, now_at: str, user: User) -> SectionMove:
    """Say where a part is that is not in its place any more. It can be said anew, and taken back."""
    may_answer(user, round)
    found = whereabouts(round, section_key)
    if now_at not in found.now or not (found.placement.now is None or found.placement.confirmed):
        raise NotThereError
    move, _ = SectionMove.objects.update_or_create(
        round=round, section_key=section_key, defaults={"now_at": now_at, "confirmed_by": user}
    )
    note(round, MOVE, user)
    return move


@transaction.atomic
def take_back_move(*, round: Round, section_key: str, user: User) -> None:
    """The part is not there after all: it counts as taken out again."""
    may_answer(user, round)
    deleted, _ = SectionMove.objects.filter(round=round, section_key=section_key).delete()
    if deleted:
        note(round, TAKE_BACK, user)


def may_answer(user: User, round: Round) -> None:
    if not can_answer(user, round):
        raise PermissionDenied


@transaction.atomic
def leave_pointer(*, item: Item, user: User) -> Comment:
    """Leave a comment of the editor's own in the page editor, which only says where to look.

    Wagtail may delete it when the page is saved: nothing is lost with it. Asked for twice, there is
    one.
    """
    page = item.round.page
    if page is None or not can_edit_page(user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    text = f"See feedback {item.reference}"
    pointer, is_new = Comment.objects.get_or_create(
        page=page,
        text=text,
        resolved_at=None,
        contentpath=pointed_at(item, draft),
        defaults={"user": user, "position": "[]", "revision_created_id": page.latest_revision_id},
    )
    if is_new:
        pointer.log_create(page_revision=page.latest_revision, user=user)
    return pointer


def pointed_at(item: Item, draft: Page) -> str:
    """The content path that a pointer stands at: one that the editor draws."""
    placement = standing_in(sections_of(draft), item.round).placed.get(item.section_key)
    if placement is None:
        return "title"
    if placement.now is None:
        raise NotThereError
    return first_leaf(placement.now.key, draft)


def first_leaf(path: str, draft: Page) -> str:
    """Down to a block without blocks: the editor draws no comment at a block made of others."""
    field, *below = path.split(".")
    if not below:
        return path
    block = next(child for child in getattr(draft, field) if child.id == below[0])
    leaf = next(leaves(block.block, block.value), None)
    return ".".join([path, *(leaf.path if leaf else ())])
