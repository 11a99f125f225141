"""Puts files in doubt when something that they show is saved, and has them made again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save
from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend
from wagtail import signals
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from content.after_commit import once_after_commit
from framework.models import (
    Edition,
    Level,
    Measure,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)
from guidance.downloads.manifest import forget_manifest
from guidance.downloads.printing import forget_printed_framework
from guidance.downloads.refreshing import names_in_doubt, refresh
from guidance.downloads.subjects import name_of
from guidance.enums import DownloadForm
from guidance.models import Download, GuidancePage, PhasePage, SubPhasePage

RECORDS = (
    Edition,
    Level,
    Measure,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)
LONGEST = 3
"""Where there is no worker, an editor who saves waits while files are made: about so many seconds.

No file is begun after that, and no PDF file at all: each of those takes seconds.
"""
EVERYTHING = Q()
PHASES = Q(subject__startswith="phase-")
FRAMEWORK = Q(subject="framework")


@task()
def refresh_downloads() -> int:
    """Makes again what is in doubt. Running it twice does no harm."""
    names = sorted(names_in_doubt())
    if isinstance(refresh_downloads.get_backend(), ImmediateBackend):
        return refresh(names, seconds=LONGEST, with_pdf=False)
    return refresh(names)


def put_in_doubt(which: Q) -> None:
    """From now until they are looked at, no page says how large these files are, or how old."""
    Download.objects.filter(which).update(in_doubt=True)
    once_after_commit(forget_and_refresh)


def forget_and_refresh() -> None:
    forget_manifest()
    forget_printed_framework()
    if names_in_doubt():
        refresh_downloads.enqueue()


def phase_of(record: Model) -> Phase | None:
    """The phase that a record belongs to; None where it belongs to more than one."""
    match record:
        case Phase():
            return record
        case SubPhase():
            return record.phase
        case Statement() | StrategyLink():
            return record.sub_phase.phase
    return None


def about_phase(phase: Phase) -> Q:
    """What a change in one phase may change: guidance names the parts that it serves."""
    return ~Q(subject__startswith="phase-") | Q(subject=f"phase-{phase.identifier}")


def record_saved(instance: Model, **kwargs: Any) -> None:
    """A record that files show was saved or deleted."""
    phase = phase_of(instance)
    put_in_doubt(about_phase(phase) if phase else EVERYTHING)


def links_changed(action: str = "post_add", **kwargs: Any) -> None:
    """A measure was linked to parts or statements, or no longer is."""
    if action.startswith("post_"):
        put_in_doubt(EVERYTHING)


def page_published(instance: Page, **kwargs: Any) -> None:
    """A page has new words: its own files, and those of pages that name it."""
    pages = [instance, *pages_that_name(instance)]
    if isinstance(instance, PhasePage | SubPhasePage | GuidancePage):
        put_in_doubt(FRAMEWORK | PHASES)
    await_first_file(filter(None, map(name_of, pages)))


def await_first_file(names: Iterable[str]) -> None:
    """Asks for files, also where there are none yet."""
    known = list(dict.fromkeys(names))
    if known:
        Download.objects.bulk_create(
            [Download(subject=name, form=DownloadForm.DOCX, size=0, stamp="") for name in known],
            ignore_conflicts=True,
        )
        put_in_doubt(Q(subject__in=known))


def pages_that_name(page: Page) -> list[Page]:
    """The pages whose text leads to another."""
    of_pages = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=of_pages)
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    return list(Page.objects.filter(pk__in=keys).specific()) if keys else []


def anything_moved(**kwargs: Any) -> None:
    """A page has another address, or is open to fewer people or to more."""
    put_in_doubt(EVERYTHING)


def watch() -> None:
    """Connects all of this: called once, when the site starts."""
    for record in RECORDS:
        for signal in (post_save, post_delete):
            signal.connect(record_saved, sender=record)
    for through in (Measure.sub_phases.through, Measure.statements.through):
        m2m_changed.connect(links_changed, sender=through)
    signals.page_published.connect(page_published)
    for moved in (signals.page_unpublished, signals.page_slug_changed, signals.post_page_move):
        moved.connect(anything_moved)
    for signal in (post_save, post_delete):
        for record in (PageViewRestriction, Site):
            signal.connect(anything_moved, sender=record)
