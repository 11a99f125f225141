"""Publishing never waits for an engine, and what the engine missed is mended."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from pages.models import HomePage, StandardPage
from search import outbox
from search.asking import Asked
from search.engines.breaker import EngineUnavailable, Pace
from search.engines.remote import RemoteEngine, engine_at, patient_engine
from search.models import IndexChange, SearchDocument
from search.query import parse_query
from search.words import WORD
from tests.factories.search import publish_page
from tests.search.engines.conftest import Writer
from tests.search.engines.faults import FaultServer, closed_port

Commits = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def publish(
    home_page: HomePage, django_capture_on_commit_callbacks: Commits
) -> Callable[..., StandardPage]:
    """Publishes a page, with all that happens once the change is certain."""

    def published(title: str, text: str = "") -> StandardPage:
        with django_capture_on_commit_callbacks(execute=True):
            return publish_page(home_page, title, text)

    return published


def found(engine: RemoteEngine, words: str) -> list[int]:
    return engine.find(Asked(query=parse_query(words))).ids


def run(command: str) -> str:
    said = StringIO()
    call_command(command, stdout=said, **({"no_progress": True} if "rebuild" in command else {}))
    return said.getvalue()


def test_a_published_page_is_found_at_once_and_a_withdrawn_one_no_more(
    engine: RemoteEngine,
    publish: Callable[..., StandardPage],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    page = publish("Damp homes", "Housing and health")
    assert found(engine, "housing") == [page.pk]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert found(engine, "housing") == []
    assert not IndexChange.objects.exists()
    held = engine.request("POST", f"/{engine.name}/_search", {"query": {"match_all": {}}})
    assert held["hits"]["total"]["value"] == 1
    assert not {"damp", "home", "hous"} & set(WORD.findall(str(held["hits"])))


def test_a_page_that_is_deleted_is_found_no_more(
    engine: RemoteEngine,
    publish: Callable[..., StandardPage],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    page = publish("Damp homes")
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert found(engine, "damp") == []
    assert page.pk not in engine.known()


def test_a_page_published_during_a_hang_is_saved_waits_and_is_mended(
    engine: RemoteEngine,
    server: FaultServer,
    settings: Settings,
    publish: Callable[..., StandardPage],
) -> None:
    real = settings.SEARCH_URL
    settings.SEARCH_URL = f"opensearch+http://127.0.0.1:{server.port}/{engine.name}"
    page = publish("Damp homes")
    assert page.live
    assert SearchDocument.objects.filter(pk=page.pk).exists()
    assert page.pk in IndexChange.objects.values_list("page_id", flat=True)
    assert server.connections == 1
    other = publish("Mould")
    assert server.connections == 1
    settings.SEARCH_URL = real
    mended = outbox.repair()
    assert (mended.different, mended.sent, mended.waiting) == (2, 2, 0)
    assert found(engine, "damp") == [page.pk]
    assert found(engine, "mould") == [other.pk]


def test_what_waits_is_sent_after_a_good_answer_but_not_at_every_one(
    engine: RemoteEngine,
    write_row: Writer,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(outbox, "rounds", Pace(60))
    monkeypatch.setattr(outbox, "SHORT_SECONDS", 30)
    row = write_row("Damp homes")
    assert IndexChange.objects.count() == 1
    outbox.push_leftovers()
    assert found(engine, "damp") == [row.pk]
    assert IndexChange.objects.count() == 0
    with django_assert_num_queries(0):
        outbox.push_leftovers()


def test_while_the_engine_rests_nothing_is_read_for_it(
    settings: Settings, write_row: Writer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SEARCH_URL = f"opensearch+http://127.0.0.1:{closed_port()}/site"
    write_row("Damp homes")
    outbox.push_changes()
    assert engine_at(settings.SEARCH_URL).is_resting
    with django_assert_num_queries(0):
        outbox.push_changes()
    assert IndexChange.objects.count() == 1


def test_the_newest_changes_go_first_and_the_rest_wait(
    engine: RemoteEngine, write_row: Writer
) -> None:
    rows = [write_row(f"Damp homes {number}") for number in range(3)]
    IndexChange.objects.create(page_id=rows[0].pk)
    assert outbox.push(engine, most=2) == 2
    assert set(engine.known()) == {rows[0].pk, rows[2].pk}
    assert set(IndexChange.objects.values_list("page_id", flat=True)) == {rows[0].pk, rows[1].pk}


def test_a_repair_sends_only_what_differs(engine: RemoteEngine, write_row: Writer) -> None:
    same, changed, missing = (write_row(title) for title in ("Same", "Changed", "Missing"))
    gone = SearchDocument(pk=10**6, title="Gone", title_tokens="gone", facets={"kind": ["page"]})
    engine.build([same, changed, gone], done=lambda pages: None)
    IndexChange.objects.all().delete()
    SearchDocument.objects.filter(pk=changed.pk).update(strength=9)
    mended = outbox.repair()
    assert (mended.different, mended.sent, mended.waiting) == (3, 3, 0)
    assert set(engine.known()) == {same.pk, changed.pk, missing.pk}
    assert outbox.repair().different == 0


def test_what_the_engine_refuses_goes_on_waiting(
    engine: RemoteEngine, write_row: Writer, caplog: pytest.LogCaptureFixture
) -> None:
    good = write_row("Good")
    bad = write_row("Bad")
    SearchDocument.objects.filter(pk=bad.pk).update(facets={"kind": ["x" * 40_000]})
    outbox.push_changes()
    assert list(IndexChange.objects.values_list("page_id", flat=True)) == [bad.pk]
    assert set(engine.known()) == {good.pk}
    assert "The search engine refused 1 of 2 pages." in caplog.messages
    with pytest.raises(CommandError, match="1 changes wait"):
        run("repair_search")
    assert IndexChange.objects.count() == 1


def test_a_rebuild_takes_over_what_changed_while_it_ran(
    engine: RemoteEngine, write_row: Writer
) -> None:
    first = write_row("First")
    late: list[SearchDocument] = []

    def publish_meanwhile(pages: int) -> None:
        if not late:
            late.append(write_row("Late"))
            SearchDocument.objects.filter(pk=first.pk).update(title_tokens="damp")

    assert outbox.build(done=publish_meanwhile) == 1
    assert set(engine.known()) == {first.pk, late[0].pk}
    assert found(engine, "damp") == [first.pk]
    assert not IndexChange.objects.exists()


def test_the_commands_build_and_mend_an_engine(
    empty_engine: RemoteEngine, publish: Callable[..., StandardPage]
) -> None:
    page = publish("Damp homes")
    home = 1
    assert f"Search engine: {1 + home} pages in a new index." in run("rebuild_search")
    patient = patient_engine()
    assert patient
    assert found(patient, "damp") == [page.pk]
    SearchDocument.objects.filter(pk=page.pk).update(strength=9)
    assert run("repair_search") == "Search engine: 1 pages differed, 1 were sent.\n"


def test_the_commands_say_when_the_engine_cannot_be_reached(
    settings: Settings, home_page: HomePage
) -> None:
    settings.SEARCH_URL = f"elasticsearch+http://hi:hushhush@127.0.0.1:{closed_port()}/site"
    for command in ("repair_search", "rebuild_search"):
        with pytest.raises(CommandError, match="ConnectionError") as failure:
            run(command)
        assert failure.value.returncode == 1
        assert "hushhush" not in str(failure.value)


def test_without_an_engine_there_is_nothing_to_mend(
    settings: Settings, home_page: HomePage
) -> None:
    settings.SEARCH_URL = ""
    assert "the database searches" in run("repair_search")
    assert "engine" not in run("rebuild_search")
    assert outbox.repair().sent == outbox.build(done=lambda pages: None) == 0


def test_a_repair_of_an_engine_that_is_away_raises(settings: Settings, write_row: Writer) -> None:
    settings.SEARCH_URL = f"opensearch+http://127.0.0.1:{closed_port()}/site"
    write_row("Damp homes")
    with pytest.raises(EngineUnavailable):
        outbox.repair()
    assert IndexChange.objects.count() == 1
