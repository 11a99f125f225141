"""What a person reads whose words could not be stored: why, and the words, to keep."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from draftcomments.access import Access
from draftcomments.views.pages import kept_of, page


@dataclass(frozen=True)
class Because:
    """Why nothing was stored."""

    title: str
    text: str
    status: int = 409


NO_DRAFT = Because(
    "You cannot comment on this draft any more",
    "The work on it is done, or it is a public page now. We have kept nothing new.",
    status=410,
)
CLOSED = Because(
    "You cannot send comments any more",
    "We can take no more comments here, so we have not kept this one.",
)
NOT_STARTED = Because(
    "First, tell us that you want to take part",
    "We keep nothing before you have said yes on the start page.",
)
ANSWERED = Because(
    "This comment cannot be changed any more",
    "We have answered it, so it stays as it was. You can still delete it.",
)
NO_COMMENT = Because(
    "We cannot find this comment",
    "It may have been deleted, here or on another device. We have kept nothing new.",
    status=404,
)
NO_PART = Because(
    "We cannot find this part of the draft",
    "The address may be wrong. Go back to the draft to find the part.",
    status=404,
)


def keep(request: HttpRequest, access: Access, because: Because) -> HttpResponse:
    """Give back everything that was written, in boxes to copy from."""
    context = {"access": access, "because": because, "kept": kept_of(request)}
    return page(request, "keep", because.title, context, status=because.status)


def too_late(access: Access) -> Because:
    """Why somebody may not comment."""
    return CLOSED if access.contributor.has_started else NOT_STARTED
