"""Noting that somebody was told by a person, by phone or in a letter, that there is something to read."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from draftcomments.models import Contributor


def note_told(*, contributor: Contributor, as_of: datetime | None = None) -> None:
    """Note that somebody knows of all that was shown by a moment: now, unless one is given.

    What was shown later stays news. Nothing is taken back: the last message counts.
    """
    now = timezone.now()
    told = min(as_of, now) if as_of else now
    people = Contributor.objects.filter(pk=contributor.pk, withdrawn_at__isnull=True)
    people.filter(Q(told_at__isnull=True) | Q(told_at__lt=told)).update(told_at=told)
