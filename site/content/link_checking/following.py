"""Looks whether an address leads somewhere: redirects followed, politely to each site."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

from django.utils.encoding import iri_to_uri

from content.link_checking.asking import (
    PORTS,
    SECONDS,
    BrokenOffError,
    NoAnswerError,
    NotPublicError,
    Reply,
    ask,
    is_public,
)
from content.models import LONGEST_LINK, LinkState

PAUSE = 2.0
MOST_REDIRECTS = 5
FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
FOR_NOW = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
NOT_THERE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
LONGEST_WAIT = timedelta(days=7)
USUAL_WAIT = timedelta(days=1)
MOST_DIGITS, LONGEST_DATE = 9, 100


@dataclass(frozen=True)
class Seen:
    """What came of looking. With `wait`, the site asked us to come back later: nothing is known."""

    state: LinkState
    code: int | None = None
    detail: str = ""
    moved_to: str = ""
    wait: timedelta | None = None


@dataclass
class Visitor:
    """Asks sites one thing after the other, each with a pause before it is asked again."""

    agent: str
    pause: float = PAUSE
    seconds: float = SECONDS
    may_connect: Callable[[str], bool] = is_public
    asked_at: dict[str, float] = field(default_factory=dict)
    wait_for: Callable[[float], None] = sleep

    def ask(self, address: str, method: str) -> Reply:
        host = host_in(address)
        if host in self.asked_at:
            self.wait_for(max(self.asked_at[host] + self.pause - monotonic(), 0))
        try:
            return ask(
                address,
                method=method,
                agent=self.agent,
                seconds=self.seconds,
                may_connect=self.may_connect,
            )
        finally:
            self.asked_at[host] = monotonic()

    def reply_to(self, address: str) -> Reply:
        """What an address answers. Some sites only know how to answer a whole request."""
        try:
            reply = self.ask(address, "HEAD")
        except BrokenOffError:
            return self.ask(address, "GET")
        if reply.code < HTTPStatus.BAD_REQUEST or asks_to_wait(reply):
            return reply
        return self.ask(address, "GET")

    def look_at(self, address: str) -> Seen:
        """Whether an address leads somewhere, over a few redirects."""
        here, moved_to, for_good = address, "", True
        for _ in range(MOST_REDIRECTS + 1):
            try:
                reply = self.reply_to(here)
            except NotPublicError as refused:
                return Seen(LinkState.PRIVATE, detail=str(refused))
            except NoAnswerError as problem:
                return Seen(LinkState.FAILS, detail=str(problem))
            if not (reply.location and reply.code in FOR_GOOD | FOR_NOW):
                return verdict(reply, moved_to)
            here = next_address(here, reply)
            for_good = for_good and reply.code in FOR_GOOD
            moved_to = here if for_good else moved_to
        return Seen(LinkState.FAILS, detail="it leads from one address to the next without end")


def host_in(address: str) -> str:
    """The site that an address is of; an address that cannot be read is a site of its own."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return address


def next_address(here: str, reply: Reply) -> str:
    """Where a redirect leads. What is no web address is refused when it is asked."""
    try:
        return iri_to_uri(urljoin(here, reply.location)) or ""
    except ValueError:
        return reply.location


def asks_to_wait(reply: Reply) -> bool:
    is_busy = reply.code == HTTPStatus.SERVICE_UNAVAILABLE and bool(reply.retry_after)
    return reply.code == HTTPStatus.TOO_MANY_REQUESTS or is_busy


def wait_asked_for(written: str, now: datetime) -> timedelta:
    """How long a site asks us to wait: in seconds or until a day, a week at the most.

    >>> now = datetime(2026, 7, 1, tzinfo=UTC)
    >>> wait_asked_for("120", now), wait_asked_for("Wed, 01 Jul 2026 01:00:00 GMT", now)
    (datetime.timedelta(seconds=120), datetime.timedelta(seconds=3600))
    >>> wait_asked_for("soon", now), wait_asked_for("9" * 30, now)
    (datetime.timedelta(days=1), datetime.timedelta(days=7))
    >>> wait_asked_for("9" * 5_000, now), wait_asked_for("0120", now)
    (datetime.timedelta(days=7), datetime.timedelta(seconds=120))
    >>> wait_asked_for("Wed, 01 Jul 2026 01:00:00 +99999999999999999999", now)
    datetime.timedelta(days=1)
    """
    if written.isdecimal():
        digits = written.lstrip("0")
        is_short = len(digits) <= MOST_DIGITS
        return (
            min(timedelta(seconds=int(digits or "0")), LONGEST_WAIT) if is_short else LONGEST_WAIT
        )
    try:
        until = parsedate_to_datetime(written[:LONGEST_DATE])
        asked = until.replace(tzinfo=until.tzinfo or UTC) - now
    except (ValueError, OverflowError, TypeError):
        return USUAL_WAIT
    return min(max(asked, timedelta(0)), LONGEST_WAIT)


def verdict(reply: Reply, moved_to: str) -> Seen:
    """What the last answer says of the link."""
    code = reply.code
    if asks_to_wait(reply):
        return Seen(LinkState.NEW, code, wait=wait_asked_for(reply.retry_after, datetime.now(UTC)))
    if code < HTTPStatus.BAD_REQUEST:
        if moved_to and len(moved_to) <= LONGEST_LINK:
            return Seen(LinkState.MOVED, code, moved_to=moved_to)
        return Seen(LinkState.WORKS, code)
    if code in NOT_THERE:
        return Seen(LinkState.GONE, code)
    if code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Seen(LinkState.UNSURE, code, detail=f"it answers {code}")
    return Seen(LinkState.FAILS, code, detail=f"it answers {code}")


def is_web_address(address: str) -> bool:
    """Whether it is an address that can be asked.

    >>> [is_web_address(each) for each in ("https://a.example/", "mailto:a@b.example", "//[", "/a/")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in PORTS and bool(parts.hostname)
