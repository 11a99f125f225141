"""Writes to the search rows: one for each live, public page, and none for any other."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from content.listing import Listed, listed_page_models
from search.asking import KIND
from search.facets import change_pages, replace_pages
from search.models import IndexChange, SearchDocument, SearchState
from search.outbox import push_changes
from search.vocabulary import change_words, replace_words
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
    """The row of a page of its own type, not yet saved; None when it has no address."""
    listed: Listed = page
    url = path_of(page)
    if not url:
        return None
    text = " ".join(listed.listing_text().replace("\x00", " ").split())
    kind = listed.listed_as()
    return SearchDocument(
        page_id=page.pk,
        kind=kind,
        title=listed.title,
        summary=listed.summary,
        body=text,
        title_tokens=tokens_text(listed.title),
        body_tokens=tokens_text(text),
        published_at=page.first_published_at or page.last_published_at or timezone.now(),
        strength=listed.listing_strength(),
        facets={KIND: [slugify(kind)], **listed.listing_facets()},
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


def listed_pages(page_ids: Collection[int]) -> Iterator[Page]:
    """These pages as what they are, those of one type read together; only what is listable."""
    types: dict[type[Page], list[int]] = defaultdict(list)
    for page in listable_pages().filter(pk__in=page_ids):
        if page.specific_class:
            types[page.specific_class].append(page.pk)
    for model, ids in types.items():
        related: tuple[str, ...] = getattr(model, "listing_related", ())
        yield from model._default_manager.filter(pk__in=ids).prefetch_related(*related)


def documents_of(page_ids: Collection[int]) -> dict[int, SearchDocument]:
    """The rows that these pages ought to have. A page that fails is logged and left out."""
    documents: dict[int, SearchDocument] = {}
    for page in listed_pages(page_ids):
        with failures_logged(page.pk):
            if document := document_of(page):
                documents[page.pk] = document
    return documents


def lock_for_change() -> None:
    """Let one writer at a time change the rows, until the end of the transaction."""
    if not SearchState.objects.filter(pk=1).update(stamp=F("stamp") + 1):
        SearchState.objects.get_or_create(pk=1, defaults={"stamp": 1})


@transaction.atomic
def write_rows(
    documents: Mapping[int, SearchDocument], page_ids: Collection[int], *, tell: bool = True
) -> None:
    """Make the rows of these pages what `documents` says; a page that it leaves out has none.

    `tell` also tells the search engine, if there is one.
    """
    lock_for_change()
    replace_rows(documents, page_ids, tell=tell)


def replace_rows(
    documents: Mapping[int, SearchDocument], page_ids: Collection[int], *, tell: bool
) -> None:
    """The same with the search state locked already."""
    before = SearchDocument.objects.in_bulk(page_ids)
    SearchDocument.objects.filter(pk__in=before.keys() - documents.keys()).delete()
    SearchDocument.objects.bulk_create(
        documents.values(),
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=WRITTEN_FIELDS,
    )
    change_pages(
        {pk: row.facets for pk, row in before.items()},
        {pk: row.facets for pk, row in documents.items()},
    )
    change_words(texts_of(before), texts_of(documents))
    if tell and settings.SEARCH_URL:
        note_changes(before.keys() | documents.keys())


def texts_of(documents: Mapping[int, SearchDocument]) -> Iterator[tuple[str, str]]:
    return ((row.title, row.body) for row in documents.values())


def note_changes(page_ids: Iterable[int]) -> None:
    """Remember what the search engine has to be told, and tell it when the change is certain."""
    IndexChange.objects.bulk_create(IndexChange(page_id=pk) for pk in sorted(page_ids))
    transaction.on_commit(push_changes)


def index_page(*, page: Page) -> bool:
    """Write the row of a page from what is published, or drop it; say whether it has one now.

    The page is read again, so that the words of a draft can never be written. When writing fails,
    the row goes: a missing page is better than words that were withdrawn.
    """
    with failures_logged(page.pk):
        return bool(index_batch([page.pk]))
    with failures_logged(page.pk):
        forget_page(page=page)
    return False


def forget_page(*, page: Page) -> None:
    """Drop the row of a page."""
    write_rows({}, [page.pk])


def index_branch(*, page: Page) -> None:
    """Bring the rows of a page and of all below it in line with who may read them, and where."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    listable = {below.pk: below for below in listable_pages().descendant_of(page, inclusive=True)}
    rows = SearchDocument.objects.filter(page__in=branch).defer("body", "body_tokens").in_bulk()
    addresses = {pk: address for pk, below in listable.items() if (address := path_of(below))}
    if gone := rows.keys() - addresses.keys():
        write_rows({}, gone)
    known = [rows[pk] for pk in rows.keys() & addresses.keys()]
    for row in known:
        row.url = addresses[row.pk]
    SearchDocument.objects.bulk_update(known, ["url"], batch_size=AT_ONCE)
    index_pages(listable.keys() - rows.keys())


def index_pages(page_ids: Collection[int]) -> None:
    """Write the rows of many pages, some at a time. What fails is logged, and stays as it was."""
    left = iter(sorted(page_ids))
    while batch := list(islice(left, AT_ONCE)):
        with failures_logged(batch[0]):
            index_batch(batch)


@transaction.atomic
def index_batch(page_ids: Collection[int], *, tell: bool = True) -> int:
    """Write the rows of some pages together; a page that fails is logged and left out.

    The pages are read with the search state locked: one that is withdrawn meanwhile cannot come
    back. Returns how many of them have a row now. `tell` as in `write_rows`.
    """
    lock_for_change()
    documents = documents_of(page_ids)
    replace_rows(documents, page_ids, tell=tell)
    return len(documents)


def rebuild(*, done: Callable[[int], None]) -> int:
    """Write every row again and drop those of pages that have none; `done` hears the progress.

    Returns how many pages have a row. A search engine is not told: build its index afterwards.
    """
    pages = listable_pages()
    SearchDocument.objects.exclude(page__in=pages.values("pk")).delete()
    written = 0
    ids = iter(list(pages.order_by("path").values_list("pk", flat=True)))
    while batch := list(islice(ids, AT_ONCE)):
        written += index_batch(batch, tell=False)
        done(len(batch))
    count_again()
    return written


@transaction.atomic
def count_again() -> None:
    """Write the sets of facets and the counts of words anew from the rows."""
    lock_for_change()
    rows = SearchDocument.objects.order_by()
    replace_pages(rows.values_list("pk", "facets").iterator(chunk_size=AT_ONCE))
    replace_words(rows.values_list("title", "body").iterator(chunk_size=AT_ONCE))
