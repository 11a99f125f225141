"""Keeps count of what readers searched for in vain, without keeping what could be about somebody."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone

from operations.read_only import is_read_only
from search.models import UnansweredSearch
from search.querysets import UnansweredSearchQuerySet
from search.words import WORD, fold

logger = logging.getLogger(__name__)

LONGEST = 60
MOST_WORDS = 6
MOST_DIGITS = 4
MOST_A_MONTH = 2000
MONTHS_KEPT = 12
MOST_WAITED = 50
"""Milliseconds that a reader waits, at most, for somebody else who writes."""
POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b")


class Pruned(NamedTuple):
    """How many counts were too old, or too rare to keep."""

    rows: int


def words_to_keep(typed: str) -> str:
    """The words of a query in lower case, or nothing where they could name somebody.

    An e-mail address, a phone number, the number of a patient and a postcode are never kept, nor
    is anything as long as a sentence.

    >>> words_to_keep("  Warm BANKS: Île ")
    'warm banks ile'
    >>> [words_to_keep(each) for each in ("a@b.example", "call 07700 900123", "LS1 4AP", "943 476")]
    ['', '', '', '']
    >>> words_to_keep("my mother was sent home too early"), words_to_keep("x" * 61)
    ('', '')
    """
    folded = fold(typed)
    words = WORD.findall(folded)
    kept = " ".join(words)
    digits = sum(character.isdigit() for character in folded)
    names_somebody = "@" in folded or digits > MOST_DIGITS or POSTCODE.search(kept)
    too_long = len(words) > MOST_WORDS or len(kept) > LONGEST
    return "" if names_somebody or too_long else kept


def is_by_a_reader(request: HttpRequest) -> bool:
    """Whether somebody asked who is not logged in. The session is not opened: it would set `Vary`."""
    return request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES


def note_unanswered(request: HttpRequest, *, typed: str, place: UnansweredSearch.Place) -> None:
    """Count a search that found nothing. Whatever goes wrong, the reader gets the answer."""
    words = words_to_keep(typed)
    if not words or not is_by_a_reader(request) or is_read_only():
        return
    try:
        with hardly_waiting(), transaction.atomic():
            give_up_soon()
            count_search(words=words, place=place, day=timezone.localdate())
    except DatabaseError as error:
        logger.warning("A search with no result was not counted (%s).", type(error).__name__)


@contextmanager
def hardly_waiting() -> Iterator[None]:
    """On SQLite a transaction begins with the lock of whoever writes: do not wait long for it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {MOST_WAITED}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")


def give_up_soon() -> None:
    """On PostgreSQL a row may be locked: do not wait long, until this transaction is over."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {MOST_WAITED}")


def count_search(*, words: str, place: UnansweredSearch.Place, day: date) -> None:
    """One more for these words: one query, three the first time in a month, five when it is full.

    A full month forgets the oldest of the words that were asked on one day only, which nobody is
    shown. So a robot that fills a month cannot keep out what people ask for later.
    """
    month = day.replace(day=1)
    this_month = UnansweredSearch.objects.filter(month=month)
    counted = this_month.filter(words=words, place=place).update(
        times=F("times") + 1,
        days=F("days") + Case(When(last_day=day, then=Value(0)), default=Value(1)),
        last_day=day,
    )
    if not counted and (this_month.count() < MOST_A_MONTH or make_room(this_month)):
        row = UnansweredSearch(month=month, words=words, place=place, last_day=day)
        UnansweredSearch.objects.bulk_create([row], ignore_conflicts=True)


def make_room(this_month: UnansweredSearchQuerySet) -> bool:
    """Forget one of the rare words of a month; there is no room where none are rare."""
    oldest = (
        this_month.filter(days=1).order_by("last_day", "pk").values_list("pk", flat=True).first()
    )
    if oldest is None:
        return False
    this_month.filter(pk=oldest).delete()
    return True


@transaction.atomic
def prune_unanswered(*, today: date, dry_run: bool = False) -> Pruned:
    """Forget what is a year old, and what was rare in a month that is over. Dry run: only count."""
    due = UnansweredSearch.objects.too_old(today=today, months_kept=MONTHS_KEPT)
    pruned = Pruned(due.count())
    if not dry_run:
        due.delete()
    return pruned
