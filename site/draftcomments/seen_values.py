"""Whether what somebody is about to save over is still what their form had shown (ADR 0014)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from content.keys import hash_of
from draftcomments.drafts.sections import Section
from draftcomments.enums import RoundStatus
from draftcomments.models import Outcome, Round

# What may still change while people are being asked, and until the round is archived.
CHANGEABLE = ("closes_on", "reply_by", "contact_line", "support", "owner", "facilitator")
ASKED = ("purpose", "can_change", "cannot_change", "questions", "content_note", "show_others")
STORED_AS = {"owner": "owner_id", "facilitator": "facilitator_id"}
STATED = ("heard", "did", "could_not")
Values = Mapping[str, Any]


class OverwritesError(Exception):
    """Somebody else has changed this since it was shown. Nothing was saved."""


def fingerprint_of(values: Values) -> str:
    """What a form carries of the values that it shows."""
    return hash_of(json.dumps(values, sort_keys=True, default=str))


def needs_same(seen: str | None, *, now: Values, wanted: Values | None = None) -> None:
    """Raise `OverwritesError` when other values are stored than the form had shown.

    A form that was sent twice finds what it `wanted` there already. One that says nothing of what
    it had shown can fill gaps. With `None`, whoever asks has no form.
    """
    if seen is None or seen == fingerprint_of(now) or now == wanted:
        return
    if seen or any(now.values()):
        raise OverwritesError


def answer_values(outcome: Outcome) -> dict[str, Any]:
    """What the form of an answer shows. The comments of one that people have read stay."""
    is_shown = outcome.shown_at is not None
    return {
        "result": outcome.result,
        "you_said": outcome.you_said,
        "we_did": outcome.we_did,
        "why": outcome.why,
        "changed_keys": sorted(data["key"] for data in outcome.changed_sections),
        "public": outcome.public,
        "quoted": sorted(outcome.quoted.values_list("pk", flat=True)),
        "items": [] if is_shown else sorted(outcome.items.values_list("pk", flat=True)),
        "is_shown": is_shown,
    }


def statement_values(round: Round) -> dict[str, Any]:
    said = {name: getattr(round, name) for name in STATED}
    return {**said, "is_shown": round.statement_shown_at is not None}


def round_values(round: Round) -> dict[str, Any]:
    """What the form of a round shows, where the round stands now."""
    is_draft = round.status == RoundStatus.DRAFT
    names = (*ASKED, *CHANGEABLE) if is_draft else CHANGEABLE
    shown = {name: getattr(round, STORED_AS.get(name, name)) for name in names}
    return {**shown, "is_draft": is_draft}


def draft_values(sections: Iterable[Section]) -> dict[str, Any]:
    """What somebody looks at before a round is opened. Keys differ until blocks have ids for good."""
    return {"sections": [[each.label, each.text, each.fingerprint] for each in sections]}
