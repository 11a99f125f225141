"""Every link that leads nowhere, with what is wrong and where to put it right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from content.link_checking.inside import broken_inside
from content.models import LinkPlace, LinkState, TypedLink

Key = tuple[int, int]


class Kind(StrEnum):
    """Which links to look at."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    MOVED = "moved"
    UNSURE = "unsure"


@dataclass(frozen=True)
class BrokenLink:
    """A link in one place. `edit_address` is empty for those who may not edit what holds it."""

    kind: Kind
    address: str
    problem: str
    since: str
    title: str
    held_by: str
    where: str
    edit_address: str


def broken_links(user: AbstractUser) -> list[BrokenLink]:
    """What certainly leads nowhere, within the site and outside: a fixed number of queries."""
    return [*inside_links(user), *typed_links(TypedLink.objects.broken(), user)]


def links_of_kind(kind: str, user: AbstractUser) -> list[BrokenLink]:
    """Those of one kind: two kinds are no fault yet, but may be worth a look."""
    if kind == Kind.INSIDE:
        typed = typed_links(TypedLink.objects.broken().inside(), user)
        return [*inside_links(user), *typed]
    if kind == Kind.OUTSIDE:
        return typed_links(TypedLink.objects.broken().outside(), user)
    if kind in {Kind.MOVED, Kind.UNSURE}:
        return typed_links(TypedLink.objects.filter(state=LinkState(kind)), user, Kind(kind))
    return broken_links(user)


def inside_links(user: AbstractUser) -> list[BrokenLink]:
    """Chosen pages and files that are not there for readers."""
    found = broken_inside()
    page_type = ContentType.objects.get_for_model(Page).pk
    holders = holders_of({(page_type, link.source_id) for link in found})
    finder = AdminURLFinder(user)
    return [
        BrokenLink(
            Kind.INSIDE,
            link.target,
            link.problem,
            "",
            str(holder),
            held_by(holder),
            link.where,
            finder.get_edit_url(holder) or "",
        )
        for link in found
        if (holder := holders.get((page_type, link.source_id)))
    ]


def typed_links(
    links: QuerySet[TypedLink], user: AbstractUser, kind: Kind | None = None
) -> list[BrokenLink]:
    """Typed addresses in live pages and in records, by address."""
    places = list(
        LinkPlace.objects.filter(link__in=links.order_by())
        .select_related("link")
        .order_by("link__address", "where", "pk")
    )
    holders = holders_of({(place.content_type_id, place.object_id) for place in places})
    finder = AdminURLFinder(user)
    return [
        BrokenLink(
            kind or (Kind.OUTSIDE if place.link.is_outside else Kind.INSIDE),
            place.link.shown,
            place.link.problem,
            date_format(since, "j F Y") if (since := place.link.failing_since) else "",
            str(holder),
            held_by(holder),
            place.where,
            finder.get_edit_url(holder) or "",
        )
        for place in places
        if (holder := holders.get((place.content_type_id, place.object_id)))
    ]


def holders_of(keys: Iterable[Key]) -> dict[Key, Model]:
    """The pages that are live and the records: one query for each type of record."""
    by_type: dict[int, list[int]] = defaultdict(list)
    for type_id, pk in keys:
        by_type[type_id].append(pk)
    return {
        (type_id, holder.pk): holder
        for type_id, ids in by_type.items()
        for holder in holders_of_type(ContentType.objects.get_for_id(type_id), ids)
    }


def holders_of_type(kind: ContentType, ids: list[int]) -> Iterator[Model]:
    model = kind.model_class()
    if model is None:
        return
    alive = Q(live=True) if model is Page else Q()
    yield from model._default_manager.filter(alive, pk__in=ids)


def held_by(holder: Model) -> str:
    """What kind of thing holds a link."""
    if isinstance(holder, Page):
        return capfirst(holder.page_type_display_name)
    return capfirst(str(holder._meta.verbose_name))


def problems_of(page: Page) -> list[tuple[str, str, str]]:
    """The broken links of one page as readers see it: what, what is wrong, and where."""
    if not page.live:
        return []
    kind = ContentType.objects.get_for_model(Page)
    places = LinkPlace.objects.filter(
        link__in=TypedLink.objects.broken(), content_type=kind, object_id=page.pk
    ).select_related("link")
    typed = [(place.link.shown, place.link.problem, place.where) for place in places]
    chosen = [(link.target, link.problem, link.where) for link in broken_inside(page)]
    return [*chosen, *typed]
