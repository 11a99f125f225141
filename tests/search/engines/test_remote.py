"""Real engines give what the database gives, and are built and changed without a gap."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from search.asking import Answer, Asked, Order
from search.engines.breaker import EngineUnavailable
from search.engines.remote import Change, RemoteEngine, patient_engine
from search.finding import find_in_database
from search.models import SearchDocument
from search.query import parse_query
from search.words import Query, tokens_text
from tests.search.engines.conftest import PATIENT, Writer

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def quiet(pages: int) -> None:
    """Progress that nobody looks at."""


def study(
    number: int, title: str = "", body: str = "housing and health", **fields: object
) -> SearchDocument:
    title = title or f"Study {number}"
    return SearchDocument(
        pk=number,
        title=title,
        title_tokens=tokens_text(title),
        body_tokens=tokens_text(body),
        published_at=NEW_YEAR + timedelta(microseconds=number % 4),
        **{"facets": {"kind": ["case-study"], "place": [f"place-{number}"]}, **fields},
    )


def asked(words: str = "housing", **fields: object) -> Asked:
    query = Query(text=words, groups=((tuple(tokens_text(words).split()),),))
    return Asked(query=query, **fields)  # type: ignore[arg-type] - fields of the question


def without_zeros(answer: Answer) -> dict[tuple[str, str], int]:
    return {value: pages for value, pages in answer.counts.items() if pages}


def put(engine: RemoteEngine, *rows: SearchDocument, version: int = 1) -> set[int]:
    return engine.tell([Change(row.pk, version, row) for row in rows])


def test_finds_a_page_as_soon_as_it_was_told_of_it(engine: RemoteEngine) -> None:
    assert put(engine, study(1)) == {1}
    assert engine.find(asked()).ids == [1]


def test_a_dropped_page_is_neither_found_nor_counted_nor_known(engine: RemoteEngine) -> None:
    put(engine, study(1), study(2))
    assert engine.tell([Change(1, 2, None)]) == {1}
    answer = engine.find(asked())
    assert (answer.total, answer.ids) == (1, [2])
    assert ("place", "place-1") not in answer.counts
    assert set(engine.known()) == {2}


def test_an_older_change_never_takes_the_place_of_a_newer_one(engine: RemoteEngine) -> None:
    put(engine, study(1, body="new words"), version=7)
    assert put(engine, study(1, body="old words"), version=6) == {1}
    assert engine.find(asked("new")).total == 1
    assert engine.find(asked("old")).total == 0


def test_a_late_write_does_not_bring_a_withdrawn_page_back(engine: RemoteEngine) -> None:
    engine.tell([Change(1, 7, None)])
    put(engine, study(1), version=6)
    assert engine.find(asked()).total == 0


def test_a_change_after_a_rebuild_is_taken_whatever_came_before(engine: RemoteEngine) -> None:
    put(engine, study(1), version=900)
    engine.build([study(1)], done=quiet)
    put(engine, study(1, body="dentists"), version=2)
    assert engine.find(asked("dentists")).total == 1


def test_counts_do_not_stop_at_ten_values(engine: RemoteEngine) -> None:
    engine.build([study(number) for number in range(1, 61)], done=quiet)
    counts = engine.find(asked()).counts
    assert sum(pages for (facet, _), pages in counts.items() if facet == "place") == 60
    assert len(counts) == 61


def test_pages_of_a_list_join_without_a_gap_in_every_order(engine: RemoteEngine) -> None:
    engine.build([study(number, strength=number % 3) for number in range(1, 24)], done=quiet)
    for order in Order:
        whole = engine.find(asked(order=order, size=23)).ids
        parts = [
            engine.find(asked(order=order, start=start, size=5)).ids for start in range(0, 30, 5)
        ]
        assert list(chain.from_iterable(parts)) == whole
        assert len(set(whole)) == 23


def test_a_title_counts_more_than_a_body(engine: RemoteEngine) -> None:
    engine.build(
        [
            study(1, title="Dental access", body="many words of another kind"),
            study(2, title="Other words", body="dental care and more of it"),
        ],
        done=quiet,
    )
    assert engine.find(asked("dental", order=Order.BEST)).ids == [1, 2]


def test_names_of_facets_and_values_may_hold_any_character(engine: RemoteEngine) -> None:
    facet, value = 'a.*|"\\ ~ &<é>', "=a.*"
    engine.build([study(1, facets={"kind": ["k"], facet: [value]})], done=quiet)
    answer = engine.find(asked(chosen={facet: (value,)}))
    assert answer.counts == {("kind", "k"): 1, (facet, value): 1}


def test_a_list_deeper_than_the_engine_goes_leaves_it_in_use(engine: RemoteEngine) -> None:
    put(engine, study(1))
    with pytest.raises(EngineUnavailable, match="this size"):
        engine.find(asked(start=9_990, size=20))
    assert engine.find(asked(start=9_980, size=20)) == Answer(
        total=1, ids=[], counts={("kind", "case-study"): 1, ("place", "place-1"): 1}
    )


def test_a_query_of_very_many_words_is_within_what_the_engine_takes(engine: RemoteEngine) -> None:
    many = tuple((f"word{number}", "more") for number in range(499))
    engine.build([study(1, body="word7 more")], done=quiet)
    assert engine.find(Asked(Query(groups=((*many, ("housing",)),)))).total == 1


def test_without_an_index_it_says_what_to_do(empty_engine: RemoteEngine) -> None:
    with pytest.raises(EngineUnavailable, match="rebuild_search"):
        empty_engine.find(asked())


def test_a_page_told_to_an_engine_without_an_index_makes_none(empty_engine: RemoteEngine) -> None:
    patient = patient_engine()
    assert patient
    for row in (study(1), None):
        with pytest.raises(EngineUnavailable, match="rebuild_search"):
            patient.tell([Change(1, 1, row)])
    assert patient.wire.ask("GET", f"/{patient.name}", seconds=PATIENT).status == 404


def test_a_rebuild_swaps_the_index_and_deletes_the_old_one(engine: RemoteEngine) -> None:
    before = set(engine.indexes())
    heard: list[int] = []
    assert engine.build([study(n) for n in range(1, 451)], done=heard.append) == 450
    after = engine.indexes()
    assert heard == [200, 200, 50]
    assert list(after.values()) == [{engine.name}]
    assert before.isdisjoint(after)
    assert engine.find(asked()).total == 450


def test_of_two_rebuilds_at_once_the_last_to_end_stays(engine: RemoteEngine) -> None:
    engine.build([study(1)], done=lambda pages: engine.build([study(2)], done=quiet) and None)
    assert list(engine.indexes().values()) == [{engine.name}]
    assert engine.find(asked()).ids == [1]


def test_a_rebuild_that_fails_leaves_the_old_index_and_no_other(engine: RemoteEngine) -> None:
    put(engine, study(1))
    before = engine.indexes()

    def broken() -> Iterator[SearchDocument]:
        yield from (study(number) for number in range(2, 300))
        raise RuntimeError("The database went away.")

    with pytest.raises(RuntimeError):
        engine.build(broken(), done=quiet)
    assert engine.indexes() == before
    assert engine.find(asked()).ids == [1]


def test_a_page_that_the_engine_refuses_fails_the_rebuild(engine: RemoteEngine) -> None:
    before = engine.indexes()
    with pytest.raises(EngineUnavailable, match="refused 1 of 2"):
        engine.build([study(1), study(2, strength=10**12)], done=quiet)
    assert engine.indexes() == before


def test_what_a_killed_build_left_is_deleted_a_day_later(engine: RemoteEngine) -> None:
    left, young = f"{engine.name}-1700000000-0a1b2c3d", f"{engine.name}-99999999999-0a1b2c3d"
    for index in (left, young):
        engine.request("PUT", f"/{index}")
    engine.build([study(1)], done=quiet)
    assert left not in engine.indexes()
    assert young in engine.indexes()


def test_knows_every_page_with_a_stamp_that_changes_with_it(engine: RemoteEngine) -> None:
    put(engine, study(1), study(2))
    before = engine.known()
    put(engine, study(1), study(2, strength=2), version=2)
    after = engine.known()
    assert set(before) == set(after) == {1, 2}
    assert before[1] == after[1]
    assert before[2] != after[2]


QUESTIONS = [
    Asked(chosen={}, order=Order.BEST),
    Asked(kinds=("case-study",)),
    Asked(kinds=("case-study", "page"), chosen={"phase": ("plan",)}),
    Asked(chosen={"phase": ("plan", "check"), "group": ("carers",)}, order=Order.STRONGEST),
    Asked(chosen={"phase": ("plan",), "group": ("nobody",)}),
    Asked(chosen={"kind": ("page",), "phase": ("check",)}, order=Order.TITLE),
    Asked(order=Order.NEWEST, start=4, size=3),
    Asked(order=Order.TITLE, start=2, size=50),
    Asked(order=Order.STRONGEST, size=1),
    Asked(size=0),
]
WORDS = [
    "housing",
    "health inequality",
    '"health inequalities"',
    '"plan housing"',
    "gp",
    "co-production",
    "nobody wrote this",
    "the",
]


@pytest.fixture
def library(engine: RemoteEngine, write_row: Writer) -> RemoteEngine:
    """A dozen pages in the database and in the engine."""
    texts = ["Housing and health inequalities", "A GP in co-production", "The plan. Housing."]
    for number in range(12):
        write_row(
            f"{texts[number % 3].split()[0]} plan {number % 5}",
            f"{texts[number % 3]} Health inequality {number}",
            facets={
                "kind": ["case-study" if number % 4 else "page"],
                "phase": ["plan", "check"][: 1 + number % 2],
                "group": ["carers"] if number % 3 else [],
            },
            published_at=NEW_YEAR + timedelta(days=number // 3),
            strength=number % 2,
        )
    engine.build(SearchDocument.objects.order_by("pk"), done=quiet)
    return engine


def test_an_engine_answers_as_the_database_does(library: RemoteEngine) -> None:
    for words in WORDS:
        for question in QUESTIONS:
            full = Asked(**{**vars(question), "query": parse_query(words)})
            ours, theirs = find_in_database(full), library.find(full)
            assert theirs.total == ours.total, full
            assert without_zeros(theirs) == without_zeros(ours), full
            if full.order != Order.BEST:
                assert theirs.ids == ours.ids, full


def test_the_log_holds_no_word_of_a_query(
    engine: RemoteEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    put(engine, study(1))
    engine.find(asked("secretword"))
    assert "secretword" not in caplog.text
