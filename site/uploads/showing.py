"""Which uploads readers are shown now, by what refers to them on the live site.

Wagtail notes each reference of a stored page or record (`ReferenceIndex`). It reads what is stored,
and a draft is stored as a version: so a picture that only a draft has is shown by nothing. It notes
nothing of settings: these are asked themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, ForeignKey, Model, QuerySet
from wagtail.contrib.settings.registry import registry
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from content.querysets import restrictions_above

References = dict[type[Model], set[str]]
STEP = Page.steplen


def references_to(upload: Model) -> References:
    """What refers to an upload: primary keys by model, all pages as `Page`. One query."""
    kind = ContentType.objects.get_for_model(upload)
    rows = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(upload.pk))
    page_kind = ContentType.objects.get_for_model(Page).pk
    found: defaultdict[type[Model], set[str]] = defaultdict(set)
    for base, own, pk in rows.values_list("base_content_type", "content_type", "object_id"):
        model = Page if base == page_kind else ContentType.objects.get_for_id(own).model_class()
        if model is not None:
            found[model].add(pk)
    return found


def is_shown(upload: Model, references: References) -> bool:
    """Whether something that everybody may read refers to it. One query for each kind of thing."""
    return (
        shown_by_pages(references.get(Page, ()))
        or any(rows.exists() for rows in settings_with(upload))
        or any(shown_by_records(model, keys) for model, keys in references.items())
    )


def shown_by_pages(keys: Iterable[str]) -> bool:
    if not keys:
        return False
    open_to_all = ~Exists(restrictions_above("path"))
    return Page.objects.live().filter(open_to_all, pk__in=keys).exists()


def settings_with(upload: Model) -> Iterator[QuerySet]:
    """Each field of the site's settings in which this kind of upload is chosen, such as the logo."""
    for model in registry:
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is type(upload):
                yield model._default_manager.filter(**{field.name: upload})


def shown_by_records(model: type[Model], keys: Iterable[str]) -> bool:
    """Records are on public pages as soon as they are stored, but for those that have drafts.

    What else refers to an upload shows it to nobody.
    """
    if model not in get_snippet_models():
        return False
    rows = model._default_manager.filter(pk__in=keys)
    has_drafts = any(field.name == "live" for field in model._meta.concrete_fields)
    return rows.filter(live=True).exists() if has_drafts else rows.exists()


def restrictions_of_live_pages(keys: Iterable[str]) -> list[list[PageViewRestriction]]:
    """For each live page that is private: all that a reader has to pass. Two queries."""
    paths = list(Page.objects.live().filter(pk__in=keys).values_list("path", flat=True))
    if not paths:
        return []
    above = {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}
    known: list[Any] = list(
        PageViewRestriction.objects.filter(page__path__in=above).select_related("page")
    )
    return [[each for each in known if path.startswith(each.page.path)] for path in paths]
