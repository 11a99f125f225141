"""The whole framework on one page, for one kind of work or for all: kept as plain values."""

from typing import cast

from django.core.cache import cache
from django.utils import timezone

from framework.lenses import LENSES
from guidance.downloads.framework_text import framework_document
from guidance.models import FrameworkIndexPage
from officefiles.document import Document

CACHE_SECONDS = 60


def cache_key(lens: str) -> str:
    return f"printed-framework:{lens}"


def printed_framework(page: FrameworkIndexPage, lens: str) -> Document:
    kept = cache.get_or_set(
        cache_key(lens), lambda: framework_document(page, timezone.now(), lens), CACHE_SECONDS
    )
    return cast(Document, kept)


def forget_printed_framework() -> None:
    cache.delete_many([cache_key(lens) for lens in ("", *LENSES)])
