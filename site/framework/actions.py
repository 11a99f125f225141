"""Writes of the framework that have a consequence: a reworded text keeps its old wording."""

from typing import Any

from django.db import transaction

from framework.models import FormerWording, Statement, SubPhase


@transaction.atomic
def reword_statement(*, statement: Statement, text: str) -> Statement:
    """Give a statement a new text and the next version; the old text is kept. Same text: no-op."""
    if statement.text == text:
        return statement
    keep_wording(statement.identifier, statement.version, statement.text)
    statement.text = text
    statement.version += 1
    statement.full_clean()
    statement.save()
    return statement


@transaction.atomic
def reword_sub_phase(*, sub_phase: SubPhase, fields: dict[str, Any]) -> SubPhase:
    """Set fields of a sub-phase; a new title or summary makes the next version."""
    before = f"{sub_phase.title}\n{sub_phase.summary}"
    for name, value in fields.items():
        setattr(sub_phase, name, value)
    if before != f"{sub_phase.title}\n{sub_phase.summary}":
        keep_wording(sub_phase.identifier, sub_phase.version, before)
        sub_phase.version += 1
    sub_phase.full_clean()
    sub_phase.save()
    return sub_phase


def keep_wording(identifier: str, version: int, text: str) -> None:
    FormerWording.objects.create(identifier=identifier, version=version, text=text)
