"""Lets those who may read the draft of a round see its pictures, and open its documents."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from draftcomments.access import SESSION_KEY, NoAccessError, access_to
from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from draftcomments.permissions import can_read_originals
from draftcomments.reading.draft_parts import frozen_page


def may_see_upload(request: HttpRequest, upload: Model) -> bool:
    """Whether a frozen draft that this person may read now has a picture or document."""
    kind = ContentType.objects.get_for_model(upload).pk
    return any((kind, str(upload.pk)) in held_by(draft) for draft in drafts_for(request))


def drafts_for(request: HttpRequest) -> Iterator[Page]:
    """The frozen drafts that this session, or this member of staff, may read."""
    for round in (*rounds_of_session(request), *rounds_of_staff(request)):
        # Its frozen copy is large: it is read only once it is asked for, one after the other.
        if round.page is not None and round.content:
            yield frozen_page(round.page, round.content)


def rounds_of_session(request: HttpRequest) -> Iterator[Round]:
    for number in request.session.get(SESSION_KEY, {}):
        try:
            access = access_to(request, UUID(number))
        except NoAccessError:
            continue
        if access.can_read_draft:
            yield access.round


def rounds_of_staff(request: HttpRequest) -> Iterator[Round]:
    """Those that somebody with an account runs, helps in, or checks the comments of."""
    user = request.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return
    rounds = Round.objects.light().select_related("page")
    running = rounds.filter(status__in=[RoundStatus.OPEN, RoundStatus.CLOSED])
    if not can_read_originals(user):
        running = running.filter(Q(owner=user) | Q(facilitator=user))
    yield from running


def held_by(draft: Page) -> set[tuple[int, str]]:
    """What a draft points at, as Wagtail notes it of stored pages."""
    return {(kind, pk) for kind, pk, *_ in ReferenceIndex._extract_references_from_object(draft)}
