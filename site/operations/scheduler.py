"""Runs the jobs that are due, each as a process of its own.

Several schedulers may run: a row of the database lets only one of them begin a job. A run that was
missed is caught up once, whatever the number of runs that were missed.
"""

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from operations.jobs import Job, jobs_of_this_site
from operations.models import JobRun
from operations.read_only import is_read_only

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 3
SECONDS_BETWEEN_LOOKS = 5
LONGEST_GOODBYE = 30
LIFE_AFTER_LIMIT = timedelta(minutes=1)
"""After its limit and this, a run whose scheduler has died does not keep others from beginning."""


@dataclass
class Running:
    """A job that was begun."""

    job: Job
    run: JobRun
    process: "subprocess.Popen[bytes]"

    def is_late(self, now: datetime) -> bool:
        return now > self.run.started + self.job.limit


@dataclass
class Scheduler:
    """One process that looks every few seconds for what is due."""

    jobs: Sequence[Job] = field(default_factory=jobs_of_this_site)
    now: Callable[[], datetime] = timezone.now
    running: list[Running] = field(default_factory=list)
    failed: int = 0
    stopping: bool = False

    def run_for_ever(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            close_old_connections()
            self.look()
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self.end()

    def run_once(self) -> None:
        """Run what is due now, and wait for it."""
        for job in self.jobs:
            self.begin_if_due(job)
            while self.running:
                self.reap()
                time.sleep(0.05)

    def stop(self, *args: Any) -> None:
        self.stopping = True

    def look(self) -> None:
        """One look at the clock and at what runs. A database that is away is asked again later."""
        try:
            self.reap()
            for job in self.jobs:
                if len(self.running) < MOST_AT_ONCE and not self.stopping:
                    self.begin_if_due(job)
        except (OperationalError, InterfaceError) as error:
            logger.warning("The jobs wait: the database failed (%s).", type(error).__name__)

    def begin_if_due(self, job: Job) -> None:
        if not is_read_only() and (run := claimed(job, self.now())):
            logger.info("Job %s begins.", job.name)
            self.running.append(Running(job, run, started(job.command)))

    def reap(self) -> None:
        """Note what has ended, and end what takes too long."""
        for each in list(self.running):
            code = each.process.poll()
            if code is None and each.is_late(self.now()):
                logger.error("Job %s took too long and was ended.", each.job.name)
                each.process.kill()
                code = each.process.wait()
            if code is not None:
                self.note(each, succeeded=code == 0)
                self.running.remove(each)

    def note(self, ended: Running, *, succeeded: bool) -> None:
        """The end of a run, unless a later one has begun."""
        ours = JobRun.objects.filter(pk=ended.run.pk, started=ended.run.started)
        ours.update(finished=self.now(), succeeded=succeeded)
        if not succeeded:
            self.failed += 1
            logger.error("Job %s failed.", ended.job.name)

    def end(self) -> None:
        """Ask what runs to end, and wait; what does not end in time is killed."""
        for each in self.running:
            each.process.terminate()
        deadline = time.monotonic() + LONGEST_GOODBYE
        for each in self.running:
            try:
                each.process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                each.process.kill()
                each.process.wait()
        try:
            self.reap()
        except (OperationalError, InterfaceError) as error:
            logger.warning("The last runs were not noted (%s).", type(error).__name__)


def started(command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    """A command of the site. What it prints goes where the scheduler's own lines go."""
    line = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    return subprocess.Popen(line, stdin=subprocess.DEVNULL)  # noqa: S603 - our own table


def claimed(job: Job, now: datetime) -> JobRun | None:
    """A run of a job that is due, taken so that nobody else begins it; None when it is not due.

    A job that nobody has seen before is due the next time its moment comes.
    """
    run, is_new = JobRun.objects.get_or_create(
        name=job.name, defaults={"started": now, "finished": now, "succeeded": True}
    )
    if is_new or is_under_way(run, job, now) or job.when.last_before(now) <= run.started:
        return None
    before = JobRun.objects.filter(pk=run.pk, started=run.started, finished=run.finished)
    if not before.update(started=now, finished=None, succeeded=False):
        return None
    run.started = now
    return run


def is_under_way(run: JobRun, job: Job, now: datetime) -> bool:
    return run.finished is None and now <= run.started + job.limit + LIFE_AFTER_LIMIT
