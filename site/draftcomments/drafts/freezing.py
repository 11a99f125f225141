"""Takes the copy of a draft that people are asked about, which never changes again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, Revision

from accounts.models import User
from draftcomments.drafts.sections import Section, sections_of

# Where Wagtail keeps the editors' own comments, now and before version 2.15.
EDITORS_COMMENTS = (COMMENTS_RELATION_NAME, "comments")
PRIVATE = (
    "This page, or a page above it, is private on the site. "
    "Everybody with a link to the round will read the draft."
)
MEDIA = (
    "The draft has pictures or documents. "
    "Everybody with a link to the round can open and keep them, until the round is archived."
)


@dataclass(frozen=True)
class Frozen:
    """What `Round.content` and `Round.sections` are made from, and what to warn of."""

    content: dict[str, Any]
    sections: list[Section]
    warnings: list[str]


def freeze(page: Page, *, user: User | None) -> Frozen:
    """Copy the latest draft of a page, without the editors' own comments.

    Saves a revision first where a block has no id yet: without ids nothing could be found again.
    """
    draft = page.specific.get_latest_revision_as_object()
    if lacks_ids(draft) and not draft.alias_of_id:
        draft = with_ids(draft, user)
    whole = json.loads(json.dumps(draft.serializable_data(), cls=DjangoJSONEncoder))
    content = {name: value for name, value in whole.items() if name not in EDITORS_COMMENTS}
    return Frozen(content, sections_of(draft, html=True), warnings_about(draft))


def with_ids(draft: Page, user: User | None) -> Page:
    """The draft as a new revision, which gives each block an id for good."""
    # Saving deletes those of the editors' own comments that a draft does not hold: resolved ones.
    setattr(draft, COMMENTS_RELATION_NAME, list(Comment.objects.filter(page_id=draft.pk)))
    revision: Revision = draft.save_revision(user=user, log_action=False, clean=False)
    return revision.as_object()


def warnings_about(draft: Page) -> list[str]:
    """What whoever opens a round on a draft must say yes to first. Changes nothing."""
    is_private = draft.get_view_restrictions().exists()
    return [*([PRIVATE] if is_private else []), *([MEDIA] if has_media(draft) else [])]


def lacks_ids(draft: Page) -> bool:
    streams = (field for field in draft._meta.get_fields() if isinstance(field, StreamField))
    return any(not child.id for field in streams for child in getattr(draft, field.name))


def has_media(draft: Page) -> bool:
    return any(issubclass(model, AbstractImage | AbstractDocument) for model in models_used(draft))


def models_used(draft: Page) -> Iterator[type[Any]]:
    """The models of what a draft points at, in its fields and in its blocks."""
    for field in draft._meta.concrete_fields:
        if hasattr(field, "extract_references"):
            for model, *_ in field.extract_references(field.value_from_object(draft)):
                yield model
        elif field.is_relation and getattr(draft, field.attname):
            yield field.related_model
