"""Bring the questions of `data/` into the database, without losing what an editor changed."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from framework.models import SubPhase
from selfcheck.models import Question

DATA = Path(__file__).parent / "data" / "questions.toml"


def read_questions() -> list[dict[str, Any]]:
    """Every question of the data file."""
    return list(tomllib.loads(DATA.read_text(encoding="utf-8"))["question"])


@transaction.atomic
def load_question(record: dict[str, Any], *, update: bool) -> bool:
    """Store one question by its identifier; True when it is new. A changed wording is versioned.

    A sub-phase that is not there yet, or that has questions of an editor's own, gets none.
    """
    fields = dict(record)
    identifier, sub_phase = fields.pop("identifier"), fields.pop("sub_phase")
    stored = Question.objects.filter(identifier=identifier).first()
    if stored is None:
        return add_question(identifier, sub_phase, fields)
    if update:
        for name, value in fields.items():
            setattr(stored, name, value)
        stored.save()
    return False


def add_question(identifier: str, sub_phase: str, fields: dict[str, Any]) -> bool:
    part = SubPhase.objects.filter(identifier=sub_phase, questions__isnull=True).first()
    if part is None:
        return False
    question = Question(identifier=identifier, sub_phase=part, **fields)
    question.full_clean()
    question.save()
    return True


def load_questions(*, update: bool) -> int:
    """Load every question; how many are new."""
    return sum(load_question(record, update=update) for record in read_questions())
