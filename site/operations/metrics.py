"""Figures for operators, in Prometheus' text: how many, how long, how much. None names a person."""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hmac import compare_digest
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.facts import STATES, Fact, all_facts
from operations.server import FOLDER

OWN = CollectorRegistry(auto_describe=True)
SECONDS = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
QUERIES = (0, 4, 8, 12, 15, 25, 40, 80)
MEMORY_EVERY_SECONDS = 15.0
PUBLIC_GROUPS = {"casestudies", "draftcomments", "framework", "guidance", "pages", "search"}
PUBLIC_GROUPS |= {"selfcheck", "tell_us", "uploads"}
SINGLE_ROUTES = {
    "livez",
    "readyz",
    "metrics",
    "page_cache",
    "sitemap",
    "static",
    "unknown",
    "wagtail_serve",
}

REQUESTS = Counter("site_requests", "Requests answered.", ["route", "status"], registry=OWN)
DURATION = Histogram(
    "site_request_seconds", "How long answers took.", ["group"], buckets=SECONDS, registry=OWN
)
ASKED = Histogram(
    "site_request_queries",
    "How often the database was asked for one answer.",
    ["group"],
    buckets=QUERIES,
    registry=OWN,
)
MEMORY = Gauge(
    "site_worker_memory_bytes",
    "Memory of each process that answers (resident).",
    multiprocess_mode="liveall",
    registry=OWN,
)


@cache
def counter(name: str, labels: tuple[str, ...]) -> Counter:
    return Counter(f"site_{name}", name.replace("_", " ").capitalize(), labels, registry=OWN)


def counted(name: str, **labels: str) -> None:
    """Count something: `counted("page_cache", result="hit")`. Labels have few values, all ours."""
    found = counter(name, tuple(sorted(labels)))
    (found.labels(**labels) if labels else found).inc()


def group_of(route: str) -> str:
    """Few groups of routes, by the app that answers.

    >>> group_of("casestudies:compare"), group_of("casestudies.CaseStudyPage")
    ('casestudies', 'casestudies')
    >>> group_of("wagtailadmin_pages:edit"), group_of("livez")
    ('admin', 'livez')
    """
    app = route.replace(".", ":").partition(":")[0]
    if app in PUBLIC_GROUPS:
        return app
    return route if route in SINGLE_ROUTES else "admin"


def note_request(*, route: str, status: int, seconds: float, queries: int) -> None:
    """Count a request that was answered. Of the admin's many addresses only the group is told."""
    group = group_of(route)
    shown = "admin" if group == "admin" else route
    REQUESTS.labels(shown, f"{status // 100}xx").inc()
    DURATION.labels(group).observe(seconds)
    ASKED.labels(group).observe(queries)
    note_memory()


class LastLook:
    """When this process last looked at its own memory."""

    at = -MEMORY_EVERY_SECONDS


def note_memory() -> None:
    now = monotonic()
    if now - LastLook.at < MEMORY_EVERY_SECONDS:
        return
    LastLook.at = now
    MEMORY.set(resident_bytes())


def resident_bytes() -> float:
    """Memory of this process; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except (OSError, IndexError):
        return 0.0
    return float(pages) * os.sysconf("SC_PAGE_SIZE")


def note_error(**kwargs: object) -> None:
    """Receives Django's signal of an error that nobody caught."""
    kind = sys.exc_info()[0]
    counted("errors", kind=kind.__name__ if kind else "unknown")


class FactFigures(Collector):
    """The figures of the facts for operators, read when somebody asks for them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = facts

    def collect(self) -> Iterator[Metric]:
        state = Metric("site_fact_state", "1 for the state that each part is in.", "gauge")
        for fact in self.facts:
            for known in STATES:
                labels = {"fact": fact.name, "state": known}
                state.add_sample(state.name, labels, float(known == fact.state))
            for name, value in fact.figures.items():
                figure = Metric(f"site_{name}", f"{fact.name}: {name.replace('_', ' ')}.", "gauge")
                figure.add_sample(figure.name, {}, value)
                yield figure
        yield state


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for whoever knows the token; for everybody else there is nothing here."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    if not token or not compare_digest(given.encode(), token.encode()):
        raise Http404
    return HttpResponse(as_text(all_facts()), content_type=CONTENT_TYPE_LATEST)


def as_text(facts: Iterable[Fact]) -> bytes:
    figures = CollectorRegistry()
    figures.register(FactFigures(facts))
    requests = OWN
    if FOLDER in os.environ:
        requests = CollectorRegistry()
        MultiProcessCollector(requests)
    return generate_latest(requests) + generate_latest(figures)
