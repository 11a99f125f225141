"""Which pages can be made from a Word file. Each page type that can answers by a hook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import mark_safe
from wagtail import hooks
from wagtail.models import Page

from content.models import PublicPage
from content.word.bodies import Placed
from content.word.document import Block, Picture, Report, Text, WordDocument

HOOK = "word_importers"
Make = Callable[[WordDocument, Mapping[str, Placed]], PublicPage]


@dataclass(frozen=True)
class Shown:
    """One thing that the page will hold: a block, or some words, under a label."""

    label: str
    block: Block | None = None
    words: str = ""

    @property
    def html(self) -> str:
        """The paragraphs of a text, which `content.word.rich_text` made safe."""
        return mark_safe(self.block.html) if isinstance(self.block, Text) else ""  # noqa: S308


@dataclass(frozen=True)
class Look:
    """What will be made of a document, before anything is."""

    title: str
    report: Report
    shown: Sequence[Shown]
    pictures: Sequence[Picture] = ()


Explain = Callable[[WordDocument], Look]


@dataclass(frozen=True)
class Importer:
    """How one kind of page is made.

    - `page_model` and `parent_model` - what is made, and below what
    - `make` - a page that is not stored yet, from a document and its stored pictures
    - `look` - what the page will hold, and a report with what this kind of page cannot keep
    - `template` - makes the file that people fill in, where there is one
    """

    page_model: type[PublicPage]
    parent_model: type[Page]
    make: Make
    look: Explain
    template: Callable[[], bytes] | None = None
    template_name: str = ""

    @property
    def kind(self) -> str:
        return str(self.page_model._meta.verbose_name)


def importer_below(parent: Page) -> Importer | None:
    """How a Word file becomes a page below this one, if it can."""
    importers: list[Importer] = [answer() for answer in hooks.get_hooks(HOOK)]
    kinds = (known for known in importers if parent.specific_class is known.parent_model)
    return next(kinds, None)


def can_import(request: HttpRequest, importer: Importer, parent: Page) -> bool:
    """Whoever may add such a page here by hand."""
    allowed = parent.permissions_for_user(request.user).can_add_subpage()
    return bool(allowed and importer.page_model.can_create_at(parent))
