"""What search knows of statements, measures, strategies and the glossary, kept in step with them."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core.cache import cache
from django.db.models import Model
from django.utils import timezone

from content.after_commit import once_after_commit
from framework.models import Level, Measure, Phase, Statement, Strategy, StrategyElement, SubPhase
from guidance.models import GlossaryTerm
from search.entries import EntryKind, EntryRow, Status, drop_entry, put_entry, replace_entries
from search.entry_finding import EndingKind

STATEMENT = "Statement"
MEASURE = "Outcome measure"
STRATEGY = "Strategy"
ELEMENT = "Part of a strategy"
TERM = "Glossary"
GLOSSARY_ADDRESS = "/glossary/"
OVER = "statements-over"
CACHE_SECONDS = 60


def statement_row(statement: Statement) -> EntryRow:
    """Its own words, those for each lens, and where in the framework it stands."""
    part = f"{statement.sub_phase.phase.name}, {statement.sub_phase}. {statement.level.name}."
    wordings = [statement.strategic_text, statement.operational_text]
    text = " ".join([part, *(wording for wording in wordings if wording)])
    return EntryRow(statement.identifier, statement.text, statement.path, text)


def statement_rows() -> Iterator[EntryRow]:
    related = Statement.objects.in_use().select_related("sub_phase__phase", "level")
    return (statement_row(statement) for statement in related)


def statements_over() -> frozenset[str]:
    """The statements that are retired by today: kept for a minute, and never into the next day."""
    today = timezone.localdate()
    day, over = cache.get(OVER, (None, frozenset()))
    if day != today:
        retired = Statement.objects.filter(retired_on__lte=today)
        over = frozenset(retired.values_list("identifier", flat=True))
        cache.set(OVER, (today, over), CACHE_SECONDS)
    return over


def forget_statements_over() -> None:
    cache.delete(OVER)


def measure_row(measure: Measure) -> EntryRow:
    text = f"{measure.shows} {measure.definition} {measure.limits} {measure.get_rung_display()}."
    return EntryRow(measure.identifier, measure.name, measure.path, text)


def strategy_row(strategy: Strategy) -> EntryRow:
    about = f"Owner: {strategy.owner}. Applies to: {strategy.applies_to}."
    text = f"{strategy.account} {about}"
    return EntryRow(strategy.identifier, strategy.name, strategy.path, text)


def element_row(element: StrategyElement) -> EntryRow:
    text = f"{element.strategy.name}. {element.account}"
    return EntryRow(element.identifier, element.name, element.path, text)


def element_rows() -> Iterator[EntryRow]:
    return (element_row(element) for element in StrategyElement.objects.select_related("strategy"))


def term_row(term: GlossaryTerm) -> EntryRow:
    title = f"{term.name} ({term.short})" if term.short else term.name
    return EntryRow(term.slug, title, f"{GLOSSARY_ADDRESS}#{term.slug}", term.meaning)


def status_of(strategy: Strategy) -> Status:
    return Status(strategy.get_status_display(), strategy.status_kind)


def statuses_of_strategies(keys: Collection[str]) -> dict[str, Status]:
    """How these strategies stand now: read fresh, for the few that a page of results shows."""
    strategies = Strategy.objects.filter(identifier__in=keys)
    return {strategy.identifier: status_of(strategy) for strategy in strategies}


def statuses_of_elements(keys: Collection[str]) -> dict[str, Status]:
    elements = StrategyElement.objects.filter(identifier__in=keys).select_related("strategy")
    return {element.identifier: status_of(element.strategy) for element in elements}


def rows_of(model: type[Model], row: Callable[[Any], EntryRow]) -> Callable[[], Iterator[EntryRow]]:
    """The rows of every record of a model that needs no other record to be read."""
    return lambda: map(row, model._default_manager.all())


KINDS = (
    EndingKind(STATEMENT, "Statements", statement_rows, over=statements_over),
    EntryKind(MEASURE, "Outcome measures", rows_of(Measure, measure_row)),
    EntryKind(
        STRATEGY, "Strategies", rows_of(Strategy, strategy_row), statuses=statuses_of_strategies
    ),
    EntryKind(ELEMENT, "Parts of strategies", element_rows, statuses=statuses_of_elements),
    EntryKind(TERM, "Glossary", rows_of(GlossaryTerm, term_row), explains=True),
)


def statement_changed(instance: Statement, **kwargs: Any) -> None:
    """A retired statement is no longer found; the framework's page of its part has the others."""
    forget_statements_over()
    once_after_commit(forget_statements_over)
    if Statement.objects.in_use().filter(pk=instance.pk).exists():
        put_entry(kind=STATEMENT, row=statement_row(instance))
    else:
        drop_entry(kind=STATEMENT, key=instance.identifier)


def home_of_statements_changed(**kwargs: Any) -> None:
    """A phase, a part or a level was reworded: its statements say where they stand."""
    replace_entries(kind=STATEMENT, rows=statement_rows())


def measure_changed(instance: Measure, **kwargs: Any) -> None:
    put_entry(kind=MEASURE, row=measure_row(instance))


def strategy_changed(instance: Strategy, **kwargs: Any) -> None:
    """Its parts say whose they are, and their addresses begin with its own."""
    put_entry(kind=STRATEGY, row=strategy_row(instance))
    for element in instance.elements.all():
        put_entry(kind=ELEMENT, row=element_row(element))


def element_changed(instance: StrategyElement, **kwargs: Any) -> None:
    put_entry(kind=ELEMENT, row=element_row(instance))


def term_changed(instance: GlossaryTerm, **kwargs: Any) -> None:
    put_entry(kind=TERM, row=term_row(instance))


SAVED: tuple[tuple[type[Model], Callable[..., None]], ...] = (
    (Statement, statement_changed),
    (Phase, home_of_statements_changed),
    (SubPhase, home_of_statements_changed),
    (Level, home_of_statements_changed),
    (Measure, measure_changed),
    (Strategy, strategy_changed),
    (StrategyElement, element_changed),
    (GlossaryTerm, term_changed),
)
KEYS: dict[type[Model], tuple[str, str]] = {
    Statement: (STATEMENT, "identifier"),
    Measure: (MEASURE, "identifier"),
    Strategy: (STRATEGY, "identifier"),
    StrategyElement: (ELEMENT, "identifier"),
    GlossaryTerm: (TERM, "slug"),
}


def record_gone(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A record was deleted: search forgets it at once."""
    kind, key = KEYS[sender]
    drop_entry(kind=kind, key=getattr(instance, key))
