"""Puts many case studies into the site at once: whole batches in a few statements, with their index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import CommandError
from django.db import models, transaction
from django.db.models import F
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from casestudies.loading import SPECIAL, VOCABULARIES
from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from framework.models import Level, SubPhase
from search.actions import index_batch
from taxonomy.models import Organisation

AT_ONCE = 200
Content = Mapping[str, Any]
Records = Mapping[str, Mapping[str, int]]
NAMED: dict[str, tuple[type[models.Model], str]] = {
    **VOCABULARIES,
    "organisation": (Organisation, "slug"),
    "sub_phase": (SubPhase, "identifier"),
    "level": (Level, "identifier"),
}
PAGE_FIELDS = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]


def insert_studies(*, parent: Page, contents: Iterable[Content]) -> Iterator[tuple[int, int]]:
    """Publish studies under the index page; yields the size of each batch, and how many are new.

    `contents` are as in content files, with the day of publication in `first_published_at`. A study
    whose slug is taken is left alone. The database's constraints hold; forms are not asked. Each
    batch is all or nothing, and is found by search as soon as it is there.
    """
    records = known_records()
    waiting = iter(contents)
    while batch := list(islice(waiting, AT_ONCE)):
        yield len(batch), insert_batch(parent=parent, contents=batch, records=records)


def delete_studies(*, studies: "models.QuerySet[CaseStudyPage]") -> Iterator[int]:
    """Delete studies for good; yields how many went with each batch."""
    waiting = iter(list(studies.values_list("pk", flat=True)))
    while batch := list(islice(waiting, AT_ONCE)):
        delete_batch(batch)
        yield len(batch)


@transaction.atomic
def delete_batch(page_ids: Sequence[int]) -> None:
    """Delete one batch. Search lets go of all of it first, which is faster than one by one."""
    Page.objects.filter(pk__in=page_ids).update(live=False)
    index_batch(page_ids)
    CaseStudyPage.objects.filter(pk__in=page_ids).delete()


def known_records() -> Records:
    """The numbers of all records that a study may name: by vocabulary, then by lasting name."""
    return {
        vocabulary: dict(model._default_manager.values_list(name, "pk"))
        for vocabulary, (model, name) in NAMED.items()
    }


def number_of(records: Records, vocabulary: str, name: str) -> int | None:
    """The number of a record; nothing for no name. Raises `CommandError` for one that is missing."""
    if not name:
        return None
    try:
        return records[vocabulary][name]
    except KeyError:
        kind = NAMED[vocabulary][0]._meta.verbose_name
        raise CommandError(f"No {kind} called {name}.") from None


@transaction.atomic
def insert_batch(*, parent: Page, contents: Sequence[Content], records: Records) -> int:
    """Write one batch and its search rows; returns how many studies were new."""
    above = Page.objects.select_for_update().get(pk=parent.pk)
    slugs = [content["slug"] for content in contents]
    taken = set(above.get_children().filter(slug__in=slugs).values_list("slug", flat=True))
    new = [content for content in contents if content["slug"] not in taken]
    if not new:
        return 0
    studies = [study_row(content, records) for content in new]
    put_in_tree(above, studies)
    insert_rows(studies)
    insert_relations(studies, new, records)
    index_batch([study.pk for study in studies])
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(CaseStudyPage, studies)
    return len(studies)


def study_row(content: Content, records: Records) -> CaseStudyPage:
    """The study itself, published, without its place and its relations."""
    fields = {name: value for name, value in content.items() if name not in SPECIAL}
    return CaseStudyPage(
        **fields,
        draft_title=content["title"],
        organisation_id=number_of(records, "organisation", content.get("organisation", "")),
        live=True,
        has_unpublished_changes=False,
    )


def put_in_tree(above: Page, studies: Sequence[CaseStudyPage]) -> None:
    """Give each study the next place under the index page, and its address."""
    last = above.get_last_child()
    taken = last._get_lastpos_in_path() if last else 0
    kind = ContentType.objects.get_for_model(CaseStudyPage)
    for place, study in enumerate(studies, start=taken + 1):
        study.depth = above.depth + 1
        study.path = Page._get_path(above.path, study.depth, place)
        study.content_type = kind
        study.locale_id = above.locale_id
        study.set_url_path(above)
    Page.objects.filter(pk=above.pk).update(numchild=F("numchild") + len(studies))


def insert_rows(studies: Sequence[CaseStudyPage]) -> None:
    """Page rows in one statement, then what is a case study's own.

    Saving `raw` writes the own table alone and leaves the page's, which is there already. It also
    keeps every handler still that answers to one page at a time.
    """
    rows = [Page(**{name: getattr(study, name) for name in PAGE_FIELDS}) for study in studies]
    for study, row in zip(studies, Page.objects.bulk_create(rows), strict=True):
        study.id = study.page_ptr_id = row.pk
        study.save_base(raw=True, force_insert=True)


def insert_relations(
    studies: Sequence[CaseStudyPage], contents: Sequence[Content], records: Records
) -> None:
    """Vocabularies, parts of the framework and outcomes: one statement each."""
    for vocabulary, (model, _) in VOCABULARIES.items():
        through = getattr(CaseStudyPage, vocabulary).through
        term = f"{model._meta.model_name}_id"
        through.objects.bulk_create(
            through(casestudypage_id=study.pk, **{term: number_of(records, vocabulary, name)})
            for study, content in zip(studies, contents, strict=True)
            for name in content.get(vocabulary, [])
        )
    CaseStudySubPhase.objects.bulk_create(
        CaseStudySubPhase(
            page_id=study.pk,
            sort_order=position,
            sub_phase_id=number_of(records, "sub_phase", row["sub_phase"]),
            level_before_id=number_of(records, "level", row.get("level_before", "")),
            level_after_id=number_of(records, "level", row.get("level_after", "")),
            level_before_on=row.get("level_before_on"),
            level_after_on=row.get("level_after_on"),
        )
        for study, content in zip(studies, contents, strict=True)
        for position, row in enumerate(content.get("sub_phases", []))
    )
    Outcome.objects.bulk_create(
        Outcome(page_id=study.pk, sort_order=position, **row)
        for study, content in zip(studies, contents, strict=True)
        for position, row in enumerate(content.get("outcomes", []))
    )
