"""The rows that search looks in, one for each public page, and the editors' search words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from search.querysets import SearchDocumentQuerySet
from search.words import tokens

FEWEST_WORDS = 2
MOST_WORDS = 15


class SearchDocument(models.Model):
    """What a live, public page says, as readers see it and as the engines index it.

    There is no row for anything that is not public, so there is nothing to leak. The tokens are
    indexed by the database itself: see the migrations and `search.engines`.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    title_tokens = models.TextField()
    body_tokens = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.CharField("address", max_length=2000)

    objects = models.Manager.from_queryset(SearchDocumentQuerySet)()
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.title


class SqliteIndexRow(models.Model):
    """The same rows in SQLite's full-text table: joined to, never written. SQLite only."""

    document = models.OneToOneField(
        SearchDocument,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="sqlite",
    )
    tokens = models.TextField(db_column="search_sqliteindex")
    rank = models.FloatField()

    wagtail_reference_index_ignore = True

    class Meta:
        managed = False
        db_table = "search_sqliteindex"
        default_permissions = ()

    def __str__(self) -> str:
        return f"Index row {self.pk}"


class SearchWords(models.Model):
    """Words that mean the same, kept by editors: a search for one finds them all, at once."""

    line = models.CharField(
        "words that mean the same",
        max_length=400,
        unique=True,
        help_text="Separate them with commas, such as: GP, general practice, surgery.",
    )

    class Meta:
        ordering = [Lower("line")]
        verbose_name = "search words"
        verbose_name_plural = "search words"

    def __str__(self) -> str:
        return self.line

    @property
    def words(self) -> list[str]:
        """The words and phrases of the line, in order."""
        return [word for part in self.line.split(",") if (word := " ".join(part.split()))]

    def clean(self) -> None:
        stems = [tuple(tokens(word)) for word in self.words]
        if not all(stems):
            raise ValidationError({"line": "Each part needs at least one letter or digit."})
        if len(set(stems)) < FEWEST_WORDS:
            raise ValidationError(
                {"line": "Write at least two different words, with a comma between them."}
            )
        if len(stems) > MOST_WORDS:
            raise ValidationError({"line": f"Write no more than {MOST_WORDS} words on a line."})
        self.line = ", ".join(self.words)
