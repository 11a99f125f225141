"""What a page shows, as plain words: two of them tell whether a reader would see a change."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db.models import BooleanField
from django.utils.html import strip_tags
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|h\d|blockquote|br|hr|div)\b[^>]*>", re.IGNORECASE)
NOT_SHOWN = frozenset({"change_note", "page_ptr", "reviewed_on", "review_by"})
OF_A_ROW = frozenset({"id", "sort_order"})


def words_in(value: Any) -> Iterator[str]:
    """The words of a value as it is stored, without marks: order counts, shape does not.

    >>> list(words_in([{"type": "text", "id": "7", "value": "<p>Ask <b>ear</b>ly</p>"}, 3, None]))
    ['Ask early', '3']
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"type", "id"}:
                yield from words_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_in(inner)
    elif value is not None:
        words = unescape(strip_tags(BLOCK_TAG.sub(" ", str(value)))).split()
        if words:
            yield " ".join(words)


def words_of_field(record: Any, field: Any) -> str:
    value = field.value_from_object(record)
    if isinstance(field, StreamField):
        value = value.get_prep_value()
    return " ".join(words_in(value))


def words_of_row(row: Any, parent_field: str) -> list[str]:
    """The words of a record that belongs to a page, such as an outcome."""
    fields = (field for field in row._meta.concrete_fields if field.name not in OF_A_ROW)
    return [words_of_field(row, field) for field in fields if field.name != parent_field]


def shown_content(page: Page) -> dict[str, Any]:
    """What a page holds that readers see, by the name of the field.

    Ticks, the address, and what stands on the tab “Promote” are no words of the page.
    """
    content: dict[str, Any] = {"title": page.title}
    for field in page._meta.concrete_fields:
        if field.model is Page or field.name in NOT_SHOWN or isinstance(field, BooleanField):
            continue
        content[field.name] = words_of_field(page, field)
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            rows = getattr(page, name).all()
            content[name] = [words_of_row(row, relation.field.name) for row in rows]
    for field in page._meta.many_to_many:
        if isinstance(field, ParentalManyToManyField):
            content[field.name] = sorted(record.pk for record in getattr(page, field.name).all())
    return content
