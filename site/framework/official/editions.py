"""Which edition a text belongs to: what the files say, then what somebody says, then our own data."""

import tomllib
from datetime import date
from typing import Any

from django.utils.text import slugify

from framework.loading import DATA
from framework.models import Edition
from framework.official.text import EditionText, OfficialText

LONGEST_IDENTIFIER = 60


def edition_by_default() -> EditionText:
    """The published framework as `framework.toml` describes it."""
    data: dict[str, Any] = tomllib.loads((DATA / "framework.toml").read_text(encoding="utf-8"))
    said = data["framework"]
    day: date = said["published"]
    return EditionText(
        title=said["title"],
        published_on=day,
        makers=", ".join(said["makers"]),
        licence=said["licence"],
        licence_address=said["licence_address"],
        attribution=said["attribution"],
        source=said["source"],
    )


def edition_of(text: OfficialText, said_by_hand: EditionText) -> EditionText:
    """The whole edition: every field is filled."""
    return text.edition.filled_from(said_by_hand).filled_from(edition_by_default())


def identifier_of(edition: EditionText) -> str:
    """The lasting name of an edition, from its day and title."""
    day = edition.published_on.isoformat() if edition.published_on else ""
    return f"{day}-{slugify(edition.title)}"[:LONGEST_IDENTIFIER].strip("-")


def fields_of(edition: EditionText) -> dict[str, Any]:
    return dict(vars(edition))


def is_recorded(edition: EditionText) -> bool:
    """Whether it is stored just so."""
    identifier = identifier_of(edition)
    return Edition.objects.filter(identifier=identifier, **fields_of(edition)).exists()
