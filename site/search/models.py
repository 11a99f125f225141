"""The rows that search looks in, the editors' search words, and what was asked for in vain."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from search.querysets import SearchDocumentQuerySet, UnansweredSearchQuerySet
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
    published_at = models.DateTimeField(default=timezone.now)
    strength = models.PositiveSmallIntegerField(default=0)
    facets = models.JSONField(default=dict)
    url = models.CharField("address", max_length=2000)

    objects = models.Manager.from_queryset(SearchDocumentQuerySet)()
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-page"], name="search_newest_first"),
            models.Index(
                fields=["-strength", "-published_at", "-page"], name="search_strongest_first"
            ),
            models.Index(fields=["title", "page"], name="search_by_title"),
        ]

    def __str__(self) -> str:
        return self.title


class FacetPages(models.Model):
    """The public pages that have one value of one facet, as a set of bits: bit n is page n.

    All of them are read in one query, and counting is counting bits: the cost hardly grows with
    the library (docs/adr/0011).
    """

    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=100)
    pages = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["facet", "value"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="facet_value_is_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


class WordCount(models.Model):
    """A word as readers write it, and how many public pages have it: for "did you mean"."""

    word = models.CharField(max_length=64, primary_key=True)
    pages = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.word}: {self.pages}"


class SearchState(models.Model):
    """One row, locked by whoever writes: counts of two writers cannot cross.

    `stamp` grows with every change of what is public.
    """

    stamp = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Search, change {self.stamp}"


class IndexChange(models.Model):
    """A page whose change the search engine has not taken yet. Only where there is an engine."""

    page_id = models.PositiveBigIntegerField(db_index=True)
    made_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Change {self.pk} of page {self.page_id}"


class Entry(models.Model):
    """A record with an address of its own that search finds beside pages, such as a glossary term.

    Few hundred in all: they are read together and matched in Python, alike on every engine.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    url = models.CharField("address", max_length=500)
    title_tokens = models.TextField()
    text_tokens = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["kind", "key"]
        verbose_name_plural = "entries"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_entry_for_each_record")
        ]

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


class UnansweredSearch(models.Model):
    """Words for which nothing was found, counted by the month. Nothing says who asked.

    `days` counts the different days. What is kept at all: see `search.unanswered`.
    """

    class Place(models.TextChoices):
        """Where it was asked."""

        SITE = "site", "Site search"
        CASE_STUDIES = "case-studies", "Case studies"

    month = models.DateField()
    place = models.CharField("asked in", max_length=20, choices=Place)
    words = models.CharField(max_length=60)
    times = models.PositiveIntegerField(default=1)
    days = models.PositiveSmallIntegerField("different days", default=1)
    last_day = models.DateField()

    objects = UnansweredSearchQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-month", "-times", "words"]
        default_permissions = ("view", "delete")
        verbose_name = "search with no result"
        verbose_name_plural = "searches with no result"
        constraints = [
            models.UniqueConstraint(
                fields=["month", "place", "words"], name="one_count_a_month_for_words"
            )
        ]

    def __str__(self) -> str:
        return self.words
