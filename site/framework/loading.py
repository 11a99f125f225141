"""Bring the framework and the strategies of `data/` into the database, without losing an edit."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from framework.models import (
    Level,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyElement,
    SubPhase,
)

DATA = Path(__file__).parent / "data"
# In an order in which every reference is there before it is used.
RECORDS: dict[str, type[models.Model]] = {
    "level": Level,
    "phase": Phase,
    "sub_phase": SubPhase,
    "statement": Statement,
    "principle": Principle,
    "strategy": Strategy,
    "element": StrategyElement,
}
REFERENCES: dict[str, type[models.Model]] = {
    "phase": Phase,
    "sub_phase": SubPhase,
    "level": Level,
    "strategy": Strategy,
}


def read_records() -> list[tuple[str, dict[str, Any]]]:
    """Every record of the data files with its kind, in an order that can be loaded."""
    data: dict[str, Any] = {}
    for name in ("framework.toml", "strategies.toml"):
        data |= tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    for position, strategy in enumerate(data["strategy"], start=1):
        strategy["position"] = position
    return [(kind, record) for kind in RECORDS for record in data[kind]]


def resolve(record: dict[str, Any]) -> dict[str, Any]:
    """Replace the identifiers of other records by the records. Raises `DoesNotExist`."""
    return {
        name: REFERENCES[name]._default_manager.get(identifier=value)
        if name in REFERENCES
        else value
        for name, value in record.items()
    }


@transaction.atomic
def load_record(kind: str, record: dict[str, Any], *, update: bool) -> bool:
    """Store one record by its identifier; True when it is new. A changed wording is versioned."""
    fields = resolve(record)
    identifier = fields.pop("identifier")
    model = RECORDS[kind]
    stored, created = model._default_manager.get_or_create(identifier=identifier, defaults=fields)
    if created or not update:
        return created
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save()
    return False


def load_records(*, update: bool) -> Iterator[bool]:
    """Load every record, one at a time; yields whether each is new."""
    for kind, record in read_records():
        yield load_record(kind, record, update=update)
