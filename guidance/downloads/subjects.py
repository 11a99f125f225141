"""What there are files of, and the page that each is of. Only what anyone may read has files."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from content.models import PublicPage
from content.querysets import PublishedQuerySet
from guidance.cross_walk.annex import annex_of
from guidance.cross_walk.page import PATH
from guidance.cross_walk.walking import cross_walk
from guidance.downloads.about import root_of
from guidance.downloads.framework_text import framework_document, phase_document
from guidance.downloads.guidance_text import guidance_document
from guidance.models import (
    FrameworkIndexPage,
    GuidancePage,
    PhasePage,
    StrategyIndexPage,
    SubPhasePage,
)
from officefiles.document import Document

NAME = re.compile(r"[-\w]+")


@dataclass(frozen=True)
class Kind:
    """A kind of subject: the pages that it is of, and how one of them is told.

    `told_by` is what of a page tells it from others in addresses; empty where there is only one.
    """

    name: str
    model: type[PublicPage]
    tell: Callable[[Any, datetime], Document]
    told_by: str = ""


def cross_walk_document(page: StrategyIndexPage, made_at: datetime) -> Document:
    """The whole cross-walk, without a filter."""
    return annex_of(cross_walk(QueryDict()), made_at=made_at, address=f"{root_of(page)}{PATH}")


KINDS = (
    Kind("framework", FrameworkIndexPage, framework_document),
    Kind("phase", PhasePage, phase_document, told_by="phase__identifier"),
    Kind("guidance", GuidancePage, guidance_document, told_by="slug"),
    Kind("cross-walk", StrategyIndexPage, cross_walk_document),
)


@dataclass(frozen=True)
class Subject:
    """Something that there are files of. `name` stands in addresses, and in `Download.subject`."""

    name: str
    kind: Kind
    value: str = ""

    def document(self, made_at: datetime) -> Document | None:
        """What a file made then says; None where the page is gone or not open to anyone."""
        chosen = {self.kind.told_by: self.value} if self.kind.told_by else {}
        page = PublishedQuerySet(self.kind.model).published().filter(**chosen).first()
        return self.kind.tell(page, made_at) if page else None


def subject_named(name: str) -> Subject | None:
    """The subject of a name, whether or not there is anything to say about it.

    A name is letters, digits, hyphens and underscores, as in the address of a page.

    >>> subject_named("phase-check").value, subject_named("framework").value
    ('check', '')
    >>> subject_named("phase-"), subject_named("frameworks")
    (None, None)
    >>> subject_named("guidance-\\x00") is None
    True
    """
    if not NAME.fullmatch(name):
        return None
    for kind in KINDS:
        first, _, value = name.partition("-") if kind.told_by else (name, "", "")
        if first == kind.name and bool(value) == bool(kind.told_by):
            return Subject(name, kind, value)
    return None


def every_subject() -> Iterator[Subject]:
    """Everything that there is a page of which anyone may read."""
    for kind in KINDS:
        pages = PublishedQuerySet(kind.model).published().order_by("path")
        if not kind.told_by:
            yield from [Subject(kind.name, kind)] if pages.exists() else []
            continue
        for value in pages.values_list(kind.told_by, flat=True):
            yield Subject(f"{kind.name}-{value}", kind, value)


def name_of(page: object) -> str:
    """The name of what a page belongs to: itself, or the phase that a part is in; else nothing."""
    match page:
        case FrameworkIndexPage():
            return "framework"
        case PhasePage():
            return f"phase-{page.phase.identifier}"
        case SubPhasePage():
            return f"phase-{page.sub_phase.phase.identifier}"
        case GuidancePage():
            return f"guidance-{page.slug}"
        case StrategyIndexPage():
            return "cross-walk"
    return ""
