"""Figures are for whoever has the token, and name routes and states, never people."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from operations.facts import HOOK, Fact
from operations.metrics import as_text, counted, note_request
from operations.server import FOLDER, forget_worker, start_figures
from pages.models import HomePage
from tests.house.places import ROOT

TOKEN = "a-token-of-more-than-thirty-two-characters"  # noqa: S105 - of this test alone


@pytest.mark.parametrize(
    ("token", "given"), [("", ""), ("", "Bearer "), (TOKEN, ""), (TOKEN, "Bearer wrong")]
)
def test_without_the_token_there_is_nothing(
    home_page: HomePage, settings: Any, token: str, given: str
) -> None:
    settings.METRICS_TOKEN = token
    answer = Client().get("/metrics", headers={"authorization": given})
    assert answer.status_code == 404
    assert b"site_requests" not in answer.content


def test_with_it_requests_facts_and_memory_are_told(home_page: HomePage, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    Client().get("/")
    answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'site_requests_total{route="pages.HomePage",status="2xx"}' in text
    assert 'site_request_queries_bucket{group="pages",le="15.0"}' in text
    assert 'site_fact_state{fact="Database",state="good"} 1.0' in text
    for name in ("database_bytes", "disk_free_bytes", "worker_memory_bytes", "search_pages"):
        (value,) = re.findall(rf"^site_{name} (\S+)$", text, re.MULTILINE)
        assert float(value) >= 0


def test_the_admins_many_addresses_are_one_route() -> None:
    note_request(route="wagtailadmin_pages:edit", status=200, seconds=0.1, queries=30)
    text = as_text([]).decode()
    assert 'route="admin",status="2xx"' in text
    assert "wagtailadmin" not in text


def test_what_others_count_is_shown() -> None:
    counted("test_of_counting", result="hit")
    counted("test_of_counting", result="hit")
    assert 'site_test_of_counting_total{result="hit"} 2.0' in as_text([]).decode()


def test_a_fact_gives_its_figures_and_its_state() -> None:
    text = as_text([Fact("Mail", "warning", "Some waits.", {"mail_waiting": 4})]).decode()
    assert "site_mail_waiting 4.0" in text
    assert 'site_fact_state{fact="Mail",state="warning"} 1.0' in text
    assert 'site_fact_state{fact="Mail",state="good"} 0.0' in text
    assert HOOK == "operator_facts"


COUNT_IN_A_PROCESS = """
import sys
from operations.metrics import as_text, note_request
note_request(route="pages.HomePage", status=200, seconds=0.1, queries=3)
if sys.argv[1] == "tell":
    print(as_text([]).decode())
"""


def test_processes_of_one_server_are_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, "")
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "counter_1.db").write_bytes(b"of an earlier start")
    start_figures(folder)
    told = [in_a_process(what) for what in ("count", "count", "tell")][-1]
    assert 'site_requests_total{route="pages.HomePage",status="2xx"} 3.0' in told
    workers = [int(pid) for pid in re.findall(r'worker_memory_bytes\{pid="(\d+)"\}', told)]
    assert len(workers) == 3
    forget_worker(workers[0])
    left = in_a_process("tell")
    assert f'pid="{workers[0]}"' not in left
    assert 'status="2xx"} 4.0' in left


def in_a_process(what: str) -> str:
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", COUNT_IN_A_PROCESS, what],
        env=dict(os.environ),
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
