"""A person’s own comments: to see, change and delete."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from draftcomments.access import Access
from draftcomments.actions.erasing import erase_item
from draftcomments.actions.items import (
    ChangedElsewhereError,
    NotOpenError,
    change_comment,
)
from draftcomments.forms.commenting import NOT_FROM_OUR_PAGE, CommentForm
from draftcomments.models import Item
from draftcomments.reading.draft_parts import names_of
from draftcomments.reading.own_comments import OwnComment, own_comment, own_comments, own_items
from draftcomments.views.keeping import ANSWERED, CLOSED, NO_COMMENT, Because, keep
from draftcomments.views.pages import SeeOther, page, see, with_access, with_access_to_write

VERSION = re.compile(r"[0-9]{1,5}")


@with_access
def mine(request: HttpRequest, access: Access) -> HttpResponse:
    context = {
        "access": access,
        "comments": own_comments(access),
        "deleted": "deleted" in request.GET,
        "changed": "changed" in request.GET,
    }
    return page(request, "mine", "Your comments", context)


def own(access: Access, item_id: UUID) -> OwnComment | None:
    """One of the person's comments; none where it is gone, or somebody else's."""
    item = own_items(access).filter(public_id=item_id).first()
    return own_comment(access, item, names_of(access.round)) if item else None


def back_to_mine(access: Access, what: str) -> SeeOther:
    """To the list, which says what was done."""
    return SeeOther(f"{reverse('draftcomments:mine', args=[access.round.public_id])}?{what}=yes")


@with_access_to_write
def change(request: HttpRequest, access: Access, item_id: UUID) -> HttpResponse:
    """Put other words in place of a comment's."""
    found = own(access, item_id)
    if found is None:
        return keep(request, access, NO_COMMENT)
    if request.method == "POST":
        gone = not access.can_read_draft
        return keep(request, access, why_not(found)) if gone else save(request, access, found)
    if not found.can_change:
        return see("mine", access)
    item = found.item
    said = {"words": item.words, "quote": item.quote, "kind": item.kind}
    return change_page(request, access, found, CommentForm(language=item.language, initial=said))


def save(request: HttpRequest, access: Access, comment: OwnComment) -> HttpResponse:
    form = CommentForm(request.POST, language=comment.item.language)
    if not access.from_our_page:
        form.refuse(NOT_FROM_OUR_PAGE)
        return change_page(request, access, comment, form, status=403)
    if not form.is_valid() and comment.can_change:
        return change_page(request, access, comment, form)
    try:
        changed(request, comment, form)
    except ChangedElsewhereError as error:
        return change_page(request, access, comment, form, now=error.item, status=409)
    except NotOpenError:
        return keep(request, access, why_not(comment))
    except Item.DoesNotExist:
        return keep(request, access, NO_COMMENT)
    return back_to_mine(access, "changed")


def changed(request: HttpRequest, comment: OwnComment, form: CommentForm) -> Item:
    if not form.is_valid():
        raise NotOpenError
    seen = version_seen(request)
    return change_comment(item=comment.item, seen_version=seen, **form.cleaned_data)


def version_seen(request: HttpRequest) -> int:
    """The version that the page had shown; 0, which there never was, where it does not say."""
    sent = request.POST.get("version", "")
    return int(sent) if VERSION.fullmatch(sent) else 0


def why_not(comment: OwnComment) -> Because:
    return ANSWERED if comment.is_answered else CLOSED


def change_page(
    request: HttpRequest,
    access: Access,
    comment: OwnComment,
    form: CommentForm,
    *,
    now: Item | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form. With `now`, the comment as it was changed elsewhere: to send again takes the new words."""
    shown = version_seen(request) or comment.item.version
    context = {
        "access": access,
        "comment": comment,
        "form": form,
        "now": now,
        "version": now.version if now else shown,
    }
    title = "Which words are right?" if now else "Change your comment"
    return page(request, "change", title, context, status=status)


@with_access
def delete(request: HttpRequest, access: Access, item_id: UUID) -> HttpResponse:
    """Ask, then delete: always, and for good."""
    found = own(access, item_id)
    if found is None:
        return keep(request, access, NO_COMMENT)
    if request.method == "POST":
        erase_item(item=found.item)
        return back_to_mine(access, "deleted")
    context = {"access": access, "comment": found}
    return page(request, "delete", "Delete your comment", context)


urlpatterns = [
    path("<uuid:public_id>/mine/", mine, name="mine"),
    path("<uuid:public_id>/mine/<uuid:item_id>/", change, name="change"),
    path("<uuid:public_id>/mine/<uuid:item_id>/delete/", delete, name="delete"),
]
