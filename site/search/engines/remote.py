"""A search engine beside the site: asked, told of changes, and built anew, in few requests."""

import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from django.conf import settings

from search.asking import Answer, Asked
from search.engines.address import read_address
from search.engines.answers import read_answer, read_indexes, read_stamps, read_taken
from search.engines.breaker import Breaker, Calls, Deadline, EngineUnavailable
from search.engines.documents import INDEX, nothing_of, source_of
from search.engines.questions import DEEPEST, is_within_reach, search_body
from search.engines.wire import Body, Wire
from search.models import SearchDocument

READ_SECONDS = 0.8
WRITE_SECONDS = 1.5
PATIENT_SECONDS = 60.0
AT_ONCE = 200
LONGEST_BUILD = 24 * 60 * 60


class Change(NamedTuple):
    """A page as it is now, or None when it is no longer public; a higher version is newer."""

    page_id: int
    version: int
    row: SearchDocument | None


class RemoteEngine:
    """One index, known by its alias. Every method raises `EngineUnavailable` when it cannot."""

    def __init__(self, wire: Wire, name: str, calls: Calls, *, read: float, write: float) -> None:
        self.wire = wire
        self.name = name
        self.calls = calls
        self.read_seconds = read
        self.write_seconds = write

    @property
    def is_resting(self) -> bool:
        """Whether a call made now would not even be sent."""
        return self.calls.is_resting

    def find(self, asked: Asked) -> Answer:
        """The answer to a question, by one request."""
        if not is_within_reach(asked):
            raise EngineUnavailable("it does not answer questions of this size")

        def ask() -> Answer:
            path = f"/{self.name}/_search"
            body = self.wire.get("POST", path, search_body(asked), seconds=self.read_seconds)
            return read_answer(body, asked)

        return self.calls.call(ask, seconds=self.read_seconds)

    def tell(self, changes: Sequence[Change], *, seconds: float | None = None) -> set[int]:
        """Put and drop pages by one request; gives the pages that the engine has now, or newer.

        A change never takes the place of a newer one, in whatever order two processes send them.
        """
        lines = list(chain.from_iterable(map(change_lines, changes)))
        page_ids = [change.page_id for change in changes]
        path = f"/{self.name}/_bulk?require_alias=true&refresh=true"
        limit = self.write_seconds if seconds is None else seconds

        def write() -> set[int]:
            return read_taken(self.wire.get("POST", path, lines, seconds=limit), page_ids)

        return self.calls.call(write, seconds=limit) if lines else set()

    def known(self) -> dict[int, str]:
        """The stamp of every page that the engine holds, read in parts."""
        stamps: dict[int, str] = {}
        body = {
            "query": {"match_all": {}},
            "sort": [{"page": "asc"}],
            "size": DEEPEST,
            "_source": False,
            "docvalue_fields": ["stamp"],
        }
        while part := read_stamps(self.request("POST", f"/{self.name}/_search", body)):
            stamps.update(part)
            body["search_after"] = [part[-1][0]]
        return {page_id: stamp for page_id, stamp in stamps.items() if stamp}

    def build(self, rows: Iterable[SearchDocument], *, done: Callable[[int], None]) -> int:
        """Fill a new index and put it in the place of the old one; `done` hears the progress.

        Until the last step the old index answers, and when a step fails it stays. What changes
        meanwhile is told to the old one: repair the new one afterwards.
        """
        with self.new_index() as index:
            written = 0
            left = iter(rows)
            while batch := list(islice(left, AT_ONCE)):
                self.fill(index, batch)
                written += len(batch)
                done(len(batch))
            self.request("POST", f"/{index}/_refresh")
            replaced = self.point_at(index)
        with suppress(EngineUnavailable):
            self.clear_away(replaced)
        return written

    def request(self, method: str, path: str, body: Body = None) -> Any:
        limit = self.write_seconds
        return self.calls.call(
            lambda: self.wire.get(method, path, body, seconds=limit), seconds=limit
        )

    @contextmanager
    def new_index(self) -> Iterator[str]:
        """A new index, which goes again when something fails before it is in use."""
        index = f"{self.name}-{int(time.time())}-{secrets.token_hex(4)}"
        try:
            self.request("PUT", f"/{index}", INDEX)
            yield index
        except BaseException:
            with suppress(EngineUnavailable):
                if self.name not in self.indexes().get(index, {self.name}):
                    self.request("DELETE", f"/{index}")
            raise

    def fill(self, index: str, rows: Sequence[SearchDocument]) -> None:
        lines = [line for row in rows for line in ({"index": {"_id": str(row.pk)}}, source_of(row))]
        ids = [row.pk for row in rows]
        taken = read_taken(self.request("POST", f"/{index}/_bulk", lines), ids)
        if refused := len(rows) - len(taken):
            raise EngineUnavailable(f"it refused {refused} of {len(rows)} pages")

    def point_at(self, index: str) -> list[str]:
        """Let the alias name this index and no other, in one step; gives those it named before."""
        old = [name for name, aliases in self.indexes().items() if self.name in aliases]
        actions = [{"remove": {"index": name, "alias": self.name}} for name in old]
        actions.append({"add": {"index": index, "alias": self.name}})
        self.request("POST", "/_aliases", {"actions": actions})
        return old

    def clear_away(self, replaced: list[str]) -> None:
        """Delete the indexes that were replaced, and what a killed build left a day ago."""
        for name, aliases in self.indexes().items():
            if name in replaced or (not aliases and is_left_over(name)):
                self.request("DELETE", f"/{name}")

    def indexes(self) -> dict[str, set[str]]:
        """The indexes that builds for this alias have made, each with its aliases."""
        ours = re.compile(rf"{re.escape(self.name)}-\d+-[0-9a-f]{{8}}")
        known = read_indexes(self.request("GET", f"/{self.name}-*/_alias"))
        return {name: aliases for name, aliases in known.items() if ours.fullmatch(name)}


def is_left_over(index: str) -> bool:
    """Whether an index was begun so long ago that nobody can still be filling it.

    >>> is_left_over("site-1700000000-0a1b2c3d"), is_left_over("site-99999999999-0a1b2c3d")
    (True, False)
    """
    return int(index.split("-")[-2]) < time.time() - LONGEST_BUILD


def change_lines(change: Change) -> tuple[dict[str, Any], dict[str, Any]]:
    where = {
        "_id": str(change.page_id),
        "version": change.version,
        "version_type": "external_gte",
    }
    source = source_of(change.row) if change.row else nothing_of(change.page_id)
    return {"index": where}, source


@lru_cache(maxsize=2)
def engine_at(url: str) -> RemoteEngine:
    """The engine at an address, as all readers of this process share it."""
    address = read_address(url)
    return RemoteEngine(
        Wire(address), address.prefix, Breaker(), read=READ_SECONDS, write=WRITE_SECONDS
    )


def remote_engine() -> RemoteEngine | None:
    """The engine of SEARCH_URL for requests, which never wait long; None when there is none."""
    return engine_at(settings.SEARCH_URL) if settings.SEARCH_URL else None


def patient_engine() -> RemoteEngine | None:
    """The engine of SEARCH_URL for commands, which can wait."""
    if not settings.SEARCH_URL:
        return None
    address = read_address(settings.SEARCH_URL)
    patience = PATIENT_SECONDS
    return RemoteEngine(Wire(address), address.prefix, Deadline(), read=patience, write=patience)
