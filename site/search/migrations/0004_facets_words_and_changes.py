"""Facets, counts of words and the changes that a search engine has not taken.

The rows are written by `rebuild_search` (see docs/operations.md): here they only go. SQLite makes
the table anew for new columns, so its full-text table and triggers go first and come back.
"""

from importlib import import_module

from django.db import migrations, models
from django.utils import timezone

sqlite_index = import_module("search.migrations.0002_sqlite_index")


def forget_rows(apps, schema_editor):
    apps.get_model("search", "SearchDocument").objects.all().delete()


def keep_index_with_its_row(apps, schema_editor):
    """Ranking reads the index of every row that matches: kept apart, it took three times as long."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_searchdocument ALTER COLUMN token_index SET STORAGE MAIN"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_postgresql_index"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(forget_rows, forget_rows),
        migrations.RunPython(sqlite_index.drop, sqlite_index.create),
        migrations.CreateModel(
            name="FacetPages",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facet", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=100)),
                ("pages", models.BinaryField()),
            ],
            options={
                "ordering": ["facet", "value"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="IndexChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page_id", models.PositiveBigIntegerField(db_index=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="WordCount",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("pages", models.PositiveIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveField(
            model_name="searchdocument",
            name="published_on",
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="facets",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="published_at",
            field=models.DateTimeField(default=timezone.now),
        ),
        migrations.AddField(
            model_name="searchdocument",
            name="strength",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["-published_at", "-page"], name="search_newest_first"),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                fields=["-strength", "-published_at", "-page"], name="search_strongest_first"
            ),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["title", "page"], name="search_by_title"),
        ),
        migrations.AddConstraint(
            model_name="facetpages",
            constraint=models.UniqueConstraint(
                fields=("facet", "value"), name="facet_value_is_one_row"
            ),
        ),
        migrations.RunPython(sqlite_index.create, sqlite_index.drop),
        migrations.RunPython(keep_index_with_its_row, migrations.RunPython.noop),
    ]
