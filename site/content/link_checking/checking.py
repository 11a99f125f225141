"""One run of the link check: collect the links, look at some of them, and keep what was seen."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, zip_longest
from time import monotonic
from traceback import extract_tb

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from content.link_checking.collecting import collect_all
from content.link_checking.following import Seen, Visitor, host_in
from content.link_checking.inside import is_there
from content.models import LinkState, TypedLink

logger = logging.getLogger(__name__)
NAME_AND_PASSWORD = re.compile(r"//[^/]*@")
LIMIT = 200
MINUTES = 10
KEPT = ["state", "code", "detail", "moved_to", "checked_at", "failing_since", "failures"]


@dataclass(frozen=True)
class Checked:
    """What a run did."""

    links: int
    looked_at: int
    left: int


def visitor() -> Visitor:
    """Says who asks, with the address of this site in plain letters."""
    return Visitor(agent=f"LinkCheck/1.0 (+{iri_to_uri(settings.WAGTAILADMIN_BASE_URL)})")


def check_links(
    *,
    by: Visitor,
    limit: int = LIMIT,
    minutes: float = MINUTES,
    told: Callable[[TypedLink], object] = lambda link: None,
) -> Checked:
    """Look at the links that are due, the longest unseen first, within a number and a time."""
    links = collect_all()
    check_paths()
    now = timezone.now()
    due = TypedLink.objects.due(now)
    until = monotonic() + minutes * 60
    waiting: set[str] = set()
    looked_at = 0
    for link in host_by_host(due[:limit]):
        if monotonic() > until:
            break
        if host_in(link.address) in waiting:
            continue
        with kept_as_unsure_if_it_fails(link):
            seen = by.look_at(link.address)
            if seen.wait is None:
                keep_what_was_seen(link=link, seen=seen)
            else:
                waiting.add(host_in(link.address))
                leave_alone(host=host_in(link.address), wait=seen.wait)
        looked_at += 1
        told(link)
    return Checked(links, looked_at, TypedLink.objects.due(timezone.now()).count())


def check_paths() -> None:
    """The paths of this site: none of them needs a request."""
    for link in TypedLink.objects.inside():
        with kept_as_unsure_if_it_fails(link):
            found = is_there(link.address)
            keep_what_was_seen(link=link, seen=Seen(LinkState.WORKS if found else LinkState.GONE))


@contextmanager
def kept_as_unsure_if_it_fails(link: TypedLink) -> Iterator[None]:
    """No link ends a run, whatever its site answers: the rest would wait, and it would come first.

    The log names neither what is asked of a page nor what the error says, as that may hold secrets.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001
        place = extract_tb(error.__traceback__)[-1]
        logger.error(
            "A link could not be checked: %s (%s in %s, line %s)",
            told_in_a_log(link.address),
            type(error).__name__,
            place.filename.rpartition("/")[2],
            place.lineno,
        )
        keep_what_was_seen(link=link, seen=Seen(LinkState.UNSURE, detail="we could not check it"))


def told_in_a_log(address: str) -> str:
    """An address without a query, and without a name and a password.

    >>> told_in_a_log("https://jo:secret@a.example/b?token=1#c"), told_in_a_log("/about/?a=1")
    ('https://a.example/b', '/about/')
    """
    return NAME_AND_PASSWORD.sub("//", re.split(r"[?#]", address)[0])


def host_by_host(links: Iterable[TypedLink]) -> Iterable[TypedLink]:
    """In turn from each site, so that the pauses of one are spent at the others."""
    sites: dict[str, list[TypedLink]] = defaultdict(list)
    for link in links:
        sites[host_in(link.address)].append(link)
    in_turn = chain.from_iterable(zip_longest(*sites.values()))
    return (link for link in in_turn if link is not None)


def keep_what_was_seen(*, link: TypedLink, seen: Seen) -> None:
    """Note the answer; several failures on one day are one."""
    now = timezone.now()
    if seen.state == LinkState.FAILS:
        if link.state != LinkState.FAILS or day_of(link.checked_at) != day_of(now):
            link.failures += 1
        link.failing_since = link.failing_since or timezone.localdate(now)
    else:
        link.failures = 0
        still = link.failing_since if seen.state == link.state else None
        is_good = seen.state in {LinkState.WORKS, LinkState.MOVED, LinkState.UNSURE}
        link.failing_since = None if is_good else still or timezone.localdate(now)
    link.state, link.code, link.detail = seen.state, seen.code, seen.detail
    link.moved_to, link.checked_at = seen.moved_to, now
    # It may have gone meanwhile, with the last page that had it.
    TypedLink.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in KEPT})


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def leave_alone(*, host: str, wait: timedelta) -> None:
    """Do as a site asks: none of its links is due before. What is known of them stays."""
    same_host = [
        link.pk
        for link in TypedLink.objects.outside().filter(address__icontains=host)
        if host_in(link.address) == host
    ]
    TypedLink.objects.filter(pk__in=same_host).update(leave_until=timezone.now() + wait)
