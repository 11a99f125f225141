"""What other pages show of the self-check, and small words for its own pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from framework.models import SubPhase
from framework.outline import SubPhaseOutline, framework_outline
from selfcheck.forms import StartForm, sub_phase_called

register = template.Library()


@register.inclusion_tag("selfcheck/self_check_question.html")
def self_check_question(sub_phase: SubPhase | SubPhaseOutline | None) -> dict[str, Any]:
    """The question of one sub-phase, as a form that starts a check with the answer.

    Shows nothing for a sub-phase whose text nobody here has read. No query when the framework's
    outline is cached. Ids are unique as long as a page asks about a sub-phase once.
    """
    outline = framework_outline()
    asked = sub_phase_called(sub_phase.identifier, outline) if sub_phase else None
    return {"form": StartForm(outline, asked=asked), "sub_phase": asked}


@register.filter
def ago(moment: datetime) -> str:
    """How long ago in words: "just now", or "5 minutes ago"."""
    if (timezone.now() - moment).total_seconds() < 60:
        return "just now"
    return f"{timesince(moment, depth=1)} ago"


@register.filter
def of_key(found: Mapping[int, Any], key: int) -> Any:
    """What a dictionary has under a key; nothing where it has none."""
    return found.get(key, [])
