"""Shows what changed on a page: `{% changes page %}`, or `{% changes address %}` of a record."""

from typing import Any

from django import template
from wagtail.models import Page

from content.changes import changes_of

register = template.Library()


@register.inclusion_tag("components/changes.html", name="changes")
def changes_to(what: Page | str) -> dict[str, Any]:
    """What readers were told has changed there, the newest first; nothing where nothing has."""
    return {"changes": changes_of(what)}
