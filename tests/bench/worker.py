"""Measures one thing on one scratch site, in a process of its own, and prints figures as JSON.

Started by `tests.bench.library`: python -m tests.bench.worker requests|import|add-child|rebuild …
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode, urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from casestudies.loading import fill  # noqa: E402
from casestudies.models import CaseStudyIndexPage, CaseStudyPage  # noqa: E402
from casestudies.synthetic import place_name, synthetic_study  # noqa: E402
from tests.bench.places import ask  # noqa: E402

WARM, COLD, WARM_UP = 25, 10, 5
# So common that a page of results is full at every size: a shorter page would cost less.
FILTERS = [("phase", "check"), ("approach", "engagement")]
STUDY = 42
COMMON, SELDOM, ONCE = "people", "allotment", place_name(STUDY, seed=1)


def address(path: str, *parameters: tuple[str, str]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


FINDER, SEARCH = "/case-studies/", "/search/"
REQUESTS = {
    "home": address("/"),
    "case study": address(f"{FINDER}synthetic-{STUDY:05d}/"),
    "finder": address(FINDER),
    "finder, two filters": address(FINDER, *FILTERS),
    "finder, a word in every study": address(FINDER, ("q", COMMON)),
    "finder, a word in 1 of 100": address(FINDER, ("q", SELDOM)),
    "finder, a word in one study": address(FINDER, ("q", ONCE)),
    "finder, word, two filters, newest": address(
        FINDER, ("q", COMMON), *FILTERS, ("sort", "newest")
    ),
    "search, a word in every study": address(SEARCH, ("q", COMMON)),
    "search, a word in 1 of 100": address(SEARCH, ("q", SELDOM)),
    "search, a word in one study": address(SEARCH, ("q", ONCE)),
}


class Server:
    """What the work costs outside this process: in PostgreSQL, or in the search engine."""

    def __init__(self) -> None:
        self.backend: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def milliseconds(self) -> float:
        """CPU of the database's process for this connection, or the engine's own query time."""
        if self.backend:
            return int(self.backend.read_text().split()[0]) / 1e6
        return float(self.engine()["query_time_in_millis"])

    def questions(self) -> int:
        """How many questions the search engine has answered."""
        return int(self.engine()["query_total"])

    def engine(self) -> dict[str, Any]:
        if not settings.SEARCH_URL:
            return {"query_time_in_millis": 0, "query_total": 0}
        prefix = urlsplit(settings.SEARCH_URL).path.strip("/")
        answer = json.loads(ask(settings.SEARCH_URL, f"/{prefix}*/_stats/search"))
        return answer["_all"]["primaries"]["search"]


def size_of(client: Client, path: str) -> dict[str, float]:
    """How many queries a warm request takes, and how long its answer is."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}")
    return {"queries": len(queries), "kb": len(answer.content) / 1024}


def timed(client: Client, path: str, times: int, before: Callable[[], None]) -> dict[str, float]:
    """Medians of one request, and the server's part of it on average."""
    server = Server()
    start, cpu, wall = server.milliseconds(), [], []
    for _ in range(times):
        before()
        cpu_start, wall_start = time.process_time(), time.perf_counter()
        client.get(path)
        cpu.append(time.process_time() - cpu_start)
        wall.append(time.perf_counter() - wall_start)
    return {
        "cpu": median(cpu) * 1000,
        "server": (server.milliseconds() - start) / times,
        "wall": median(wall) * 1000,
    }


def measure_requests() -> dict[str, Any]:
    """Every request, warm and with the caches emptied before each."""
    client = Client(SERVER_NAME="127.0.0.1")
    server = Server()
    figures = {}
    for name, path in REQUESTS.items():
        for _ in range(WARM_UP):
            client.get(path)
        asked = server.questions()
        warm = timed(client, path, WARM, lambda: None)
        figures[name] = {
            "warm": warm,
            "engine_asked": (server.questions() - asked) / WARM,
            **size_of(client, path),
            "cold": timed(client, path, COLD, cache.clear),
        }
    return figures


def measured_work(work: Callable[[], None]) -> dict[str, float]:
    """What some work costs: CPU here and in the database, and the most memory it took."""
    server = Server()
    before, cpu, wall = server.milliseconds(), time.process_time(), time.perf_counter()
    work()
    return {
        "cpu": time.process_time() - cpu,
        "server": (server.milliseconds() - before) / 1000,
        "wall": time.perf_counter() - wall,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def import_studies(number: int) -> None:
    call_command("make_synthetic_studies", number, no_progress=True, stdout=StringIO())


def add_children(number: int) -> None:
    """The same studies the plain way, one after the other, without our index."""
    index = CaseStudyIndexPage.objects.get()
    for at in range(1, number + 1):
        study = CaseStudyPage()
        fill(study, synthetic_study(at))
        index.add_child(instance=study)


def rebuild() -> None:
    call_command("rebuild_search", no_progress=True, stdout=StringIO())


def main(what: str, number: int = 0) -> None:
    work: dict[str, Callable[[], dict[str, Any]]] = {
        "requests": measure_requests,
        "import": lambda: measured_work(lambda: import_studies(number)),
        "add-child": lambda: measured_work(lambda: add_children(number)),
        "rebuild": lambda: measured_work(rebuild),
    }
    sys.stdout.write(json.dumps(work[what]()))


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:]))
