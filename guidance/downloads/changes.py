"""Puts files in doubt when something that they show is saved, and has them made again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django_tasks import task
from wagtail.models import Page, ReferenceIndex

from framework.models import Phase, Statement, StrategyLink, SubPhase
from guidance.downloads.making import names_in_doubt, refresh
from guidance.downloads.manifest import forget_manifest
from guidance.downloads.printing import forget_printed_framework
from guidance.downloads.subjects import name_of
from guidance.enums import DownloadForm
from guidance.models import Download, GuidancePage, PhasePage, SubPhasePage

EVERYTHING = Q()
PHASES = Q(subject__startswith="phase-")
FRAMEWORK = Q(subject="framework")


@task()
def refresh_downloads() -> int:
    """Makes again what is in doubt. Running it twice does no harm."""
    return sum(map(refresh, sorted(names_in_doubt())))


def put_in_doubt(which: Q) -> None:
    """From now until they are looked at, no page offers these files."""
    Download.objects.filter(which).update(in_doubt=True)
    transaction.on_commit(forget_and_refresh)


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


def record_saved(instance: Model, **kwargs: Any) -> None:
    """A record that files show was saved or deleted."""
    phase = phase_of(instance)
    put_in_doubt(FRAMEWORK | Q(subject=f"phase-{phase.identifier}") if phase else EVERYTHING)


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
    references = ReferenceIndex.get_references_to(page)
    keys = {int(key) for key in references.values_list("object_id", flat=True) if key.isdigit()}
    return list(Page.objects.filter(pk__in=keys).specific()) if keys else []


def anything_moved(**kwargs: Any) -> None:
    """A page has another address, or is open to fewer people or to more."""
    put_in_doubt(EVERYTHING)
