"""What operators are told of search: the engine beside the database, and what waits for it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Min
from django.utils import timezone

from operations.facts import Fact
from search.engines.remote import remote_engine
from search.models import IndexChange, SearchDocument

# `repair_search` runs every five minutes.
LATE_AFTER = timedelta(minutes=15)


def facts_of_search() -> Iterator[Fact]:
    """From what is known here: no engine is asked, so a hanging one keeps nobody."""
    documents = SearchDocument.objects.count()
    yield Fact(
        "Search index",
        "good" if documents else "warning",
        f"{documents:,} pages can be found.",
        {"search_pages": documents},
        "" if documents else "Run manage.py rebuild_search.",
    )
    yield engine()


def engine() -> Fact:
    beside = remote_engine()
    if beside is None:
        return Fact("Search engine", "off", "The database searches. SEARCH_URL is not set.")
    waiting = IndexChange.objects.count()
    oldest = IndexChange.objects.aggregate(oldest=Min("made_at"))["oldest"]
    figures = {"search_breaker_open": float(beside.is_resting), "search_changes_waiting": waiting}
    if beside.is_resting:
        return Fact(
            "Search engine",
            "bad",
            f"It does not answer, so the database searches. {waiting:,} changes wait for it.",
            figures,
            "Start the engine again. It is asked again by itself, and repair_search mends the rest.",
        )
    if oldest and oldest < timezone.now() - LATE_AFTER:
        return Fact(
            "Search engine",
            "warning",
            f"{waiting:,} changes wait for it for too long.",
            figures,
            "Does the job repair_search run?",
        )
    return Fact("Search engine", "good", f"It is used. {waiting:,} changes wait for it.", figures)
