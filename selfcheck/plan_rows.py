"""The rows of the action plan, as its pages show them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from selfcheck.enums import Progress
from selfcheck.models import Action

KINDS: dict[str, str] = {
    Progress.NOT_STARTED: "none",
    Progress.UNDER_WAY: "planned",
    Progress.DONE: "good",
    Progress.STOPPED: "unchanged",
}
OPEN = {Progress.NOT_STARTED, Progress.UNDER_WAY}
Row = dict[str, Any]


def plan_rows(actions: Sequence[Action], today: date) -> list[Row]:
    """The rows in order, each with the rows beside it, for the buttons that move it."""
    around = zip([None, *actions], actions, [*actions[1:], None], strict=False)
    return [
        {
            **plan_row(action, today),
            "above": above.pk if above else None,
            "below": below.pk if below else None,
        }
        for above, action, below in around
    ]


def plan_row(action: Action, today: date) -> Row:
    part = action.sub_phase
    return {
        "pk": action.pk,
        "what": action.what,
        "why": action.why,
        "owner": action.owner,
        "due_on": action.due_on,
        "late": is_late(action, today),
        "progress": action.get_progress_display(),
        "progress_kind": KINDS[action.progress],
        "signs": signs_of(action),
        "part": f"{part.identifier} {part.title}" if part else "",
        "part_url": part.path if part else "",
    }


def signs_of(action: Action) -> list[dict[str, str]]:
    """How people will know: the measure from the list with its page, and their own words."""
    measure = action.measure
    signs = [{"text": measure.name, "url": measure.path}] if measure else []
    own = action.how_we_will_know
    return [*signs, {"text": own, "url": ""}] if own else signs


def is_late(action: Action, today: date) -> bool:
    return action.progress in OPEN and action.due_on is not None and action.due_on < today


def sum_of(actions: Sequence[Action]) -> str:
    """The plan in a line: how many actions, and how many at each stage.

    >>> sum_of([Action(progress="done"), Action(progress="done"), Action(progress="under-way")])
    '3 actions: 1 under way, 2 done'
    >>> sum_of([Action(progress="not-started")])
    '1 action: 1 not started'
    >>> sum_of([])
    ''
    """
    if not actions:
        return ""
    counts = Counter(action.progress for action in actions)
    stages = [f"{counts[stage]} {str(stage.label).lower()}" for stage in Progress if counts[stage]]
    noun = "action" if len(actions) == 1 else "actions"
    return f"{len(actions)} {noun}: {', '.join(stages)}"
