"""What a failing search engine costs readers and editors: python -m tests.bench.engine_faults."""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils.module_loading import import_string

from tests.search.engines.faults import NONSENSE, FaultServer, closed_port, fault_server

PRODUCTS = ("opensearch", "elasticsearch")
FOLLOWING = 20
ROW = "{:<14} {:<10} {:>8} {:>8} {:>8} {:>8} {:>8}\n"
HEADINGS = ("engine", "fault", "first", "next", "slowest", "publish", "again")


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def search() -> None:
    answer = Client().get("/search/", {"q": "housing health"})
    assert answer.status_code == 200


def publishing() -> float:
    """How long it takes to publish a new page, as an editor does."""
    home = apps.get_model("pages", "HomePage").objects.get()
    page: Any = apps.get_model("pages", "StandardPage")(title="Housing and health")
    home.add_child(instance=page)
    took = seconds(page.save_revision().publish)
    page.delete()
    return took


@contextmanager
def fresh_process(url: str) -> Iterator[None]:
    """The site as a process sees it that has asked its engine nothing yet."""
    forget: Callable[[], None] = import_string("search.engines.remote.engine_at").cache_clear
    forget()
    with override_settings(SEARCH_URL=url):
        yield
    forget()


def measure(product: str, fault: str, port: int) -> None:
    url = f"{product}+http://127.0.0.1:{port}/site"
    with fresh_process(url):
        first = seconds(search)
        following = [seconds(search) for _ in range(FOLLOWING)]
    with fresh_process(url):
        published, again = publishing(), publishing()
    figures = (first, median(following), max(following), published, again)
    sys.stdout.write(ROW.format(product, fault, *(f"{figure:.3f}" for figure in figures)))


def measure_faults(product: str, server: FaultServer) -> None:
    measure(product, "refused", closed_port())
    for fault, behave in (
        ("hangs", server.hang),
        ("drips", server.drip),
        ("nonsense", server.say(NONSENSE["no JSON"])),
        ("status 500", server.say(NONSENSE["status 500"])),
    ):
        server.behave = behave
        measure(product, fault, server.port)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="config.settings.test", DATA_DIR=folder)
        django.setup()
        logging.disable(logging.CRITICAL)
        sys.stderr.write("Making a site to measure (about a minute) …\n")
        call_command("prepare_site", "--no-login", "--no-progress", verbosity=0)
        with fresh_process(""):
            search()
            without = median(seconds(search) for _ in range(FOLLOWING))
            published = median(publishing() for _ in range(3))
        sys.stdout.write(f"Seconds, search page: {without:.3f} without an engine,")
        sys.stdout.write(f" publishing {published:.3f}.\n")
        sys.stdout.write(ROW.format(*HEADINGS))
        for product in PRODUCTS:
            with fault_server() as server:
                measure_faults(product, server)


if __name__ == "__main__":
    main()
