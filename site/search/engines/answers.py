"""What an engine answered, believed only when it makes sense."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from search.asking import Answer, Asked, Counts
from search.engines.breaker import NEVER_BUILT, EngineUnavailable
from search.engines.questions import REST

NO_INDEX = 404
NEWER_THERE = 409
TAKEN = {200, 201, NEWER_THERE}


@contextmanager
def sense() -> Iterator[None]:
    """Turn the trouble that nonsense makes into the one error that callers know."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise EngineUnavailable("its answer makes no sense") from error


def read_answer(body: Any, asked: Asked) -> Answer:
    """The answer to a question. It has to be whole: no part of the index left out."""
    with sense():
        require(body["timed_out"] is False and body["_shards"]["failed"] == 0)
        total = whole_number(body["hits"]["total"]["value"])
        ids = [int(hit["_id"]) for hit in body["hits"]["hits"]]
        require(len(ids) == len(set(ids)) == max(0, min(asked.size, total - asked.start)))
        return Answer(total=total, ids=ids, counts=read_counts(body["aggregations"], asked))


def read_counts(aggregations: Any, asked: Asked) -> Counts:
    counts: Counts = {}
    for name in (REST, *map(str, range(len(asked.chosen)))):
        for facet, value, pages in buckets(aggregations[name]["values"]):
            if name != REST or facet not in asked.chosen:
                counts[facet, value] = pages
    return counts


def buckets(values: Any) -> Iterator[tuple[str, str, int]]:
    require(values["sum_other_doc_count"] == 0)
    for bucket in values["buckets"]:
        facet, mark, value = bucket["key"].partition("=")
        require(mark)
        yield facet, value, whole_number(bucket["doc_count"])


def read_stamps(body: Any) -> list[tuple[int, str]]:
    """Page numbers and stamps of one part of the index; no stamp where a page is not there."""
    with sense():
        require(body["timed_out"] is False and body["_shards"]["failed"] == 0)
        return [
            (int(hit["_id"]), str(hit.get("fields", {}).get("stamp", [""])[0]))
            for hit in body["hits"]["hits"]
        ]


def read_taken(body: Any, page_ids: list[int]) -> set[int]:
    """Which of the pages that were written in bulk are there as sent, or newer."""
    with sense():
        results = [item["index"] for item in body["items"]]
        if any(result["status"] == NO_INDEX for result in results):
            raise EngineUnavailable(NEVER_BUILT)
        require([int(result["_id"]) for result in results] == page_ids)
        return {
            page_id
            for page_id, result in zip(page_ids, results, strict=True)
            if result["status"] in TAKEN
        }


def read_indexes(body: Any) -> dict[str, set[str]]:
    """The aliases of each index."""
    with sense():
        return {name: set(index["aliases"]) for name, index in body.items()}


def whole_number(value: Any) -> int:
    require(isinstance(value, int) and value >= 0)
    return int(value)


def require(holds: object) -> None:
    if not holds:
        raise ValueError("An engine's answer does not hold together.")
