"""SQLite: a full-text table over the rows' tokens, kept in step by triggers.

A later migration that rebuilds the table of search documents on SQLite (any change of a column)
drops its triggers: run `create` again after it.
"""

from django.db import migrations

STATEMENTS = [
    """
    CREATE VIRTUAL TABLE search_sqliteindex USING fts5(
        title_tokens, body_tokens,
        content='search_searchdocument', content_rowid='page_id',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    # A word in the title counts four times a word in the body.
    "INSERT INTO search_sqliteindex(search_sqliteindex, rank) VALUES ('rank', 'bm25(4.0, 1.0)')",
    """
    CREATE TRIGGER search_document_added AFTER INSERT ON search_searchdocument BEGIN
        INSERT INTO search_sqliteindex(rowid, title_tokens, body_tokens)
        VALUES (new.page_id, new.title_tokens, new.body_tokens);
    END
    """,
    """
    CREATE TRIGGER search_document_removed AFTER DELETE ON search_searchdocument BEGIN
        INSERT INTO search_sqliteindex(search_sqliteindex, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.page_id, old.title_tokens, old.body_tokens);
    END
    """,
    """
    CREATE TRIGGER search_document_changed
    AFTER UPDATE OF page_id, title_tokens, body_tokens ON search_searchdocument BEGIN
        INSERT INTO search_sqliteindex(search_sqliteindex, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.page_id, old.title_tokens, old.body_tokens);
        INSERT INTO search_sqliteindex(rowid, title_tokens, body_tokens)
        VALUES (new.page_id, new.title_tokens, new.body_tokens);
    END
    """,
    "INSERT INTO search_sqliteindex(search_sqliteindex) VALUES ('rebuild')",
]
REVERSE_STATEMENTS = [
    "DROP TRIGGER IF EXISTS search_document_added",
    "DROP TRIGGER IF EXISTS search_document_removed",
    "DROP TRIGGER IF EXISTS search_document_changed",
    "DROP TABLE IF EXISTS search_sqliteindex",
]


def run(statements, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in statements:
            schema_editor.execute(statement)


def create(apps, schema_editor):
    run(STATEMENTS, schema_editor)


def drop(apps, schema_editor):
    run(REVERSE_STATEMENTS, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_documents")]

    operations = [migrations.RunPython(create, drop)]
