"""How often codes may be tried. Only wrong ones count, and where the cache is down nothing does."""

import logging

from django.core.cache import cache
from django.http import HttpRequest

from content.limits import client_key, one_more

MOST_WRONG_TRIES = 5
MINUTES = 15
MANY_FROM_ALL = 100
EVERYBODY = "draftcomments-wrong-tries"

logger = logging.getLogger(__name__)


def too_many_tries(request: HttpRequest) -> bool:
    """Whether the client of a request has to be told to stop guessing. A right code still works."""
    key = client_key(request, EVERYBODY)
    if not key:
        return False
    return bool(cache.get(key, 0) >= MOST_WRONG_TRIES)


def count_wrong_try(request: HttpRequest) -> None:
    """Count one against the client of a request; tell operators once when all have many."""
    if key := client_key(request, EVERYBODY):
        one_more(key, seconds=MINUTES * 60)
    if one_more(EVERYBODY, seconds=MINUTES * 60) == MANY_FROM_ALL:
        logger.warning("%s wrong codes were tried in %s minutes", MANY_FROM_ALL, MINUTES)
