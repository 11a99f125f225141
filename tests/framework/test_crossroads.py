"""What meets at a part and its statements: read in few queries, kept, and forgotten on a change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from framework.crossroads import (
    crossroads_of,
    crossroads_of_parts,
    hubs_of_element,
    hubs_of_measure,
    links_at,
)
from framework.models import Statement, SubPhase
from framework.outline import framework_outline
from tests.conftest import Commits
from tests.factories.framework import (
    MeasureFactory,
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
)
from tests.factories.strategies import LinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def part() -> SubPhase:
    phase = PhaseFactory(identifier="check", number=1)
    return SubPhaseFactory(phase=phase, letter="b", slug="1b-part", title="Reviewing")


@pytest.fixture
def statement(part: SubPhase) -> Statement:
    return StatementFactory(sub_phase=part, text="Ask first.")


def measures_of(statement: Statement) -> list[str]:
    links = crossroads_of(statement.sub_phase_id).of_statement(statement.identifier)
    return [measure.name for measure in links.measures]


def test_a_link_of_the_part_holds_for_each_of_its_statements(statement: Statement) -> None:
    MeasureFactory(name="Of the part").sub_phases.add(statement.sub_phase)
    other = StatementFactory(sub_phase=statement.sub_phase)
    assert measures_of(statement) == measures_of(other) == ["Of the part"]


def test_a_link_of_a_statement_is_for_it_alone_and_comes_first(statement: Statement) -> None:
    MeasureFactory(name="Of the part", position=1).sub_phases.add(statement.sub_phase)
    MeasureFactory(name="Its own", position=2).statements.add(statement)
    other = StatementFactory(sub_phase=statement.sub_phase)
    assert measures_of(statement) == ["Its own", "Of the part"]
    assert measures_of(other) == ["Of the part"]


def test_what_is_linked_twice_is_shown_once(statement: Statement) -> None:
    measure = MeasureFactory(name="Both")
    measure.sub_phases.add(statement.sub_phase)
    measure.statements.add(statement)
    assert measures_of(statement) == ["Both"]
    assert len(crossroads_of(statement.sub_phase_id).whole().measures) == 1


def test_an_element_comes_with_its_strategy_status_and_reason(statement: Statement) -> None:
    link = LinkFactory(sub_phase=statement.sub_phase, statement=statement, why="It asks first.")
    (found,) = crossroads_of(statement.sub_phase_id).of_statement(statement.identifier).elements
    assert (found.name, found.path) == (link.element.name, link.element.path)
    assert found.strategy == link.element.strategy.name
    assert (found.status, found.status_kind) == ("In force", "good")
    assert found.why == "It asks first."


def test_the_whole_part_has_what_its_statements_have_but_not_what_retired_ones_had(
    statement: Statement,
) -> None:
    MeasureFactory(name="Own").statements.add(statement)
    gone = StatementFactory(sub_phase=statement.sub_phase, retired_on=timezone.localdate())
    MeasureFactory(name="Of the retired one").statements.add(gone)
    meeting = crossroads_of(statement.sub_phase_id)
    assert [measure.name for measure in meeting.whole().measures] == ["Own"]
    assert [each.identifier for each in meeting.said] == [statement.identifier]


def test_a_statement_that_retires_later_is_still_there(statement: Statement) -> None:
    statement.retired_on = timezone.localdate() + timedelta(days=1)
    statement.save()
    assert len(crossroads_of(statement.sub_phase_id).said) == 1


def test_measures_of_the_same_kind_of_work_come_first(part: SubPhase) -> None:
    for position, lens in enumerate(["operational", "strategic", "both"]):
        MeasureFactory(name=lens, lens=lens, position=position).sub_phases.add(part)
    links = crossroads_of(part.pk).part
    assert [m.name for m in links.seen_through("strategic").measures] == [
        "strategic",
        "both",
        "operational",
    ]
    assert links.seen_through("").measures == links.measures


def fill(part: SubPhase, count: int) -> None:
    for _ in range(count):
        statement = StatementFactory(sub_phase=part)
        measure = MeasureFactory()
        measure.sub_phases.add(part)
        measure.statements.add(statement)
        LinkFactory(sub_phase=part)
        LinkFactory(sub_phase=part, statement=statement)


@pytest.mark.parametrize("count", [5, 25])
def test_it_takes_four_queries_and_then_none(
    part: SubPhase, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    fill(part, count)
    other = SubPhaseFactory(phase=part.phase, letter="z")
    with django_assert_num_queries(4):
        crossroads_of_parts([part.pk, other.pk])
    with django_assert_num_queries(0):
        assert len(crossroads_of(part.pk).whole().elements) == 2 * count
        assert crossroads_of(other.pk).whole().measures == ()


def change(name: str, statement: Statement) -> Callable[[], object]:
    """Something that an editor changes at a part with a measure and a link."""
    part = statement.sub_phase
    measure, link = MeasureFactory(), LinkFactory(sub_phase=part)
    measure.sub_phases.add(part)
    element, strategy = link.element, link.element.strategy
    renamed = {
        "measure": (measure, "name"),
        "element": (element, "name"),
        "strategy": (strategy, "name"),
        "status": (strategy, "status"),
        "why": (link, "why"),
        "text": (statement, "text"),
        "level": (statement.level, "name"),
    }
    if name in renamed:
        record, field = renamed[name]
        setattr(record, field, "paused" if field == "status" else "Changed")
        return record.save
    return {
        "measure added": lambda: MeasureFactory().sub_phases.add(part),
        "from the statement": lambda: statement.measures.add(measure),
        "measure taken away": lambda: part.measures.remove(measure),
        "measure gone": measure.delete,
        "link gone": link.delete,
        "strategy gone": strategy.delete,
        "statement gone": statement.delete,
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "measure",
        "element",
        "strategy",
        "status",
        "why",
        "text",
        "level",
        "measure added",
        "from the statement",
        "measure taken away",
        "measure gone",
        "link gone",
        "strategy gone",
        "statement gone",
    ],
)
def test_a_change_is_seen_at_once(statement: Statement, name: str) -> None:
    act = change(name, statement)
    before = crossroads_of(statement.sub_phase_id)
    assert crossroads_of(statement.sub_phase_id) == before
    act()
    assert crossroads_of(statement.sub_phase_id) != before


def test_what_was_read_while_a_change_was_under_way_is_forgotten_with_it(
    statement: Statement, committed: Commits
) -> None:
    with committed():
        MeasureFactory().sub_phases.add(statement.sub_phase)
        crossroads_of(statement.sub_phase_id)
        # Without signals: as another worker, which does not see the change yet, would leave it.
        Statement.objects.update(text="What the transaction stored.")
    (said,) = crossroads_of(statement.sub_phase_id).said
    assert said.text == "What the transaction stored."


def test_a_measure_knows_its_parts_and_statements(
    statement: Statement, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    part = statement.sub_phase
    other = StatementFactory(sub_phase=SubPhaseFactory(phase=PhaseFactory(number=2)))
    measure = MeasureFactory()
    measure.sub_phases.add(part)
    measure.statements.add(other)
    framework_outline()
    crossroads_of_parts([part.pk, other.sub_phase_id])
    with django_assert_num_queries(2):
        hubs = hubs_of_measure(measure)
    assert [each.label for each in hubs.parts] == ["1b Reviewing"]
    assert hubs.parts[0].path == "/framework/check/1b-part/"
    assert [each.text for each in hubs.parts[0].statements] == ["Ask first."]
    assert [each.path for each in hubs.statements] == [other.path]
    assert hubs.around == (part.pk, other.sub_phase_id)


def test_an_element_knows_its_parts_and_statements(statement: Statement) -> None:
    link = LinkFactory(sub_phase=statement.sub_phase, statement=statement)
    hubs = hubs_of_element(link.element)
    assert (hubs.parts, [each.text for each in hubs.statements]) == ((), ["Ask first."])
    LinkFactory(sub_phase=statement.sub_phase, element=link.element)
    assert [each.label for each in hubs_of_element(link.element).parts] == ["1b Reviewing"]


def test_what_has_no_link_has_no_hub() -> None:
    assert not hubs_of_measure(MeasureFactory())
    assert hubs_of_element(LinkFactory().element) is not True


def test_a_part_that_nobody_has_read_leads_to_its_phase() -> None:
    part = SubPhaseFactory(phase=PhaseFactory(identifier="plan"), known=False, title="", slug="3a")
    measure = MeasureFactory()
    measure.sub_phases.add(part)
    assert [each.path for each in hubs_of_measure(measure).parts] == ["/framework/plan/"]


def test_two_records_that_are_each_for_another_statement_alone_do_not_meet(
    statement: Statement,
) -> None:
    part, measure = statement.sub_phase, MeasureFactory()
    measure.statements.add(statement)
    LinkFactory(sub_phase=part, statement=StatementFactory(sub_phase=part))
    assert links_at(hubs_of_measure(measure)).elements == ()
    same = LinkFactory(sub_phase=part, statement=statement)
    whole = LinkFactory(sub_phase=part)
    names = [element.name for element in links_at(hubs_of_measure(measure)).elements]
    assert names == [same.element.name, whole.element.name]
    measure.sub_phases.add(part)
    assert len(links_at(hubs_of_measure(measure)).elements) == 3
