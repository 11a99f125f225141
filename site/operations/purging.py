"""Tells every copy of a page that there is something new to say: the page cache, and the proxies.

What is to be told is a row that is stored together with the change, so nothing is forgotten when
a process ends between the two. An empty row stands for all pages. The rows of the last hour are
the *generation*: copies in the page cache that were made in another one are not given out. The
cache keeps the generation for a second only, so whatever happens to the cache, the database is
believed a second later. The other rows are addresses whose copies in the proxies are replaced.
"""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from operations.models import Purge
from operations.proxies import refresh

GENERATION_KEY = "page-generation"
GENERATION_SECONDS = 1.0
MOST_SECONDS = 2.0
"""How long somebody who publishes waits, at most, for all proxies together."""
GENERATION_KEPT = timedelta(hours=1)
WORTH_SENDING = timedelta(days=1)
AT_ONCE = 500

Generation = tuple[str, float]
"""What the database said, and when (by the clock)."""


def purge(*, paths: Iterable[str] = ()) -> None:
    """Let no copy from before this moment be given out, and replace those of some addresses.

    Within a transaction nothing is told to anyone before it is certain.
    """
    if settings.PAGE_CACHE and not is_waiting(tell_cache):
        Purge.objects.create(path="")
        transaction.on_commit(tell_cache)
    if settings.PROXY_URLS and (wanted := list(dict.fromkeys(paths))):
        Purge.objects.bulk_create([Purge(path=path) for path in wanted if is_address(path)])
        if not is_waiting(send_soon):
            transaction.on_commit(send_soon)


def is_waiting(action: Callable[[], object]) -> bool:
    """Whether this transaction has noted it already, in a part that still stands."""
    return any(asked[1] is action for asked in transaction.get_connection().run_on_commit)


def is_address(path: str) -> bool:
    """Whether it is an address of this site that a row can hold."""
    longest = Purge._meta.get_field("path").max_length or 0
    return path.startswith("/") and not path.startswith("//") and len(path) <= longest


def read_generation() -> str:
    """What the database says. Two changes at once are two rows, whichever is certain first."""
    rows = Purge.objects.filter(path="").aggregate(last=Max("pk"), number=Count("pk"))
    return f"{rows['last'] or 0}.{rows['number']}"


class Known:
    """What this process knows of the generation: as much as the cache, and for the same second."""

    generation: Generation | None = None


def tell_cache() -> None:
    """A change is certain: from now on copies from before it are not given out."""
    Known.generation = read_generation(), time.time()
    cache.set(GENERATION_KEY, Known.generation, GENERATION_SECONDS)


def known_generation() -> str:
    """The generation without asking anybody; "" where what is known is more than a second old."""
    return still_true(Known.generation)


def still_true(generation: Generation | None) -> str:
    is_new = generation is not None and abs(time.time() - generation[1]) < GENERATION_SECONDS
    return generation[0] if generation and is_new else ""


def generation_now(kept: Generation | None) -> str:
    """The generation, given what the cache keeps of it; read again where that is too old."""
    if kept is None or not still_true(kept):
        asked_at = time.time()
        kept = read_generation(), asked_at
        # Not `set`: somebody who has just changed something knows better.
        cache.add(GENERATION_KEY, kept, GENERATION_SECONDS)
    Known.generation = kept
    return kept[0]


def send_soon() -> None:
    """After a change: tell the proxies, in a time that an editor can wait. The rest is mended."""
    send_waiting(seconds=MOST_SECONDS)


def send_waiting(*, seconds: float) -> int:
    """Tell the proxies of what waits, and forget what they know; how many addresses those were."""
    rows = Purge.objects.exclude(path="").order_by("pk")[:AT_ONCE]
    waiting: dict[str, list[int]] = {}
    for pk, path in rows.values_list("pk", "path"):
        waiting.setdefault(path, []).append(pk)
    known = refresh(waiting, seconds=seconds)
    Purge.objects.filter(pk__in=[pk for path in known for pk in waiting[path]]).delete()
    return len(known)


def forget_old() -> int:
    """Drop the rows that nobody needs any more: of copies that are long gone by themselves."""
    now = timezone.now()
    done = Purge.objects.filter(path="", created__lt=now - GENERATION_KEPT)
    too_late = Purge.objects.exclude(path="").filter(created__lt=now - WORTH_SENDING)
    return sum(rows.delete()[0] for rows in (done, too_late))
