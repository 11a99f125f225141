"""Operators see how each part is, also when a part cannot say."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail import hooks

from operations import state
from operations.facts import HOOK, STATES, Fact, all_facts
from operations.version import revision
from pages.models import HomePage
from tests.queries import queries_of


def test_every_part_is_told_in_words(home_page: HomePage, editor_client: Client) -> None:
    html = editor_client.get("/admin/operators/").content.decode()
    assert queries_of(editor_client, "/admin/operators/") <= 40
    for name in (
        "Database",
        "Disk",
        "Cache",
        "Mail",
        "Jobs",
        "Planned publication",
        "Back-up",
        "Version",
    ):
        assert name in html
    assert "Search engine" in html
    assert STATES["good"] in html


def broken_part() -> Iterator[Fact]:
    raise OperationalError("the words of a person")


def test_a_part_that_fails_is_told_first_and_keeps_nobody_else(home_page: HomePage) -> None:
    with hooks.register_temporarily(HOOK, broken_part):
        facts = all_facts()
    assert facts[0].state == "bad"
    assert facts[0].name == "Broken part"
    assert "OperationalError" in facts[0].words
    assert "a person" not in facts[0].words
    assert "Database" in {fact.name for fact in facts}


def test_a_page_that_should_be_gone_is_overdue(home_page: HomePage) -> None:
    assert state.planned_publication().state == "good"
    HomePage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
    told = state.planned_publication()
    assert told.state == "warning"
    assert told.figures["overdue_expiries"] == 1


@pytest.mark.parametrize(("hours", "expected"), [(1, "good"), (30, "warning")])
def test_an_old_backup_is_told(settings: Any, tmp_path: Path, hours: int, expected: str) -> None:
    settings.BACKUP_DIR = tmp_path
    assert state.backup().state == "warning"
    made = timezone.now() - timedelta(hours=hours)
    file = tmp_path / f"backup-{made:%Y-%m-%d-%H%M%S}.tar.gz"
    file.write_bytes(b"1")
    os.utime(file, (made.timestamp(), made.timestamp()))
    assert state.backup().state == expected


def test_the_version_is_read_from_a_checkout(tmp_path: Path) -> None:
    assert revision(tmp_path) == ""
    git = tmp_path / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text("# pack-refs\n0123456789abcdef0123 refs/heads/main\n")
    assert revision(tmp_path) == "0123456789ab"
