"""Search keeps in step with statements, measures, strategies and the glossary."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from framework.models import Measure, Strategy, StrategyElement
from guidance.models import GlossaryTerm
from pages.models import HomePage
from search.entries import rebuild_entries
from search.entry_finding import find_entries
from search.models import Entry
from search.query import parse_query
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory
from tests.search.test_views import text_of

pytestmark = pytest.mark.django_db


def found(words: str) -> list[tuple[str, str, str]]:
    return [(e.kind.name, e.title, e.url) for e in find_entries(parse_query(words))]


def a_strategy(**values: Any) -> Strategy:
    known = {
        "identifier": "equal-care",
        "name": "Equal Care Plan",
        "owner": "The board",
        "kind": "plan",
        "applies_to": "Every system",
        "status": "changing",
        "review_on": date(2027, 1, 1),
        "account": "Asks for fair waits.",
    }
    return Strategy.objects.create(**{**known, **values})


def test_a_statement_is_found_by_its_words_and_where_it_stands() -> None:
    part = SubPhaseFactory(phase=PhaseFactory(name="Prepare"), title="Scope")
    statement = StatementFactory(
        sub_phase=part, text="Draw the borders.", strategic_text="The board agrees the edge."
    )
    expected = [("Statement", "Draw the borders.", statement.path)]
    for words in ("borders", "board edge", "borders prepare scope", "borders emerging"):
        assert found(words) == expected, words


def test_a_reworded_statement_is_found_at_once_by_its_new_words_only() -> None:
    statement = StatementFactory(text="Draw the borders.")
    statement.text = "Agree the boundaries."
    statement.save()
    assert found("borders") == []
    assert [title for _, title, _ in found("boundaries")] == ["Agree the boundaries."]


def test_a_retired_statement_drops_out_and_comes_back() -> None:
    statement = StatementFactory(text="Draw the borders.")
    statement.retired_on = timezone.localdate()
    statement.save()
    assert found("borders") == []
    rebuild_entries()
    assert found("borders") == []
    statement.retired_on = timezone.localdate() + timedelta(days=1)
    statement.save()
    assert len(found("borders")) == 1


def test_a_statement_drops_out_on_the_day_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    statement = StatementFactory(text="Draw the borders.")
    StatementFactory(sub_phase=statement.sub_phase, text="Guard the borders.", position=2)
    statement.retired_on = timezone.localdate() + timedelta(days=2)
    statement.save()
    for days, titles in ((0, 2), (1, 2), (2, 1), (3, 1)):
        monkeypatch.setattr(timezone, "now", lambda days=days: now + timedelta(days=days))
        assert len(found("borders")) == titles, days
    assert Entry.objects.filter(key=statement.identifier).exists()
    statement.retired_on = None
    statement.save()
    assert len(found("borders")) == 2


def test_a_part_that_is_renamed_renames_where_its_statements_stand() -> None:
    statement = StatementFactory(text="Draw the borders.")
    part = statement.sub_phase
    part.title = "Edges"
    part.save()
    assert len(found("borders edges")) == 1
    part.phase.identifier = "prepare"
    part.phase.save()
    assert found("borders")[0][2] == f"/framework/statements/{statement.identifier}/"


def test_a_measure_is_found_and_forgotten() -> None:
    measure = Measure.objects.create(
        identifier="who-came", rung="reach", name="Who came", shows="Counts visitors."
    )
    assert found("visitors") == [("Outcome measure", "Who came", "/measures/who-came/")]
    measure.delete()
    assert found("visitors") == []


def test_a_strategy_and_its_parts_are_found_and_forgotten_together() -> None:
    strategy = a_strategy()
    StrategyElement.objects.create(
        identifier="dental", strategy=strategy, name="Dental care", account="Teeth."
    )
    assert found("fair waits") == [("Strategy", "Equal Care Plan", "/strategies/equal-care/")]
    assert found("teeth") == [
        ("Part of a strategy", "Dental care", "/strategies/equal-care/dental/")
    ]
    strategy.name = "Fair Care Plan"
    strategy.save()
    assert {title for _, title, _ in found("fair")} == {"Fair Care Plan", "Dental care"}
    strategy.delete()
    assert found("fair") == found("teeth") == []


def test_a_term_is_found_by_its_name_and_by_what_it_stands_for() -> None:
    term = GlossaryTerm.objects.create(
        slug="icb", name="ICB", short="integrated care board", meaning="The board that plans."
    )
    expected = [("Glossary", "ICB (integrated care board)", "/glossary/#icb")]
    assert found("icb") == found("integrated care board") == expected
    term.delete()
    assert found("icb") == []


def test_a_rebuild_finds_what_no_signal_told_of() -> None:
    a_strategy()
    StatementFactory(text="Draw the borders.")
    GlossaryTerm.objects.bulk_create([GlossaryTerm(slug="icb", name="ICB", meaning="Plans.")])
    Entry.objects.all().delete()
    assert rebuild_entries() == 3
    assert [len(found(words)) for words in ("borders", "icb", "waits")] == [1, 1, 1]


def test_the_search_page_shows_what_each_is_with_the_status_of_now(
    client: Client, home_page: HomePage
) -> None:
    strategy = a_strategy()
    Measure.objects.create(identifier="waits", rung="reach", name="Fair waits", shows="Waits.")
    words = " ".join(text_of(client.get("/search/", {"q": "waits"}).content).split())
    assert "Fair waits Outcome measure" in words
    assert "Equal Care Plan Strategy Changing" in words
    strategy.status = "superseded"
    strategy.save()
    words = " ".join(text_of(client.get("/search/", {"q": "waits"}).content).split())
    assert "Equal Care Plan Strategy Superseded" in words


@pytest.mark.parametrize("size", [5, 25])
def test_a_search_stays_within_its_budget(
    client: Client, home_page: HomePage, size: int, django_assert_max_num_queries: Any
) -> None:
    strategy = a_strategy(name="Waits")
    for number in range(size):
        StrategyElement.objects.create(
            identifier=f"e{number}", strategy=strategy, name=f"Waits {number}"
        )
        StatementFactory(text=f"Look at waits {number}.")
    client.get("/search/", {"q": "waits"})
    with django_assert_max_num_queries(8):
        client.get("/search/", {"q": "waits"})
