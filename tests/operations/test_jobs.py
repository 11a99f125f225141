"""The scheduler: what is due begins once, and operators hear of what does not."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import get_commands
from django.utils import timezone

from operations.jobs import JOBS, Job
from operations.jobs_state import jobs_fact
from operations.models import JobRun
from operations.scheduler import Scheduler, claimed
from operations.schedules import Every
from tests.house.places import ROOT

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
OPTIONAL = {"prune_db_task_results"}


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def lines(settings: Any, tmp_path: Path) -> Path:
    """A `manage.py` that does what a job's name says, and notes that it began."""
    (tmp_path / "manage.py").write_text(
        "import pathlib, sys, time\n"
        "with pathlib.Path(__file__).with_name('began').open('a') as notes:\n"
        "    notes.write(sys.argv[1] + '\\n')\n"
        "time.sleep(30 if sys.argv[1] == 'hangs' else 0)\n"
        "sys.exit(sys.argv[1] == 'fails')\n"
    )
    settings.BASE_DIR = tmp_path
    return tmp_path / "began"


def began(notes: Path) -> list[str]:
    return notes.read_text().split() if notes.exists() else []


def scheduler(clock: Clock, *names: str) -> Scheduler:
    return Scheduler(jobs=[Job((name,), Every(5)) for name in names], now=clock)


def test_a_job_that_is_new_runs_when_its_moment_comes(lines: Path) -> None:
    clock = Clock()
    scheduler(clock, "works").run_once()
    assert began(lines) == []
    clock.forward(minutes=5)
    scheduler(clock, "works").run_once()
    scheduler(clock, "works").run_once()
    assert began(lines) == ["works"]
    run = JobRun.objects.get(name="works")
    assert (run.succeeded, run.finished) == (True, clock.time)


def test_a_hundred_missed_runs_are_caught_up_by_one(lines: Path) -> None:
    clock = Clock()
    scheduler(clock, "works").run_once()
    clock.forward(minutes=500)
    scheduler(clock, "works").run_once()
    clock.forward(minutes=1)
    scheduler(clock, "works").run_once()
    assert began(lines) == ["works"]


def test_one_that_fails_stops_no_other_and_is_noted(lines: Path) -> None:
    clock = Clock()
    both = scheduler(clock, "fails", "works")
    both.run_once()
    clock.forward(minutes=5)
    both.run_once()
    assert began(lines) == ["fails", "works"]
    assert both.failed == 1
    assert not JobRun.objects.get(name="fails").succeeded


def test_one_that_takes_too_long_is_ended(lines: Path) -> None:
    clock = Clock()
    one = scheduler(clock, "hangs")
    one.look()
    clock.forward(minutes=5)
    one.look()
    (running,) = one.running
    clock.forward(minutes=11)
    one.jobs = []
    one.look()
    assert running.process.returncode
    assert not one.running
    assert not JobRun.objects.get(name="hangs").succeeded


def test_the_end_of_the_scheduler_ends_what_it_began(lines: Path) -> None:
    clock = Clock()
    one = scheduler(clock, "hangs")
    one.look()
    clock.forward(minutes=5)
    one.look()
    (running,) = one.running
    one.stop()
    one.end()
    assert running.process.returncode
    assert JobRun.objects.get(name="hangs").finished == clock.time


def test_of_two_schedulers_one_begins_a_job() -> None:
    job = Job(("works",), Every(5))
    claimed(job, NOON)
    later = NOON + timedelta(minutes=5)
    assert claimed(job, later)
    assert claimed(job, later) is None
    assert claimed(job, later + timedelta(minutes=5)) is None, "it is still under way"
    assert claimed(job, later + timedelta(minutes=12)), "whoever began it has died"


def test_every_job_is_a_command() -> None:
    assert {job.name for job in JOBS} - OPTIONAL <= set(get_commands())


def test_the_manual_has_every_job_and_when_it_runs() -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    rows = {
        name: when
        for when, name in re.findall(r"^\| ([^|]+) \| `manage.py ([a-z_]+)`", page, re.MULTILINE)
    }
    wrong = {
        job.name: job.when.in_words()
        for job in JOBS
        if not rows.get(job.name, "").startswith(job.when.in_words())
    }
    assert wrong == {}


def test_operators_hear_of_jobs() -> None:
    assert jobs_fact(NOON).state == "warning"
    now = timezone.now()
    for job in JOBS:
        JobRun.objects.create(name=job.name, started=now, finished=now, succeeded=True)
    assert jobs_fact(now).state == "good"
    JobRun.objects.filter(name="make_downloads").update(succeeded=False)
    assert "Failed: make_downloads." in jobs_fact(now).words
    late = jobs_fact(now + timedelta(minutes=30))
    assert late.state == "bad"
    assert "send_mail_queue" in late.words
    assert "check_links" not in late.words


@pytest.fixture
def process(tmp_path: Path) -> Callable[[], "subprocess.Popen[str]"]:
    code = (
        "import django; django.setup()\n"
        "from operations.scheduler import Scheduler\n"
        "class Speaks(Scheduler):\n"
        "    def look(self): print('ready', flush=True)\n"
        "Speaks(jobs=[]).run_for_ever()\n"
    )
    return lambda: subprocess.Popen(  # noqa: S603 - our own line
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_it_ends_when_it_is_asked_to(process: Callable[[], "subprocess.Popen[str]"]) -> None:
    with process() as scheduler_process:
        assert scheduler_process.stdout
        scheduler_process.stdout.readline()
        scheduler_process.terminate()
        assert scheduler_process.wait(15) == 0
