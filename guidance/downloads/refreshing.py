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
from guidance.downloads.subjects import Subject, every_subject
from guidance.enums import DownloadForm
from guidance.models import Download
from officefiles.printed import PrinterHasFailed, PrinterIsBusy

QUICK = [form for form in DownloadForm.values if form != DownloadForm.PDF]
AT_ONCE = 5
"""How many PDF files the printer makes in one go."""
logger = logging.getLogger(__name__)


def refresh(names: Iterable[str], *, seconds: float = inf, with_pdf: bool = True) -> int:
    """Makes what is missing or out of date of some subjects, and says how many files that were.

    After so many seconds no more is begun. What is left stays in doubt: it is made when a reader
    asks for it, or another time.
    """
    until = time.monotonic() + seconds
    due = files_due(subjects_of(names), until)
    count = sum(
        remade(subject, form, stamp)
        for form in QUICK
        for subject, stamp in due[form].items()
        if time.monotonic() < until
    )
    if with_pdf and due[DownloadForm.PDF] and DownloadForm.PDF in forms_on_offer():
        count += remade_pdfs(due[DownloadForm.PDF], until)
    return count


def subjects_of(names: Iterable[str]) -> list[Subject]:
    """The subjects of names. What has no public page any more has no files any more either."""
    public = {subject.name: subject for subject in every_subject()}
    wanted = list(names)
    throw_away(*(name for name in wanted if name not in public))
    return [public[name] for name in wanted if name in public]


def files_due(subjects: Iterable[Subject], until: float) -> dict[str, dict[Subject, str]]:
    """By form, the stamps of the files to be made. No other file is in doubt after that."""
    due: dict[str, dict[Subject, str]] = {form: {} for form in DownloadForm.values}
    for subject in subjects:
        if time.monotonic() > until:
            break
        stamp = stamp_now(subject)
        for form in DownloadForm.values:
            if stamp and not kept_file(subject, form, stamp):
                due[form][subject] = stamp
    return due


def remade(subject: Subject, form: str, stamp: str) -> bool:
    """Whether a new file was made. What somebody else is making is left to them."""
    with suppress(FileIsBeingMade):
        return made_once(subject, form, stamp) is not None
    return False


def remade_pdfs(stamps: dict[Subject, str], until: float) -> int:
    """How many PDF files were made, a few at a time."""
    due = list(stamps.items())
    groups = [dict(due[first : first + AT_ONCE]) for first in range(0, len(due), AT_ONCE)]
    return sum(printed_together(group) for group in groups if time.monotonic() < until)


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
