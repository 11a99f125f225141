"""At which level of a part of the framework case studies started, and how it went on."""

from collections.abc import Mapping
from typing import cast

from django.core.cache import cache
from django.db import models
from django.db.models import Case, Count, Exists, F, QuerySet, Value, When

from casestudies.models import CaseStudySubPhase
from content.querysets import restrictions_above

CACHE_KEY = "case-study-starts"
CACHE_SECONDS = 60
Tally = Mapping[tuple[int, str, int], int]


class Started(models.IntegerChoices):
    """How it went on for those who started at a level, in the order in which they are shown."""

    MOVED_ON = 0, "Moved on"
    NOT_MOVED = 1, "Not moved"
    NOT_KNOWN = 2, "Not known"


def starts() -> "QuerySet[CaseStudySubPhase]":
    """Each level from which a study that anyone may read began, with `movement`: how it went on."""
    after, before = "level_after__number", F("level_before__number")
    movement = Case(
        When(**{f"{after}__gt": before}, then=Value(Started.MOVED_ON)),
        When(**{f"{after}__lte": before}, then=Value(Started.NOT_MOVED)),
        default=Value(Started.NOT_KNOWN),
        output_field=models.IntegerField(),
    )
    rows = CaseStudySubPhase.objects.filter(
        ~Exists(restrictions_above("page__path")),
        level_before__isnull=False,
        page__live=True,
        page__alias_of__isnull=True,
    )
    return rows.annotate(movement=movement)


def read_tally() -> Tally:
    """How many studies there are by part, level and movement: one query over the whole library."""
    groups = starts().order_by().values_list("sub_phase_id", "level_before__identifier", "movement")
    return {
        (pk, level, movement): count
        for pk, level, movement, count in groups.annotate(found=Count("pk"))
    }


def tally_starts() -> Tally:
    """The same from the cache where it is there: counts may be a minute old, lists never are."""
    return cast(Tally, cache.get_or_set(CACHE_KEY, read_tally, CACHE_SECONDS))


def moved_on_from(sub_phase_pk: int) -> dict[str, int]:
    """How many studies moved on from each level of a part, by the level's identifier."""
    return {
        level: count
        for (pk, level, movement), count in tally_starts().items()
        if pk == sub_phase_pk and movement == Started.MOVED_ON
    }
