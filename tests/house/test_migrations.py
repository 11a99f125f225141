"""Migrations: none missing, each with a name that says what it does."""

import pytest
from django.core.management import call_command

from tests.house.places import APPS


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name() -> None:
    unnamed = [
        path.name
        for app in APPS
        for path in (app / "migrations").glob("0*.py")
        if "_auto_" in path.name or path.stem.endswith("_initial")
    ]
    assert not unnamed
