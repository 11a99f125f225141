"""Writes to the search rows: one for each live, public page, and none for any other."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate
from wagtail.models import Page

from content.listing import Listed, listed_page_models
from search.models import SearchDocument
from search.words import tokens_text

logger = logging.getLogger(__name__)

# What a broken page or a database can raise while a page is read and its row written.
FAILURES = (
    ArithmeticError,
    AttributeError,
    DatabaseError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValueError,
)
AT_ONCE = 100
WRITTEN_FIELDS = [
    field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key
]


def listable_pages() -> Any:
    """The pages that have a row: live, public, no alias, of a type that is listed."""
    types = ContentType.objects.get_for_models(*listed_page_models()).values()
    return Page.objects.live().public().filter(alias_of=None, content_type__in=types)


def path_of(page: Page) -> str:
    """The page's address without its host; empty when it belongs to no site."""
    parts = page.get_url_parts()
    return parts[2] or "" if parts else ""


def document_of(page: Page) -> SearchDocument | None:
    """The row of a page as it stands in the database, not yet saved; None when it has no address."""
    listed: Listed = page.specific
    url = path_of(page)
    if not url:
        return None
    text = " ".join(listed.listing_text().replace("\x00", " ").split())
    first = page.first_published_at or page.last_published_at
    return SearchDocument(
        page_id=page.pk,
        kind=listed.listed_as(),
        title=listed.title,
        summary=listed.summary,
        body=text,
        title_tokens=tokens_text(listed.title),
        body_tokens=tokens_text(text),
        published_on=localdate(first) if first else None,
        url=url,
    )


@contextmanager
def failures_logged(page_id: int) -> Iterator[None]:
    """Search never stops an editor: say which page failed and why, but none of its words."""
    try:
        with transaction.atomic():
            yield
    except FAILURES as error:
        logger.error(
            "Search could not index page %s (%s). Run rebuild_search when it is mended.",
            page_id,
            type(error).__name__,
        )


def index_page(*, page: Page) -> bool:
    """Write the row of a page from what is published, or drop it; say whether it has one now.

    The page is read again, so that the words of a draft can never be written. The old row goes
    first: when writing fails, a missing page is better than words that were withdrawn.
    """
    forgotten = written = False
    with failures_logged(page.pk):
        forget_page(page=page)
        forgotten = True
    if forgotten:
        with failures_logged(page.pk):
            published = listable_pages().filter(pk=page.pk).first()
            document = document_of(published) if published else None
            if document:
                document.save(force_insert=True)
                written = True
    return written


def forget_page(*, page: Page) -> None:
    """Drop the row of a page."""
    SearchDocument.objects.filter(pk=page.pk).delete()


def index_branch(*, page: Page) -> None:
    """Bring the rows of a page and of all below it in line with who may read them, and where."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    listable = listable_pages().descendant_of(page, inclusive=True)
    rows = SearchDocument.objects.filter(page__in=branch)
    rows.exclude(page__in=listable.values("pk")).delete()
    known = rows.in_bulk()
    for below in listable:
        if row := known.get(below.pk):
            row.url = path_of(below)
        else:
            index_page(page=below)
    SearchDocument.objects.bulk_update(known.values(), ["url"], batch_size=AT_ONCE)


def rebuild(*, done: Callable[[int], None]) -> int:
    """Write every row again and drop those of pages that have none; `done` hears the progress.

    Returns how many pages have a row.
    """
    pages = listable_pages()
    SearchDocument.objects.exclude(page__in=pages.values("pk")).delete()
    written = 0
    ids = iter(pages.order_by("path").values_list("pk", flat=True).iterator())
    while batch := list(islice(ids, AT_ONCE)):
        written += index_batch(batch)
        done(len(batch))
    return written


def index_batch(page_ids: list[int]) -> int:
    """Write the rows of some pages in one statement; a page that fails is logged and left out."""
    documents: dict[int, SearchDocument] = {}
    for page in listable_pages().filter(pk__in=page_ids).specific():
        with failures_logged(page.pk):
            if document := document_of(page):
                documents[page.pk] = document
    with transaction.atomic():
        SearchDocument.objects.filter(pk__in=set(page_ids) - documents.keys()).delete()
        SearchDocument.objects.bulk_create(
            documents.values(),
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=WRITTEN_FIELDS,
        )
    return len(documents)
