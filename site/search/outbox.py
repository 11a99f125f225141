"""What the search engine has not been told yet: sent when a page changes, and mended by a job."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError
from django.db.models import Max, QuerySet

from search.engines.breaker import EngineUnavailable, Pace
from search.engines.documents import source_of
from search.engines.remote import Change, RemoteEngine, patient_engine, remote_engine
from search.models import IndexChange, SearchDocument

logger = logging.getLogger(__name__)

AT_ONCE = 500
# Behind a reader's back there is less time, and the job takes what is left.
FEW = 20
SHORT_SECONDS = 0.5
rounds = Pace(60)


@dataclass(frozen=True)
class Mended:
    """What a repair found and did: pages written or dropped anew, and changes still waiting."""

    different: int
    sent: int
    waiting: int


def push_changes() -> None:
    """Tell the engine what waits for it, the newest first. Never raises, and never waits long."""
    push_quietly(most=AT_ONCE)


def push_leftovers() -> None:
    """The same for what an earlier failure left, at most once a minute: after a good answer."""
    if rounds.is_due():
        push_quietly(most=FEW, seconds=SHORT_SECONDS)


def push_quietly(*, most: int, seconds: float | None = None) -> None:
    engine = remote_engine()
    if engine is None or engine.is_resting:
        return
    try:
        with suppress(EngineUnavailable):
            push(engine, most=most, seconds=seconds)
    except DatabaseError as error:
        logger.error("Changes for the search engine cannot be read (%s).", type(error).__name__)


def push(engine: RemoteEngine, *, most: int = AT_ONCE, seconds: float | None = None) -> int:
    """Send the newest changes and forget those that the engine took; gives how many pages.

    A page is sent as its row is now. Its version is that of its newest change, which is older
    than the row or as old: so a later change is never taken for an earlier one.
    """
    waiting = list(IndexChange.objects.order_by("-pk").values_list("pk", "page_id")[:most])
    newest: dict[int, int] = {}
    for version, page_id in waiting:
        newest.setdefault(page_id, version)
    rows = SearchDocument.objects.defer("body", "summary").in_bulk(newest)
    changes = [Change(page_id, version, rows.get(page_id)) for page_id, version in newest.items()]
    taken = engine.tell(changes, seconds=seconds)
    if told := [version for version, page_id in waiting if page_id in taken]:
        IndexChange.objects.filter(pk__in=told).delete()
    if refused := len(newest) - len(taken):
        logger.error("The search engine refused %s of %s pages.", refused, len(newest))
    return len(taken)


def repair() -> Mended:
    """Compare what the engine holds with the rows, and send what differs and what waits.

    Raises `EngineUnavailable` when the engine cannot be reached.
    """
    engine = patient_engine()
    if engine is None:
        return Mended(different=0, sent=0, waiting=0)
    different = pages_that_differ(engine.known())
    waiting = set(IndexChange.objects.values_list("page_id", flat=True))
    IndexChange.objects.bulk_create(
        (IndexChange(page_id=page_id) for page_id in sorted(different - waiting)),
        batch_size=AT_ONCE,
    )
    sent = 0
    while taken := push(engine):
        sent += taken
    return Mended(different=len(different), sent=sent, waiting=IndexChange.objects.count())


def pages_that_differ(held: dict[int, str]) -> set[int]:
    """The pages that the engine holds in another state than the rows, or at all, or not."""
    different = set(held)
    for row in indexed_rows().iterator(chunk_size=AT_ONCE):
        if held.get(row.pk) == source_of(row)["stamp"]:
            different.discard(row.pk)
        else:
            different.add(row.pk)
    return different


def indexed_rows() -> QuerySet[SearchDocument]:
    return SearchDocument.objects.order_by("pk").defer("body", "summary", "url", "kind")


def build(*, done: Callable[[int], None]) -> int:
    """Make the engine's index anew from the rows; `done` hears the progress.

    What changed while it was filled is mended at the end. Returns how many pages it holds, and
    raises `EngineUnavailable` when the engine fails: the old index goes on answering then.
    """
    engine = patient_engine()
    if engine is None:
        return 0
    before = IndexChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    written = engine.build(indexed_rows().iterator(chunk_size=AT_ONCE), done=done)
    IndexChange.objects.filter(pk__lte=before).delete()
    repair()
    return written
