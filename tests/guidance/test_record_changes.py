"""Notes of a record lead to where it is: they move with its address, and go when it goes."""

from typing import Any

import pytest
from django.test import Client

from content.changes import changes_of, note_change
from content.models import ChangeNote
from pages.models import HomePage, WhatsNewPage
from tests.factories.framework import MeasureFactory, StatementFactory, four_levels
from tests.factories.strategies import ElementFactory, StrategyFactory

pytestmark = pytest.mark.django_db
NOTE = "The status is new."


def addresses() -> list[str]:
    return sorted(ChangeNote.objects.values_list("address", flat=True))


def noted(record: Any) -> Any:
    note_change(text=NOTE, title=str(record), address=record.path)
    return record


@pytest.mark.parametrize("factory", [MeasureFactory, StatementFactory, StrategyFactory])
def test_notes_move_with_a_record_and_go_with_it(factory: Any) -> None:
    four_levels()
    record, other = noted(factory(identifier="old-name")), noted(factory(identifier="old-name-2"))
    old = record.path
    record.identifier = "new-name"
    record.save()
    assert record.path != old
    assert addresses() == sorted([record.path, other.path])
    assert [change.text for change in changes_of(record.path)] == [NOTE]
    record.delete()
    assert addresses() == [other.path]


def test_notes_of_a_part_of_a_strategy_move_and_go_with_both() -> None:
    plan = StrategyFactory(identifier="plan")
    hear, act = (noted(ElementFactory(strategy=plan, identifier=name)) for name in ("hear", "act"))
    hear.identifier = "listen"
    hear.save()
    assert addresses() == ["/strategies/plan/act/", "/strategies/plan/listen/"]
    plan.identifier = "duty"
    plan.save()
    assert addresses() == ["/strategies/duty/act/", "/strategies/duty/listen/"]
    act.refresh_from_db()
    act.delete()
    assert addresses() == ["/strategies/duty/listen/"]
    plan.delete()
    assert addresses() == []


def test_what_is_new_leads_nowhere_that_is_not_there(client: Client, home_page: HomePage) -> None:
    home_page.add_child(instance=WhatsNewPage(title="What’s new", slug="whats-new"))
    plan = noted(StrategyFactory(identifier="plan"))
    plan.identifier = "duty"
    plan.save()
    html = client.get("/whats-new/").content.decode()
    assert 'href="/strategies/plan/"' not in html
    assert 'href="/strategies/duty/"' in html
    assert client.get("/strategies/duty/").status_code == 200
    plan.delete()
    assert "/strategies/duty/" not in client.get("/whats-new/").content.decode()
