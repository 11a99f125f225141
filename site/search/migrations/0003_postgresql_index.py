"""PostgreSQL: a weighted tsvector column, made by the database from the tokens, with its index."""

from django.db import migrations

# Each word gets an x before it: PostgreSQL's parser would read some (2e1a) as a number and a word.
# The word "gap" has none, so no query can ask for it; it keeps phrases from reaching from the end
# of the title into the body.
STATEMENTS = [
    """
    ALTER TABLE search_searchdocument ADD COLUMN token_index tsvector
    GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, replace(' ' || title_tokens, ' ', ' x')), 'A')
        || setweight(
            to_tsvector('simple'::regconfig, 'gap' || replace(' ' || body_tokens, ' ', ' x')), 'B'
        )
    ) STORED
    """,
    "CREATE INDEX search_document_tokens ON search_searchdocument USING gin (token_index)",
]
REVERSE_STATEMENTS = ["ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS token_index"]


def run(statements, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def create(apps, schema_editor):
    run(STATEMENTS, schema_editor)


def drop(apps, schema_editor):
    run(REVERSE_STATEMENTS, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_sqlite_index")]

    operations = [migrations.RunPython(create, drop)]
