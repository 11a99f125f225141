"""The files that are on offer, from one list in the cache: a page asks no question for its links."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from guidance.enums import DownloadForm
from guidance.models import Download

CACHE_KEY = "downloads-on-offer"
CACHE_SECONDS = 60
KILOBYTE = 1024
ORDER = list(DownloadForm.values)


@dataclass(frozen=True)
class FileOnOffer:
    """A file with what a link to it says."""

    url: str
    program: str
    ending: str
    kilobytes: int
    made_on: date


def files_on_offer(name: str) -> tuple[FileOnOffer, ...]:
    """The files of one subject that are known to be up to date, in the order of their forms."""
    return manifest().get(name, ())


def manifest() -> dict[str, tuple[FileOnOffer, ...]]:
    known = cache.get_or_set(CACHE_KEY, read_manifest, CACHE_SECONDS)
    return cast(dict[str, tuple[FileOnOffer, ...]], known)


def read_manifest() -> dict[str, tuple[FileOnOffer, ...]]:
    rows = Download.objects.filter(in_doubt=False).exclude(stamp="")
    found: dict[str, tuple[FileOnOffer, ...]] = {}
    for row in sorted(rows, key=lambda row: ORDER.index(row.form)):
        found[row.subject] = (*found.get(row.subject, ()), offered(row))
    return found


def offered(row: Download) -> FileOnOffer:
    return FileOnOffer(
        url=reverse("guidance:download", args=[row.subject, row.form]),
        program=row.get_form_display(),
        ending=row.form.upper(),
        kilobytes=max(1, round(row.size / KILOBYTE)),
        made_on=timezone.localdate(row.made_at),
    )


def forget_manifest() -> None:
    cache.delete(CACHE_KEY)
