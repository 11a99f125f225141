"""Who a contributor is: what a link has put into the session, asked anew on each request.

A link is opened once, and from then on a session stands for it, so that the secret leaves the address
bar. The session holds the number of the link, by round. It opens nothing once the link is stopped.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from draftcomments.enums import RoundStatus
from draftcomments.models import AccessLink, Contributor, Round

SESSION_KEY = "draftcomments"
DAYS_TO_READ_REPLIES = 60


@dataclass(frozen=True)
class Access:
    """A person with a link that works. `round` comes without its frozen copy.

    `from_our_page` is false for a POST without a good CSRF token: it must change nothing.
    """

    link: AccessLink
    from_our_page: bool = True

    @property
    def contributor(self) -> Contributor:
        return self.link.contributor

    @property
    def round(self) -> Round:
        return self.link.contributor.round

    @property
    def can_comment(self) -> bool:
        started = self.contributor.has_started
        return started and self.round.is_open and self.can_read_draft

    @property
    def can_read_draft(self) -> bool:
        """Until the round is archived, and not once the page is gone, or out with replies due."""
        round = self.round
        if round.page_id is None or round.status in {RoundStatus.DRAFT, RoundStatus.ARCHIVED}:
            return False
        return not (round.page_was_published and timezone.localdate() > round.reply_by)


class NoAccessError(Exception):
    """Nobody to let in: `known` says that a link was there, but does not work any more.

    `contact_line` is whom its holder may ask, where that is known; `withdrew` that they took back
    all that they had said.
    """

    def __init__(self, *, known: bool, contact_line: str = "", withdrew: bool = False) -> None:
        super().__init__()
        self.known = known
        self.contact_line = contact_line
        self.withdrew = withdrew


def last_day_for_replies(round: Round) -> date:
    """How long a link lets people read what came of their comments."""
    return round.reply_by + timedelta(days=DAYS_TO_READ_REPLIES)


def remember(request: HttpRequest, link: AccessLink) -> None:
    """Let this session stand for a link, under a new session number."""
    held = {**request.session.get(SESSION_KEY, {}), str(link.contributor.round.public_id): link.pk}
    request.session.cycle_key()
    request.session[SESSION_KEY] = held


def forget(request: HttpRequest) -> None:
    """Let this session stand for no link any more. An editor's log-in stays."""
    request.session.pop(SESSION_KEY, None)
    if not request.session.keys():
        request.session.flush()


def access_to(request: HttpRequest, public_id: UUID) -> Access:
    """The access that this session has to a round, in one query. Raises `NoAccessError`."""
    held = request.session.get(SESSION_KEY, {}).get(str(public_id))
    if held is None:
        raise NoAccessError(known=False)
    link = AccessLink.objects.with_round().filter(pk=held).first()
    if link is None or link.contributor.round.public_id != public_id:
        raise NoAccessError(known=False)
    if not link.is_usable:
        raise ended(link)
    return Access(link)


def ended(link: AccessLink) -> NoAccessError:
    """What to say to the holder of a link that does not work any more."""
    person = link.contributor
    return NoAccessError(
        known=True,
        contact_line=person.round.contact_line,
        withdrew=person.withdrawn_at is not None,
    )
