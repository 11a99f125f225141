"""What every file says of itself: where it is from, whose words it holds, and how old it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from wagtail.blocks import StreamValue

from content.models import PublicPage
from framework.models import Edition
from guidance.downloads.rich_text import link_to
from officefiles.document import Block, Bullets, Document, Heading, Link, Paragraph, Piece

OUR_ACCOUNT = (
    "This is our own plain account of the framework. It is not the published text, and its makers"
    " have not checked it."
)
OUR_ACCOUNT_IN_PART = (
    "Much of this is our own plain account of the framework. The makers of the framework have not"
    " checked that account."
)
OUR_GUIDANCE = "This guidance is ours. The makers of the framework have not checked it."
MARKED = "Words that are the CQC’s own, or close to them, are marked."
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. The"
    " framework was made by the Care Quality Commission (CQC) with National Voices and the Point of"
    " Care Foundation."
)
LICENCE = Link(
    "The Open Government Licence",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)


def day(on: date) -> str:
    """A date in words.

    >>> day(date(2026, 11, 2))
    '2 November 2026'
    """
    return f"{on.day} {on:%B %Y}"


def root_of(page: PublicPage) -> str:
    """The address of the site, without a slash at its end."""
    return (page.full_url or "").removesuffix(page.url or "")


@dataclass(frozen=True)
class Told:
    """What a document says of one page: its title and blocks, whose words, and the foot of pages."""

    title: str
    blocks: Iterable[Block]
    whose: str
    footer: str


def document_of(page: PublicPage, told: Told, made_at: datetime) -> Document:
    """A page as a document: its summary, what it holds, and what the file is."""
    opening = [Paragraph(page.summary, lead=True)] if page.summary else []
    blocks = (*opening, *stepped(told.blocks), *about(page, told.whose, made_at))
    return Document(told.title, made_at, blocks, told.footer)


def stepped(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks with no step left out between a heading and the one below it."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            yield replace(block, level=above)
        else:
            yield block


def about(page: PublicPage, whose: str, made_at: datetime) -> Iterator[Block]:
    yield Heading(1, "About this text")
    address = page.full_url or ""
    yield Paragraph(
        ("The page on the site, which may have changed since: ", Link(address, address))
    )
    if page.last_published_at:
        yield Paragraph(day(timezone.localdate(page.last_published_at)), "Page last updated")
    yield Paragraph(day(timezone.localdate(made_at)), "As it was on")
    yield Paragraph(whose, "Whose words these are")
    for edition in Edition.objects.all():
        yield Paragraph(edition_line(edition))
    yield Paragraph((f"{ATTRIBUTION} ", LICENCE))
    yield from told_sources(page.sources)


def edition_line(edition: Edition) -> tuple[Piece, ...]:
    licence = link_to(edition.licence, edition.licence_address, "")
    return (f"{edition.title}, {day(edition.published_on)}. {edition.attribution} ", licence)


def told_sources(sources: StreamValue) -> Iterator[Block]:
    known = [source.value for source in sources]
    if known:
        yield Paragraph("", "Sources")
        yield Bullets(tuple((link_to(each["label"], each["url"], ""),) for each in known))
