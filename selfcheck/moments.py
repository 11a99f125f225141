"""How long ago something was, in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.timesince import timesince


def ago(moment: datetime) -> str:
    """How long ago in words: "just now", or "5 minutes ago"."""
    if (timezone.now() - moment).total_seconds() < 60:
        return "just now"
    return f"{timesince(moment, depth=1)} ago"
