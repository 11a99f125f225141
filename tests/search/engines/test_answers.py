"""What an engine says is believed only when it holds together."""

from typing import Any

import pytest

from search.asking import Answer, Asked
from search.engines.answers import read_answer, read_indexes, read_stamps, read_taken
from search.engines.breaker import EngineUnavailable

ASKED = Asked(chosen={"phase": ("plan",)}, size=2)


def good() -> dict[str, Any]:
    def values(*buckets: tuple[str, int]) -> dict[str, Any]:
        found = [{"key": key, "doc_count": pages} for key, pages in buckets]
        return {"values": {"buckets": found, "sum_other_doc_count": 0}}

    return {
        "timed_out": False,
        "_shards": {"failed": 0},
        "hits": {"total": {"value": 3}, "hits": [{"_id": "7"}, {"_id": "5"}]},
        "aggregations": {
            "rest": values(("phase=plan", 3), ("group=a=b", 2)),
            "0": values(("phase=plan", 3), ("phase=check", 1)),
        },
    }


def test_reads_numbers_pages_and_counts() -> None:
    assert read_answer(good(), ASKED) == Answer(
        total=3,
        ids=[7, 5],
        counts={("phase", "plan"): 3, ("phase", "check"): 1, ("group", "a=b"): 2},
    )


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["timed_out"], True),
        (["_shards", "failed"], 1),
        (["hits", "total", "value"], "3"),
        (["hits", "total", "value"], -1),
        (["hits", "total", "value"], 1),
        (["hits", "hits"], [{"_id": "7"}, {"_id": "7"}]),
        (["hits", "hits"], [{"_id": "7"}]),
        (["hits", "hits"], [{"_id": "seven"}, {"_id": "5"}]),
        (["hits", "hits"], None),
        (["aggregations"], {}),
        (["aggregations", "0", "values", "sum_other_doc_count"], 1),
        (["aggregations", "0", "values", "buckets"], [{"key": "phase", "doc_count": 1}]),
        (["aggregations", "0", "values", "buckets"], [{"key": 7, "doc_count": 1}]),
        (["aggregations", "0", "values", "buckets"], [{"key": "phase=plan", "doc_count": None}]),
    ],
)
def test_an_answer_that_does_not_hold_together_is_none(path: list[str], value: object) -> None:
    body = good()
    inner = body
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    with pytest.raises(EngineUnavailable, match="makes no sense"):
        read_answer(body, ASKED)


@pytest.mark.parametrize("body", [None, [], "", 7, {}, {"items": [{}]}, {"a": None}])
def test_nonsense_is_never_read(body: object) -> None:
    for attempt in (
        lambda: read_answer(body, ASKED),
        lambda: read_stamps(body),
        lambda: read_taken(body, [1]),
    ):
        with pytest.raises(EngineUnavailable):
            attempt()


@pytest.mark.parametrize("body", [None, [], 7, {"a": None}, {"a": {}}])
def test_nonsense_is_no_list_of_indexes(body: object) -> None:
    with pytest.raises(EngineUnavailable):
        read_indexes(body)


def test_a_newer_page_in_the_engine_counts_as_taken() -> None:
    items = [{"index": {"_id": "1", "status": 201}}, {"index": {"_id": "2", "status": 409}}]
    items.append({"index": {"_id": "3", "status": 429}})
    assert read_taken({"items": items}, [1, 2, 3]) == {1, 2}


def test_an_engine_that_answers_about_other_pages_is_not_believed() -> None:
    with pytest.raises(EngineUnavailable):
        read_taken({"items": [{"index": {"_id": "8", "status": 200}}]}, [1])
