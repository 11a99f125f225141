"""Facts for operators about the site as a whole: database, disk, schedules, back-up, version."""

import shutil
from datetime import datetime, timedelta
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, Revision

from operations.backup_files import newest_backup
from operations.facts import Fact, State
from operations.version import revision

GIGABYTE = 1024**3
MEGABYTE = 1024**2
# Below this nothing is safe: a database without room stops.
LEAST_FREE = GIGABYTE
LITTLE_FREE_SHARE = 0.1
SLOW_DATABASE_SECONDS = 0.25
# `publish_scheduled` runs every five minutes.
LATE_AFTER = timedelta(minutes=20)
BACKUP_LATE_AFTER = timedelta(hours=26)


def database() -> Fact:
    began = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        seconds = perf_counter() - began
        size = database_bytes(cursor)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, "")
    words = f"{name} answers in {seconds * 1000:.0f} ms. It holds {size / MEGABYTE:,.0f} MB."
    slow = seconds > SLOW_DATABASE_SECONDS
    return Fact(
        "Database",
        "warning" if slow else "good",
        words,
        {"database_bytes": size, "database_answer_seconds": seconds},
        "Look for long statements in the log, and at the load of the database." if slow else "",
    )


def database_bytes(cursor: CursorWrapper) -> float:
    if connection.vendor == "postgresql":
        cursor.execute("SELECT pg_database_size(current_database())")
    else:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return float(cursor.fetchone()[0])


def disk() -> Fact:
    """Room where the site keeps its files, and its database if that is SQLite."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    share = usage.free / usage.total
    state: State = "good"
    if usage.free < LEAST_FREE:
        state = "bad"
    elif share < LITTLE_FREE_SHARE:
        state = "warning"
    return Fact(
        "Disk",
        state,
        f"{usage.free / GIGABYTE:,.1f} GB of {usage.total / GIGABYTE:,.0f} GB are free.",
        {"disk_free_bytes": usage.free, "disk_bytes": usage.total},
        "Make room: old back-ups first. Below 1 GB, nothing new can be saved safely."
        if state != "good"
        else "",
    )


def planned_publication() -> Fact:
    """Pages whose day to appear or to go is over, and that are as they were."""
    limit = timezone.now() - LATE_AFTER
    late = Revision.objects.filter(approved_go_live_at__lt=limit).count()
    stale = Page.objects.filter(live=True, expire_at__lt=limit).count()
    figures = {"overdue_publications": late, "overdue_expiries": stale}
    if not late and not stale:
        return Fact("Planned publication", "good", "Nothing is overdue.", figures)
    return Fact(
        "Planned publication",
        "warning",
        f"Overdue: {late} to appear, {stale} to go.",
        figures,
        "Does the job publish_scheduled run? Its log says what the checks before publishing hold.",
    )


def backup() -> Fact:
    found = newest_backup(settings.BACKUP_DIR)
    if found is None:
        return Fact(
            "Back-up",
            "warning",
            "None is in the folder for back-ups.",
            {},
            "Run make backup each night, or make sure that your own way of backing up works.",
        )
    made = datetime.fromtimestamp(found.stat().st_mtime, timezone.get_current_timezone())
    age = timezone.now() - made
    late = age > BACKUP_LATE_AFTER
    return Fact(
        "Back-up",
        "warning" if late else "good",
        f"The last was made on {date_format(made, 'j F Y, H:i')}"
        f" ({found.stat().st_size / MEGABYTE:,.0f} MB).",
        {"backup_age_seconds": age.total_seconds(), "backup_bytes": found.stat().st_size},
        "It is older than a day. Does the nightly back-up run?" if late else "",
    )


def version() -> Fact:
    found = settings.SITE_VERSION or revision(settings.BASE_DIR)
    return Fact("Version", "good" if found else "off", found or "It is not known.")
