"""Bring the vocabularies of `data/taxonomy.toml` into the database, without losing an edit."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from taxonomy.models import (
    Approach,
    Method,
    Organisation,
    PartnerType,
    PopulationGroup,
    Purpose,
    Region,
)

DATA_FILE = Path(__file__).parent / "data" / "taxonomy.toml"
VOCABULARIES: dict[str, type[models.Model]] = {
    "region": Region,
    "organisation": Organisation,
    "population_group": PopulationGroup,
    "approach": Approach,
    "purpose": Purpose,
    "method": Method,
    "partner_type": PartnerType,
}


def read_terms(path: Path = DATA_FILE) -> list[tuple[str, dict[str, Any]]]:
    """Every record of the file with the name of its vocabulary, in an order that can be loaded."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        (vocabulary, {**record, "position": position})
        for vocabulary in VOCABULARIES
        for position, record in enumerate(data[vocabulary], start=1)
    ]


@transaction.atomic
def load_term(vocabulary: str, record: dict[str, Any], *, update: bool) -> bool:
    """Store one record by its slug; True when it is new. An existing one changes only on `update`.

    Raises `DoesNotExist` when a region or a successor is not there.
    """
    fields = dict(record)
    slug = fields.pop("slug")
    successors = fields.pop("successors", None)
    if region := fields.pop("region", ""):
        fields["region"] = Region.objects.get(slug=region)
    model = VOCABULARIES[vocabulary]
    store = (
        model._default_manager.update_or_create if update else model._default_manager.get_or_create
    )
    term, created = store(slug=slug, defaults=fields)
    if successors and (created or update) and isinstance(term, Organisation):
        term.successors.set([Organisation.objects.get(slug=name) for name in successors])
    return created


def load_terms(*, update: bool) -> Iterator[bool]:
    """Load every record, one at a time; yields whether each is new."""
    for vocabulary, record in read_terms():
        yield load_term(vocabulary, record, update=update)
