"""What a kept page costs, against a bare view with the same bytes: python -m tests.bench.cached.

Both go through the middleware of the site; the bare view's is all of it but the page cache. The
figures are CPU of the process. They do not count Redis itself, which is a process of its own.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from importlib import import_module
from typing import Any
from wsgiref.util import setup_testing_defaults

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.bench.bare_view import ANSWER
from tests.bench.places import ROOT, scratch_places
from tests.bench.tables import table, verdict

PAGES = {
    "home": "/",
    "framework": "/framework/",
    "guidance": "/guidance/",
    "finder": "/case-studies/",
    "search": "/search/",
}
MOST_AGAINST_BARE = 1.1
MOST_304_AGAINST_200 = 1.0
ROUNDS = 31
ASKED_IN_A_ROUND = 40


def environ(path: str, **headers: str) -> dict[str, Any]:
    found, _, query = path.partition("?")
    asked = {"PATH_INFO": found, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1"}
    made: dict[str, Any] = {**asked, "HTTP_ACCEPT_ENCODING": "gzip", **headers}
    setup_testing_defaults(made)
    return made


def answer(handler: Any, path: str, **headers: str) -> Any:
    response = handler(environ(path, **headers), lambda *told: None)
    b"".join(response)
    response.close()
    return response


def milliseconds(handler: Any, path: str, **headers: str) -> float:
    begun = time.process_time()
    for _ in range(ASKED_IN_A_ROUND):
        answer(handler, path, **headers)
    return (time.process_time() - begun) * 1000 / ASKED_IN_A_ROUND


def handlers() -> dict[str, Any]:
    """The site with its page cache, without it, and the bare view."""
    plain = [each for each in settings.MIDDLEWARE if "page_cache" not in each]
    made = {"kept": WSGIHandler()}
    with override_settings(MIDDLEWARE=plain):
        made["drawn"] = WSGIHandler()
        made["bare"] = WSGIHandler()
    return made


def fetched(handler: Any, path: str) -> float:
    """The same where this process has to ask Redis: the first time in each second."""
    known = import_module("operations.purging").Known  # It has models, so not before the setup.
    begun = time.process_time()
    for _ in range(ASKED_IN_A_ROUND):
        known.generation = None
        answer(handler, path)
    return (time.process_time() - begun) * 1000 / ASKED_IN_A_ROUND


def measured(path: str, made: dict[str, Any]) -> dict[str, float]:
    """Round by round in turn, so that what else the machine does falls on all of them."""
    answer(made["kept"], path)
    given = ANSWER["given"] = answer(made["kept"], path)
    same = {"HTTP_IF_NONE_MATCH": given["ETag"]}
    assert answer(made["kept"], path, **same).status_code == 304
    figures: dict[str, list[float]] = {name: [] for name in ("kept", "304", "bare", "fetched")}
    for _ in range(ROUNDS):
        answer(made["kept"], path)
        figures["kept"].append(milliseconds(made["kept"], path))
        figures["304"].append(milliseconds(made["kept"], path, **same))
        with override_settings(ROOT_URLCONF="tests.bench.bare_view"):
            assert answer(made["bare"], path).content == given.content
            figures["bare"].append(milliseconds(made["bare"], path))
        figures["fetched"].append(fetched(made["kept"], path))
    begun = time.process_time()
    for _ in range(5):
        answer(made["drawn"], path)
    middle = {name: statistics.median(each) for name, each in figures.items() if each}
    return {
        **middle,
        "drawn": (time.process_time() - begun) * 200,
        "kb": len(given.content) / 1024,
        "against_bare": statistics.median(
            kept / bare for kept, bare in zip(figures["kept"], figures["bare"], strict=True)
        ),
        "against_200": statistics.median(
            same / kept for same, kept in zip(figures["304"], figures["kept"], strict=True)
        ),
    }


def inside() -> None:
    """Measure this process's site, and print the figures."""
    django.setup()
    made = handlers()
    found = {name: measured(path, made) for name, path in PAGES.items()}
    sys.stdout.write(f"\n{json.dumps(found)}\n")


def rows(found: dict[str, dict[str, float]]) -> list[list[str]]:
    return [
        [
            name,
            f"{each['kb']:.1f}",
            f"{each['drawn']:.1f}",
            f"{each['fetched']:.3f}",
            f"{each['kept']:.3f}",
            f"{each['bare']:.3f}",
            f"{each['against_bare']:.2f}",
            verdict(round(each["against_bare"], 2), MOST_AGAINST_BARE),
            f"{each['304']:.3f}",
            f"{each['against_200']:.2f}",
            verdict(round(each["against_200"], 2), MOST_304_AGAINST_200),
        ]
        for name, each in found.items()
    ]


def report() -> int:
    redis = os.environ.get("TEST_REDIS_URL") or sys.exit("TEST_REDIS_URL is not set.")
    with scratch_places("sqlite") as places:
        place = places.prepared()
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.cached", "--inside"],
            env=place.environment | {"REDIS_URL": redis, "LOG_FORMAT": "line"},
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ).stdout
    found = rows(json.loads(told.strip().splitlines()[-1]))
    names = [
        "Page",
        "KB",
        "Drawn ms",
        "From Redis ms",
        "Kept ms",
        "Bare view ms",
        "Ratio",
        "Target",
    ]
    names += ["304 ms", "Against 200", "Target"]
    sys.stdout.write(f"{table(names, found)}\n")
    return int(any("missed" in cell for row in found for cell in row))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inside", action="store_true", help="measure the site of this process")
    if not options.parse_args().inside:
        return report()
    inside()
    return 0


if __name__ == "__main__":
    sys.exit(main())
