"""How the copies of pages are: what operators are told of the cache and of the proxies."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from operations.facts import Fact
from operations.fail_open_redis import breaker_of
from operations.models import Purge

PROBE = "operator-probe"
LATE = timedelta(minutes=5)


def facts_of_copies() -> Iterable[Fact]:
    yield fact_of_cache()
    if settings.PROXY_URLS:
        yield fact_of_proxies()


def fact_of_cache() -> Fact:
    """Whether Redis takes something and gives it back."""
    backend = settings.CACHES["default"]
    if not settings.PAGE_CACHE:
        words = "There is no shared cache, so each process keeps its own, and no whole pages."
        return Fact("Cache", "off", words)
    cache.set(PROBE, "there", 10)
    if cache.get(PROBE) == "there":
        return Fact("Cache", "good", "Redis answers. Whole pages are kept.", {"cache_up": 1})
    rests = breaker_of(str(backend["LOCATION"])).is_open
    return Fact(
        name="Cache",
        state="bad",
        words="Redis does not answer. The site does without: it is slower, and counts no limits."
        if rests
        else "Redis answers and keeps nothing.",
        figures={"cache_up": 0},
        what_to_do="Look at Redis: whether it runs, and whether it has memory left.",
    )


def fact_of_proxies() -> Fact:
    """Whether there are changes that the proxies were not told of."""
    waiting = Purge.objects.exclude(path="")
    number = waiting.count()
    figures = {"waiting_purges": float(number)}
    if not waiting.filter(created__lt=timezone.now() - LATE).exists():
        return Fact("Proxies", "good", "The proxies know of every change.", figures)
    return Fact(
        name="Proxies",
        state="bad",
        words=f"The proxies were not told of {number} changed addresses. If the site goes down"
        " now, they may show old pages.",
        figures=figures,
        what_to_do="Check PROXY_URLS and PURGE_TOKEN, and whether the job send_purges runs.",
    )
