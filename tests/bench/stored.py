"""Prints what a site has stored of self-checks, as JSON, for `tests.bench.kill_saves`."""

import json
import sys
from collections import Counter

import django

django.setup()

from django.db.models import Sum  # noqa: E402

from selfcheck.models import (  # noqa: E402
    Action,
    Answer,
    MonthlyCount,
    SelfCheck,
    StatementAnswer,
)


def values() -> dict[str, dict[str, str]]:
    """What each check holds, by the hash of its secret and the names of a form's fields."""
    found: dict[str, dict[str, str]] = {}
    for answer in Answer.objects.select_related("self_check", "sub_phase", "level"):
        part = answer.sub_phase.identifier
        said = found.setdefault(answer.self_check.token_hash, {})
        said[f"answer-{part}"] = answer.level.identifier if answer.level else answer.kind
        said[f"note-{part}"] = answer.note
    rows = StatementAnswer.objects.values_list("self_check__token_hash", "statement", "practice")
    for check, statement, practice in rows:
        found.setdefault(check, {})[f"practice-{statement}"] = practice
    return found


def main() -> None:
    stored = {
        "values": values(),
        "versions": dict(SelfCheck.objects.values_list("token_hash", "version")),
        "actions": Counter(Action.objects.values_list("what", flat=True)),
        "names": Counter(SelfCheck.objects.values_list("display_name", flat=True)),
        "started": MonthlyCount.objects.aggregate(number=Sum("started"))["number"] or 0,
    }
    sys.stdout.write(json.dumps(stored))


if __name__ == "__main__":
    main()
