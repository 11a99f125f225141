"""The files that are on offer, from one list in the cache: a page asks no question for its links."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from guidance.downloads.drawing import forms_on_offer
from guidance.downloads.subjects import every_subject
from guidance.enums import DownloadForm
from guidance.models import Download

CACHE_KEY = "downloads-on-offer"
CACHE_SECONDS = 60
KILOBYTE = 1024


@dataclass(frozen=True)
class FileOnOffer:
    """A file with what a link to it says. Without a day, it is made when somebody asks for it."""

    url: str
    program: str
    ending: str
    kilobytes: int = 0
    made_on: date | None = None


def files_on_offer(name: str) -> tuple[FileOnOffer, ...]:
    """The files of one subject, in the order of their forms. Of what is not public: none."""
    return manifest().get(name, ())


def manifest() -> dict[str, tuple[FileOnOffer, ...]]:
    known = cache.get_or_set(CACHE_KEY, read_manifest, CACHE_SECONDS)
    return cast(dict[str, tuple[FileOnOffer, ...]], known)


def read_manifest() -> dict[str, tuple[FileOnOffer, ...]]:
    rows = {(row.subject, row.form): row for row in Download.objects.exclude(stamp="")}
    # Where there is a PDF file, the printer need not be tried: that takes a second or two.
    has_printed = any(form == DownloadForm.PDF for _, form in rows)
    forms = DownloadForm.values if has_printed else forms_on_offer()
    return {
        subject.name: tuple(
            offered(subject.name, form, rows.get((subject.name, form))) for form in forms
        )
        for subject in every_subject()
    }


def offered(name: str, form: str, row: Download | None) -> FileOnOffer:
    """A file as it is, where it is known to be up to date; else one to be made."""
    file = FileOnOffer(
        url=reverse("guidance:download", args=[name, form]),
        program=DownloadForm(form).label,
        ending=form.upper(),
    )
    if row is None or row.in_doubt:
        return file
    size = max(1, round(row.size / KILOBYTE))
    return replace(file, kilobytes=size, made_on=timezone.localdate(row.made_at))


def forget_manifest() -> None:
    cache.delete(CACHE_KEY)
