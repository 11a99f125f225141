"""An error is told with a number to quote, and elsewhere without a word of anybody."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from operations import error_reports
from operations.requests import NOW, Asked
from tests.house.places import ROOT


def counts(how: str, folder: Path) -> list[list[int]]:
    """What the program of `failing` prints."""
    told = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-m", "tests.operations.failing", how],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATA_DIR": str(folder),
            "DATABASE_URL": "sqlite://:memory:",
        },
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [[int(number) for number in line.split()] for line in told.splitlines()]


def test_what_is_sent_elsewhere_holds_no_word_of_anybody(tmp_path: Path) -> None:
    pytest.importorskip("sentry_sdk")
    (planted,), kinds, (places, events) = counts("filtered", tmp_path)
    assert planted == 0
    assert min(kinds) >= 1
    assert places >= 1
    assert events == 1
    # The same without our filter: the words are there to be found.
    (planted,), *_ = counts("unfiltered", tmp_path)
    assert planted > 0


def test_the_page_for_an_error_gives_the_number_and_nothing_else() -> None:
    NOW.set(Asked("0123456789abcdef"))
    answer = error_reports.server_error(RequestFactory().get("/"))
    NOW.set(None)
    assert answer.status_code == 500
    assert "<code>0123456789abcdef</code>" in answer.content.decode()
    assert error_reports.MARK not in answer.content.decode()


def test_an_address_without_its_package_stops_the_start(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SENTRY_DSN = "https://key@errors.invalid/1"
    monkeypatch.setattr(error_reports, "PACKAGE", "a_package_that_is_not_there")
    with pytest.raises(ImproperlyConfigured, match="extra sentry"):
        error_reports.start_reports()
