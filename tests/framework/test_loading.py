"""The framework's data files, and what loading them keeps."""

from typing import Any

import pytest
from django.db import models
from django.db.models.signals import post_save

from framework.loading import load_record, load_records, read_records
from framework.models import FormerWording, Phase, Statement, Strategy, SubPhase
from tests.conftest import Store

pytestmark = pytest.mark.django_db
PHASES = ["Check", "Challenge", "Plan", "Prepare", "Engage", "Involve", "Evaluate"]


@pytest.fixture(scope="module", autouse=True)
def framework(store_once: Store) -> None:
    store_once(lambda: list(load_records(update=False)))


def test_the_phases_are_in_the_order_of_the_published_framework() -> None:
    assert [phase.name for phase in Phase.objects.all()] == PHASES


def test_only_the_eight_known_sub_phases_are_known() -> None:
    known = SubPhase.objects.known().values_list("identifier", flat=True)
    assert list(known) == ["1b", "1d", "4a", "4c", "5a", "5c", "7a", "7b"]
    assert Statement.objects.exclude(sub_phase__known=True).count() == 0


def test_weak_practice_is_marked() -> None:
    weak = Statement.objects.filter(advice="move-beyond")
    assert weak
    assert {statement.level.name for statement in weak} == {"Emerging"}


def test_a_second_run_adds_nothing_and_keeps_an_edit() -> None:
    Strategy.objects.filter(identifier="core20plus5-adults").update(owner="Somebody new")
    assert not any(load_records(update=False))
    assert Strategy.objects.get(identifier="core20plus5-adults").owner == "Somebody new"


def test_a_changed_wording_becomes_a_version_and_the_old_one_is_kept() -> None:
    kind, record = next(pair for pair in read_records() if pair[0] == "statement")
    load_record(kind, {**record, "text": "New words."}, update=True)
    statement = Statement.objects.get(identifier=record["identifier"])
    former = FormerWording.objects.get()
    assert (statement.text, statement.version) == ("New words.", 2)
    assert (former.identifier, former.version, former.text) == (
        record["identifier"],
        1,
        record["text"],
    )


def test_an_update_saves_only_what_differs() -> None:
    saved: list[models.Model] = []

    def note(instance: models.Model, **kwargs: Any) -> None:
        saved.append(instance)

    Statement.objects.filter(identifier=Statement.objects.first().identifier).update(
        lens="strategic"
    )
    post_save.connect(note)
    try:
        assert not any(load_records(update=True))
    finally:
        post_save.disconnect(note)
    assert [type(instance) for instance in saved] == [Statement]


def test_the_same_wording_is_no_new_version() -> None:
    statement = Statement.objects.first()
    statement.advice = "move-beyond"
    statement.save()
    assert statement.version == 1
    assert not FormerWording.objects.exists()


def test_a_changed_summary_of_a_sub_phase_becomes_a_version() -> None:
    kind, record = next(
        pair for pair in read_records() if pair[0] == "sub_phase" and pair[1]["known"]
    )
    load_record(kind, {**record, "summary": "New summary."}, update=True)
    assert SubPhase.objects.get(identifier=record["identifier"]).version == 2
