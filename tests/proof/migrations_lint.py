"""Refuses new migrations that the old version could not run beside: expand first, contract later.

`migrations_known.txt` names the migrations that are not looked at: those from before there was more
than one installation, and later those that remove what no running version uses any more. Run as
python -m tests.proof.migrations_lint; exits 1 when a migration is refused.
"""

import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED
from django_migration_linter.sql_analyser import analyse_sql_statements, get_sql_analyser_class

from tests.house.places import APPS

KNOWN = Path(__file__).with_name("migrations_known.txt")
REMOVES = {
    operations.RemoveField: "removes a field that the old version reads and writes",
    operations.DeleteModel: "removes a table that the old version asks",
    operations.RenameField: "renames a field: add the new one, copy, and remove the old one later",
    operations.RenameModel: "renames a table: the old version asks for the old name",
    operations.AlterModelTable: "renames a table: the old version asks for the old name",
}


def known() -> set[str]:
    """The names in the list, as `app.0001_name`; what stands after a # is the reason."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return {name for line in lines if (name := line.split("#")[0].strip())}


def new_migrations() -> list[Migration]:
    loader = MigrationLoader(connection)
    ours = {app.name for app in APPS}
    there = [each for (app, _), each in loader.disk_migrations.items() if app in ours]
    listed = known()
    return sorted((each for each in there if str(each) not in listed), key=str)


def problems_of_operations(migration: Migration) -> Iterator[str]:
    """What Django's own operations say, whatever the database."""
    made = {
        each.name_lower for each in migration.operations if isinstance(each, operations.CreateModel)
    }
    for operation in all_operations(migration.operations):
        if why := REMOVES.get(type(operation)):
            yield f"{operation.describe()}: {why}"
        if isinstance(operation, operations.AddField) and operation.model_name_lower not in made:
            yield from problems_of_added(operation)


def all_operations(listed: list[operations.base.Operation]) -> Iterator[operations.base.Operation]:
    """Also those within `SeparateDatabaseAndState` that reach the database."""
    for operation in listed:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from operation.database_operations
        else:
            yield operation


def problems_of_added(operation: operations.AddField) -> Iterator[str]:
    """The old version stores rows without the new column."""
    field = operation.field
    has_column = not getattr(field, "many_to_many", False)
    fills_itself = getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
    if has_column and not field.null and not fills_itself:
        yield f"{operation.describe()}: the old version cannot fill it; null=True or db_default"


def problems_of_sql(statements: list[str]) -> list[str]:
    """What the linter finds in the statements for the database in use."""
    analyser = get_sql_analyser_class(settings.DATABASES["default"]["ENGINE"])
    errors, _, _ = analyse_sql_statements(analyser, statements, ["DROP_TABLE", "RENAME_TABLE"])
    return [f"{issue.code}: {issue.message} ({issue.table or ''})" for issue in errors]


def problems(migration: Migration) -> list[str]:
    out = StringIO()
    call_command("sqlmigrate", migration.app_label, migration.name, stdout=out)
    in_sql = problems_of_sql(out.getvalue().splitlines())
    return [*problems_of_operations(migration), *in_sql]


def main() -> int:
    new = new_migrations()
    refused = 0
    for migration in new:
        for problem in problems(migration):
            refused += 1
            sys.stdout.write(f"{migration}: {problem}\n")
    sys.stdout.write(f"New migrations: {len(new)}, problems: {refused}.\n")
    return 1 if refused else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
