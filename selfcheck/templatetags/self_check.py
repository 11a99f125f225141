"""What other pages show of the self-check, and small words for its own pages."""

from collections.abc import Mapping
from typing import Any

from django import template

from framework.models import SubPhase
from framework.outline import PhaseOutline, SubPhaseOutline
from selfcheck.moments import ago
from selfcheck.start_forms import StartForm, sub_phase_asked_about

register = template.Library()
register.filter("ago", ago)


@register.inclusion_tag("selfcheck/self_check_question.html")
def self_check_question(
    sub_phase: SubPhase | SubPhaseOutline | None, place: str = ""
) -> dict[str, Any]:
    """The question of one sub-phase, as a form whose answer goes into a check.

    Shows nothing for a sub-phase without a question. No query when the framework's outline is
    cached. Ids are unique as long as a `place` of a page asks about a sub-phase once.
    """
    asked = sub_phase_asked_about(sub_phase.identifier) if sub_phase else None
    return {"form": StartForm(asked=asked, place=place) if asked else None, "sub_phase": asked}


@register.inclusion_tag("selfcheck/parts/answered.html", takes_context=True)
def answered_elsewhere(
    context: template.Context, access: Any, phase: PhaseOutline
) -> dict[str, Any]:
    """Says that an answer has come in from another page, where the address says which."""
    wanted = context["request"].GET.get("answered", "")
    parts = (part for part in phase.known_sub_phases if part.identifier == wanted)
    return {"part": next(parts, None), "access": access}


@register.filter
def of_key(found: Mapping[int, Any], key: int) -> Any:
    """What a dictionary has under a key; nothing where it has none."""
    return found.get(key, [])
