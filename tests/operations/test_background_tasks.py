"""Tasks that wait for a worker, where the operator wants that."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django_tasks import default_task_backend

from tests.house.places import ROOT

STORY = """
import pathlib, sys
import django

django.setup()

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import delete_file_from_storage_task

file = pathlib.Path(sys.argv[1]) / "file.txt"
file.touch()
storage = ["django.core.files.storage.FileSystemStorage", [], {"location": sys.argv[1]}]
call_command("migrate", "django_tasks_database", verbosity=0)
delete_file_from_storage_task.enqueue(storage, file.name)
print("waits" if file.exists() else "gone")
call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
print("waits" if file.exists() else "gone")
call_command("prune_db_task_results", min_age_days=0, verbosity=0)
print(DBTaskResult.objects.count())
"""


def test_tasks_run_at_once_unless_told_otherwise() -> None:
    assert default_task_backend.supports_get_result is False
    assert "django_tasks_db" not in settings.INSTALLED_APPS


def test_with_background_tasks_a_task_waits_for_a_worker(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", STORY, str(tmp_path)],
        cwd=ROOT,
        env={
            **os.environ,
            "BACKGROUND_TASKS": "true",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DEBUG": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["waits", "gone", "0"], done.stderr
