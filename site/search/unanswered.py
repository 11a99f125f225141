"""Keeps count of what readers searched for in vain, without keeping what could be about somebody."""

import logging
import re
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone

from search.models import UnansweredSearch
from search.words import WORD, fold

logger = logging.getLogger(__name__)

LONGEST = 60
MOST_WORDS = 6
MOST_DIGITS = 4
MOST_A_MONTH = 2000
MONTHS_KEPT = 12
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
    if not words or not is_by_a_reader(request):
        return
    try:
        with transaction.atomic():
            count_search(words=words, place=place, day=timezone.localdate())
    except DatabaseError as error:
        logger.warning("A search with no result was not counted (%s).", type(error).__name__)


def count_search(*, words: str, place: UnansweredSearch.Place, day: date) -> None:
    """One more for these words: one query, or three the first time in a month."""
    month = day.replace(day=1)
    this_month = UnansweredSearch.objects.filter(month=month)
    counted = this_month.filter(words=words, place=place).update(
        times=F("times") + 1,
        days=F("days") + Case(When(last_day=day, then=Value(0)), default=Value(1)),
        last_day=day,
    )
    if not counted and this_month.count() < MOST_A_MONTH:
        row = UnansweredSearch(month=month, words=words, place=place, last_day=day)
        UnansweredSearch.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def prune_unanswered(*, today: date, dry_run: bool = False) -> Pruned:
    """Forget what is a year old, and what was rare in a month that is over. Dry run: only count."""
    due = UnansweredSearch.objects.too_old(today=today, months_kept=MONTHS_KEPT)
    pruned = Pruned(due.count())
    if not dry_run:
        due.delete()
    return pruned
