"""Makes again what is out of date: the quick files first, then PDF files a few at a time."""

import logging
import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from math import inf

from django.utils import timezone

from guidance.downloads.drawing import drawn_pdfs, forms_on_offer
from guidance.downloads.making import (
    FileIsBeingMade,
    alone,
    keep,
    kept_file,
    made_once,
    stamp_now,
    throw_away,
)
from guidance.downloads.subjects import Subject, every_subject, subject_named
from guidance.enums import DownloadForm
from guidance.models import Download
from officefiles.printed import PrinterHasFailed, PrinterIsBusy

AT_ONCE = 5
"""How many PDF files the printer makes in one go."""
logger = logging.getLogger(__name__)


def refresh(names: Iterable[str], *, seconds: float = inf) -> int:
    """Makes what is missing or out of date of some subjects, and says how many files that were.

    After so many seconds no more PDF files are begun: they stay in doubt, and are offered to
    nobody until they are made another time.
    """
    begun = time.monotonic()
    stamps = {subject: stamp for subject in subjects_of(names) if (stamp := stamp_or_none(subject))}
    forms = forms_on_offer()
    count = sum(
        remade(subject, form, stamp)
        for subject, stamp in stamps.items()
        for form in forms
        if form != DownloadForm.PDF
    )
    if DownloadForm.PDF not in forms:
        return count
    due = [subject for subject, stamp in stamps.items() if not kept_file(subject, "pdf", stamp)]
    for first in range(0, len(due), AT_ONCE):
        if time.monotonic() - begun > seconds:
            logger.info("%s PDF downloads are left for another time.", len(due) - first)
            break
        count += printed_together({each: stamps[each] for each in due[first : first + AT_ONCE]})
    return count


def subjects_of(names: Iterable[str]) -> list[Subject]:
    """The subjects of names. What has no subject any more has no files any more either."""
    known = {name: subject_named(name) for name in names}
    throw_away(*(name for name, subject in known.items() if subject is None))
    return [subject for subject in known.values() if subject]


def stamp_or_none(subject: Subject) -> str | None:
    """What it says now, as a stamp; without it, its files go."""
    stamp = stamp_now(subject)
    if stamp is None:
        throw_away(subject.name)
    return stamp


def remade(subject: Subject, form: str, stamp: str) -> bool:
    """Whether a new file was needed, and made. What somebody else is making is left to them."""
    if kept_file(subject, form, stamp):
        return False
    with suppress(FileIsBeingMade):
        return made_once(subject, form, stamp) is not None
    return False


def printed_together(stamps: dict[Subject, str]) -> int:
    """Makes some PDF files in one go. Where that fails, all of them stay in doubt."""
    now = timezone.now()
    try:
        with ExitStack() as all_alone:
            for subject in stamps:
                all_alone.enter_context(alone(f"{subject.name}.pdf"))
            told = {subject: subject.document(now) for subject in stamps}
            known = {subject: document for subject, document in told.items() if document}
            for subject, content in zip(known, drawn_pdfs(list(known.values())), strict=True):
                keep(subject, DownloadForm.PDF, stamps[subject], content)
    except (FileIsBeingMade, PrinterIsBusy, PrinterHasFailed) as problem:
        names = ", ".join(subject.name for subject in stamps)
        logger.warning("No PDF downloads of %s: %s.", names, type(problem).__name__)
        return 0
    return len(known)


def names_in_doubt() -> set[str]:
    return set(Download.objects.filter(in_doubt=True).values_list("subject", flat=True))


def names_of_all() -> set[str]:
    """What there should be files of, and what there are files of."""
    there = Download.objects.values_list("subject", flat=True)
    return {subject.name for subject in every_subject()} | set(there)
