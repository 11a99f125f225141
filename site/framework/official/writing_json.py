"""Writes the framework's text as the documented JSON, which can be loaded again."""

from typing import Any

from framework.official.reading_json import VERSION
from framework.official.text import (
    LEVELS,
    EditionText,
    OfficialText,
    PartText,
    PhaseText,
    StatementText,
)


def as_json(text: OfficialText) -> dict[str, Any]:
    """Everything that `read_json` reads, and nothing that is empty."""
    return filled(
        {
            "version": VERSION,
            "edition": edition_as_json(text.edition),
            "wording": text.wording,
            "phases": [phase_as_json(phase) for phase in text.phases],
            "parts": [part_as_json(part) for part in text.parts],
            "gone": list(text.gone),
        }
    )


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def edition_as_json(edition: EditionText) -> dict[str, Any]:
    day = edition.published_on.isoformat() if edition.published_on else ""
    return filled({**vars(edition), "published_on": day})


def phase_as_json(phase: PhaseText) -> dict[str, Any]:
    names = ("number", "name", "purpose", "wording", "gaps")
    return filled({name: getattr(phase, name) for name in names})


def part_as_json(part: PartText) -> dict[str, Any]:
    names = ("identifier", "title", "summary", "link_to_inequalities", "activities", "source")
    fields = {name: getattr(part, name) for name in (*names, "wording", "gaps")}
    return {
        **filled(fields),
        "levels": {
            level: [statement_as_json(each) for each in part.levels[level]]
            for level in LEVELS
            if level in part.levels
        },
    }


def statement_as_json(said: StatementText) -> str | dict[str, str]:
    fields = filled({"text": said.text, "identifier": said.identifier, "wording": said.wording})
    return said.text if set(fields) == {"text"} else fields
