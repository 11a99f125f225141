"""A comparison, and what became of one, as the admin's pages show them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from framework.enums import Wording
from framework.models import Statement
from framework.official.changes import Comparison, Kind, PartChange, StatementChange, TextChange
from framework.official.telling import LABELS, way_of

Row = dict[str, Any]


def comparison_rows(comparison: Comparison) -> list[Row]:
    """Phases, then parts, each with its texts and statements."""
    phases = [texts_of(phase.text) for phase in comparison.phases if phase.text.changes_something]
    return [*phases, *(part_row(part) for part in comparison.parts)]


def texts_of(text: TextChange) -> Row:
    return {
        "label": text.label,
        "is_new": text.is_new,
        "whose": Wording(text.wording).label if text.is_remarked else "",
        "fields": text.fields,
        "changes_something": text.changes_something,
    }


def part_row(part: PartChange) -> Row:
    return {
        **texts_of(part.text),
        "changes_something": part.changes_something,
        "statements": [
            statement_row(each) for each in part.statements if each.kind is not Kind.UNCHANGED
        ],
        "unchanged": len(part.of_kind(Kind.UNCHANGED)),
    }


def statement_row(change: StatementChange) -> Row:
    return {
        "kind": LABELS[change.kind],
        "identifier": change.identifier,
        "way": way_of(change).strip(" ,"),
        "how": change.match.how if change.match else "",
        "alike": change.match.alike if change.match else "",
        "is_a_guess": bool(change.match and change.match.is_a_guess),
        "old": change.old.text if change.old else "",
        "new": change.new.said.text if change.new else "",
    }


def result_rows(result: Mapping[str, Any], statements: Mapping[str, Statement]) -> list[Row]:
    """What happened, kind by kind, with a link to each statement that is there."""
    return [
        {
            "label": LABELS[kind],
            "statements": [
                {
                    "identifier": name,
                    "text": statements[name].text,
                    "url": reverse(
                        "wagtailsnippets_framework_statement:edit", args=[statements[name].pk]
                    ),
                }
                for name in result["statements"][kind.value]
                if name in statements
            ],
        }
        for kind in Kind
        if kind is not Kind.UNCHANGED and result["statements"][kind.value]
    ]
