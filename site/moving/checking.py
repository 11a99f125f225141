"""What this installation has against a page that arrives: what stops it, and what is unfinished."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.fields import StreamField
from wagtail.models import Page

from moving.values import moved_rows

# A draft may be unfinished. It may not have another page's address, nor break a rule as a whole.
STOPPING = ("slug", NON_FIELD_ERRORS)


def problems_of(draft: Page) -> tuple[list[str], list[str]]:
    """The words of what stops a page, and the names of what is not finished."""
    found: dict[str, list[str]] = {}
    try:
        draft.full_clean()
    except ValidationError as error:
        found = error.message_dict
    stops = [message for name in STOPPING for message in found.pop(name, [])]
    unfinished = [*found, *unfinished_rows(draft), *unfinished_blocks(draft)]
    return stops, list(dict.fromkeys(unfinished))


def unfinished_rows(draft: Page) -> list[str]:
    names = []
    for name, parent in moved_rows(type(draft)).items():
        for row in getattr(draft, name).all():
            try:
                row.full_clean(exclude=[parent.name])
            except ValidationError:
                names.append(name)
    return names


def unfinished_blocks(draft: Page) -> list[str]:
    names = []
    for field in draft._meta.concrete_fields:
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(draft, field.name))
            except ValidationError:
                names.append(field.name)
    return names
