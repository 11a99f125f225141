"""What a new page begins with: headings in the order that readers need, and hints of what to write.

A page type says it in `starter`: values of its fields, by name, blocks as they are stored. Only a page
that somebody adds in the admin gets it. A hint is marked, so that it is known for one wherever it is
left: the publishing gate asks `left_hints`.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page

from content.shown_content import words_of_field

HINT = re.compile(r"\[Write here:\s*([^\]]*?)\s*\]")


def hint(words: str) -> str:
    """Words that say what to write in their place.

    >>> HINT.findall(hint("who it is for"))
    ['who it is for']
    """
    return f"[Write here: {words}]"


def heading(text: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": text, "anchor": ""}}


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "text", "value": f"<p>{hint(words)}</p>"}


def fill_new_page(*, page: Page, **kwargs: Any) -> None:
    """For Wagtail's signal `init_new_page`, which is sent when somebody opens the form of a new page."""
    for name, value in getattr(page, "starter", {}).items():
        setattr(page, name, value)


def texts_of(page: Page) -> Iterator[str]:
    for field in page._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField | StreamField):
            yield words_of_field(page, field)


def left_hints(page: Page) -> list[str]:
    """What the hints say that nobody has replaced, in the order of the page's fields; each once."""
    found = (words for text in texts_of(page) for words in HINT.findall(text))
    return list(dict.fromkeys(found))
