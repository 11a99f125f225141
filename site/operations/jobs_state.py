"""What operators are told of the jobs and of the mail that waits."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from operations import mail
from operations.facts import Fact
from operations.jobs import Job, jobs_of_this_site
from operations.models import JobRun, OutgoingMail
from operations.read_only import is_read_only

LONG_WAIT_SECONDS = 60 * 60


def facts_of_jobs_and_mail() -> Iterable[Fact]:
    now = timezone.now()
    yield jobs_fact(now)
    yield mail_fact(now)
    if is_read_only():
        yield Fact(
            "Changes",
            "warning",
            "The site is read-only: nothing can be saved, and no job runs.",
            what_to_do="Unset READ_ONLY, or remove the file read-only from DATA_DIR.",
        )


def jobs_fact(now: datetime) -> Fact:
    runs = {run.name: run for run in JobRun.objects.all()}
    jobs = jobs_of_this_site()
    if not any(job.name in runs for job in jobs):
        return Fact(
            "Jobs",
            "warning",
            "No job has ever run here.",
            what_to_do="Keep the scheduler running (manage.py run_jobs).",
        )
    failed = [job.name for job in jobs if job.name in runs and has_failed(runs[job.name])]
    overdue = [job.name for job in jobs if is_overdue(job, runs.get(job.name), now)]
    figures = {"failed_jobs": len(failed), "overdue_jobs": len(overdue)}
    if not failed and not overdue:
        return Fact("Jobs", "good", "All jobs run on time.", figures)
    words = [
        f"{label}: {', '.join(names)}."
        for label, names in (("Overdue", overdue), ("Failed", failed))
        if names
    ]
    return Fact(
        "Jobs",
        "bad" if overdue else "warning",
        " ".join(words),
        figures,
        what_to_do="Look at the log of the scheduler, and run the command by hand.",
    )


def has_failed(run: JobRun) -> bool:
    return run.finished is not None and not run.succeeded


def is_overdue(job: Job, run: JobRun | None, now: datetime) -> bool:
    """Whether the moment of a job passed some time ago, and it has not begun since."""
    moment = job.when.last_before(now - job.when.grace)
    return run is not None and run.started < moment


def mail_fact(now: datetime) -> Fact:
    waiting = OutgoingMail.objects.filter(created__gt=now - mail.TRIED_FOR)
    oldest = waiting.order_by("created").values_list("created", flat=True).first()
    age = (now - oldest).total_seconds() if oldest else 0.0
    given_up = mail.given_up().count()
    figures = {
        "waiting_mail": waiting.count(),
        "waiting_mail_seconds": age,
        "given_up_mail": given_up,
    }
    look = "Look at the mail server and at EMAIL_URL."
    if given_up:
        words = f"Messages that could not be sent for three days: {given_up}."
        return Fact("Mail", "bad", words, figures, look)
    if age > LONG_WAIT_SECONDS:
        words = f"Messages that wait: {figures['waiting_mail']}, for an hour or more."
        return Fact("Mail", "warning", words, figures, look)
    return Fact("Mail", "good", "Mail is sent.", figures)
