"""Bring the framework and the strategies of `data/` into the database, without losing an edit."""

import tomllib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import models, transaction

from framework.models import (
    Level,
    Measure,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)

DATA = Path(__file__).parent / "data"
FILES = ("framework.toml", "strategies.toml", "measures.toml", "strategy_links.toml")
# In an order in which every reference is there before it is used.
RECORDS: dict[str, type[models.Model]] = {
    "level": Level,
    "phase": Phase,
    "sub_phase": SubPhase,
    "statement": Statement,
    "principle": Principle,
    "strategy": Strategy,
    "element": StrategyElement,
    "measure": Measure,
    "strategy_link": StrategyLink,
}
# What tells one record from another, where it is not an identifier of its own.
KEYS = {"strategy_link": ("sub_phase", "statement", "element")}
REFERENCES: dict[str, type[models.Model]] = {
    "phase": Phase,
    "sub_phase": SubPhase,
    "level": Level,
    "strategy": Strategy,
    "element": StrategyElement,
    "statement": Statement,
}
LISTS_OF_REFERENCES: dict[str, type[models.Model]] = {
    "sub_phases": SubPhase,
    "statements": Statement,
}


def read_records() -> list[tuple[str, dict[str, Any]]]:
    """Every record of the data files with its kind, in an order that can be loaded."""
    data: dict[str, Any] = {}
    for name in FILES:
        data |= tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    for position, strategy in enumerate(data["strategy"], start=1):
        strategy["position"] = position
    return [(kind, record) for kind in RECORDS for record in data[kind]]


class Known:
    """Records that others name, each read once."""

    def __init__(self) -> None:
        self.records: dict[tuple[type[models.Model], str], models.Model] = {}

    def get(self, model: type[models.Model], identifier: str) -> models.Model:
        """Raises `DoesNotExist`."""
        key = (model, identifier)
        if key not in self.records:
            self.records[key] = model._default_manager.get(identifier=identifier)
        return self.records[key]

    def resolve(self, record: dict[str, Any]) -> dict[str, Any]:
        """Replace the identifiers of other records by the records. Raises `DoesNotExist`."""
        return {
            name: self.get(REFERENCES[name], value) if name in REFERENCES else value
            for name, value in record.items()
        }

    def resolve_lists(self, record: dict[str, Any]) -> dict[str, list[models.Model]]:
        """Take the lists of other records out of a record. Raises `DoesNotExist`."""
        return {
            name: [self.get(model, value) for value in record.pop(name)]
            for name, model in LISTS_OF_REFERENCES.items()
            if name in record
        }


@transaction.atomic
def load_record(kind: str, record: dict[str, Any], *, update: bool) -> bool:
    """Store one record by its key; True when it is new. A changed wording is versioned."""
    return store(kind, record, Known(), update=update)


def store(kind: str, record: dict[str, Any], known: Known, *, update: bool) -> bool:
    rest = dict(record)
    lists = known.resolve_lists(rest)
    fields = known.resolve(rest)
    key = {name: fields.pop(name, None) for name in KEYS.get(kind, ("identifier",))}
    stored, created = RECORDS[kind]._default_manager.get_or_create(**key, defaults=fields)
    if update and not created:
        overwrite(stored, fields)
    if update or created:
        for name, records in lists.items():
            getattr(stored, name).set(records)
    return created


def overwrite(stored: models.Model, fields: dict[str, Any]) -> None:
    """Save a record with these values, unless it has them already."""
    before = {field.name: field.value_from_object(stored) for field in stored._meta.concrete_fields}
    for name, value in fields.items():
        setattr(stored, name, value)
    if any(
        field.value_from_object(stored) != before[field.name]
        for field in stored._meta.concrete_fields
    ):
        stored.save()


def load_records(*, update: bool) -> Iterator[bool]:
    """Load every record; yields whether each is new. Those of a kind are stored together."""
    known = Known()
    for kind, records in groupby(read_records(), key=itemgetter(0)):
        with transaction.atomic():
            created = [store(kind, record, known, update=update) for _, record in records]
        yield from created
