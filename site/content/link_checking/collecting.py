"""Finds the addresses that somebody typed in pages and records, and keeps where they stand.

What readers can see is looked through: live pages as they were published, and records. Drafts are
not: an editor may be at work there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Field, Model, QuerySet, URLField
from django.utils.encoding import iri_to_uri
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site, get_page_models
from wagtail.snippets.models import get_snippet_models

from content.link_checking.following import is_web_address
from content.models import LONGEST_LINK, LinkPlace, LinkState, TypedLink
from content.models.links import CHOSEN, CHOSEN_FILE, CHOSEN_PAGE
from content.prose import inner_blocks

TAG = re.compile(r"<a\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b([a-z]+)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
AT_ONCE = 100


@dataclass(frozen=True)
class Place:
    """An address, and where it stands."""

    address: str
    content_type_id: int
    object_id: int
    where: str


def typed_in_html(html: str) -> Iterator[str]:
    """The addresses in rich text; a page or a file that was chosen is known by its number.

    >>> link = '<a href="https://a.example/?b=1&amp;c">b</a> <a id="3" linktype="page">c</a>'
    >>> list(typed_in_html(link))
    ['https://a.example/?b=1&c', 'page:3']
    """
    for tag in TAG.findall(html):
        said = {name: unescape(first or other) for name, first, other in ATTRIBUTE.findall(tag)}
        chosen = f"{said.get('linktype')}:{said.get('id')}"
        yield chosen if chosen.startswith(CHOSEN) else said.get("href", "")


def typed_in_block(block: blocks.Block, value: Any) -> Iterator[str]:
    """The addresses in a block of any depth: a path of this site is a text that begins as one."""
    if isinstance(block, blocks.RichTextBlock):
        yield from typed_in_html(value.source if value else "")
    elif isinstance(block, blocks.URLBlock | blocks.RegexBlock):
        yield value or ""
    else:
        for inner, within in inner_blocks(block, value):
            yield from typed_in_block(inner, within)


def typed_in_field(field: Field, instance: Model) -> Iterator[tuple[str, str]]:
    """Each address in a field, with the part of the page or record where it is."""
    value, name = getattr(instance, field.attname), capfirst(str(field.verbose_name))
    if isinstance(field, StreamField):
        is_mixed = len(value.stream_block.child_blocks) > 1
        for child in value:
            label = f"{name}, {str(child.block.label).lower()}" if is_mixed else name
            yield from ((address, label) for address in typed_in_block(child.block, child.value))
    elif isinstance(field, RichTextField):
        yield from ((address, name) for address in typed_in_html(value))
    elif isinstance(field, URLField):
        yield value, name


def holds_addresses(model: type[Model]) -> bool:
    kinds = (StreamField, RichTextField, URLField)
    return any(isinstance(field, kinds) for field in model._meta.concrete_fields)


def as_link(typed: str, own_hosts: set[str]) -> str:
    """What is kept of an address: without its fragment, and without the host where that is ours.

    Nothing is kept of what leads to no page: an e-mail address, an anchor, or a text.
    """
    address = (iri_to_uri(typed.strip()) or "").partition("#")[0]
    is_path = address.startswith("/") and not address.startswith("//")
    if is_path or address.startswith(CHOSEN):
        return address[:LONGEST_LINK]
    if len(address) > LONGEST_LINK or not is_web_address(address):
        return ""
    parts = urlsplit(address)
    if parts.netloc.lower() in own_hosts:
        return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    return address


def own_hosts() -> set[str]:
    """The hosts of this site, as they stand in addresses."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc.lower()
    ours = {urlsplit(site.root_url).netloc.lower() for site in Site.get_site_root_paths()}
    return {base, *ours}


def places_in(instance: Model, hosts: set[str]) -> set[Place]:
    """Every link that somebody typed in a page or a record."""
    model = Page if isinstance(instance, Page) else type(instance)
    kind = ContentType.objects.get_for_model(model).pk
    return {
        Place(link, kind, instance.pk, where[:200])
        for field in instance._meta.concrete_fields
        for typed, where in typed_in_field(field, instance)
        if (link := as_link(typed, hosts))
    }


def looked_through() -> Iterator[Model]:
    """Live pages of every type that can hold an address, and the records that editors write."""
    for page_type in get_page_models():
        if holds_addresses(page_type):
            kind = ContentType.objects.get_for_model(page_type)
            pages = page_type._default_manager.live().filter(content_type=kind, alias_of=None)
            yield from pages.iterator(chunk_size=AT_ONCE)
    for model in get_snippet_models():
        if holds_addresses(model):
            yield from model._default_manager.iterator(chunk_size=AT_ONCE)


def collect_all() -> int:
    """Bring what is kept in line with all that readers can see; how many links there are."""
    hosts = own_hosts()
    found = {place for instance in looked_through() for place in places_in(instance, hosts)}
    keep_places(found=found, known=LinkPlace.objects.all())
    TypedLink.objects.filter(places=None).delete()
    return TypedLink.objects.count()


def collect_from_page(*, page: Page) -> None:
    """Bring what is kept of one page in line with what was just published.

    One query, where no link changed.
    """
    kind = ContentType.objects.get_for_model(Page)
    known = LinkPlace.objects.filter(content_type=kind, object_id=page.pk)
    keep_places(found=places_in(page, own_hosts()), known=known)


def links_were_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """A link that was put right leaves the report at once, and does not wait for the next check."""
    if instance.alias_of_id is None:
        collect_from_page(page=instance)


def target_was_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Wagtail forgets who linked to what is deleted; the links in rich text are still there."""
    chosen = CHOSEN_PAGE if isinstance(instance, Page) else CHOSEN_FILE
    TypedLink.objects.filter(address=f"{chosen}{instance.pk}").update(state=LinkState.GONE)


@transaction.atomic
def keep_places(*, found: Iterable[Place], known: QuerySet[LinkPlace]) -> None:
    """Make the places that are known those that were found."""
    rows = known.values_list("pk", "link__address", "content_type", "object_id", "where")
    stored = {Place(*row[1:]): row[0] for row in rows}
    wanted = set(found)
    if gone := [pk for place, pk in stored.items() if place not in wanted]:
        LinkPlace.objects.filter(pk__in=gone).delete()
    if new := wanted - stored.keys():
        add_places(new)


def add_places(places: set[Place]) -> None:
    addresses = {place.address for place in places}
    links = [TypedLink(address=address) for address in sorted(addresses)]
    TypedLink.objects.bulk_create(links, ignore_conflicts=True, batch_size=AT_ONCE)
    numbers = dict(TypedLink.objects.filter(address__in=addresses).values_list("address", "pk"))
    LinkPlace.objects.bulk_create(
        [
            LinkPlace(
                link_id=numbers[place.address],
                content_type_id=place.content_type_id,
                object_id=place.object_id,
                where=place.where,
            )
            for place in places
        ],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
