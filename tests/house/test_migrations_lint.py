"""The lint of migrations refuses what it should, and lets through what only adds."""

import pytest
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.functions import Now

from tests.house.places import APPS
from tests.proof.migrations_lint import known, problems_of_operations, problems_of_sql


def problems_of(*operations: Operation) -> list[str]:
    migration = migrations.Migration("0099_something", "pages")
    migration.operations = list(operations)
    return list(problems_of_operations(migration))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("homepage", "hero_text"),
        migrations.DeleteModel("homepage"),
        migrations.RenameField("homepage", "hero_text", "welcome"),
        migrations.RenameModel("homepage", "frontpage"),
        migrations.AddField("homepage", "new", models.TextField(default="")),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RemoveField("homepage", "hero_text")]
        ),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_the_old_version_cannot_run_beside_is_refused(operation: Operation) -> None:
    assert len(problems_of(operation)) == 1


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("homepage", "new", models.TextField(null=True)),
        migrations.AddField("homepage", "new", models.DateTimeField(db_default=Now())),
        migrations.AddField("homepage", "new", models.ManyToManyField("taxonomy.Topic")),
        migrations.AddIndex("homepage", models.Index(fields=["hero_text"], name="by_text")),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("homepage", "hero_text")]
        ),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_only_adds_goes_through(operation: Operation) -> None:
    assert problems_of(operation) == []


def test_a_new_table_may_have_any_columns() -> None:
    made = migrations.CreateModel("new", [("id", models.BigAutoField(primary_key=True))])
    assert problems_of(made, migrations.AddField("new", "words", models.TextField())) == []


def test_the_statements_are_looked_at_too() -> None:
    assert problems_of_sql(['ALTER TABLE "pages_homepage" DROP COLUMN "hero_text"'])
    assert not problems_of_sql(['CREATE INDEX "by_text" ON "pages_homepage" ("hero_text")'])


def test_the_list_names_migrations_that_there_are() -> None:
    there = {
        f"{app.name}.{path.stem}" for app in APPS for path in (app / "migrations").glob("0*.py")
    }
    assert known() <= there
