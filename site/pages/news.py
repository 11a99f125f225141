"""What is new on the site: the changes that readers are told of, as its page and its feed show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.text import slugify

from content.listing import listed_page_models
from content.models import ChangeNote
from content.querysets import restrictions_above
from search.paging import page_links, read_page_number

AT_ONCE = 20
ADDRESS = "/whats-new/"
NOT_A_KIND = "Home"
KINDS_OF_RECORDS = {
    "/framework/": "Framework",
    "/measures/": "Outcome measures",
    "/strategies/": "Strategies",
}
"""What lists call a record, by how its address begins."""


@dataclass(frozen=True)
class News:
    """A change as lists show it. `number` is lasting."""

    number: int
    day: date
    text: str
    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see. `unread` is a date that we could not read."""

    since: date | None = None
    unread: str = ""
    kind: str = ""
    page: int = 1

    def address(self, page: int = 1) -> str:
        """The address of a page of the same list."""
        pairs = {
            "since": self.since.isoformat() if self.since else "",
            "kind": self.kind,
            "page": str(page) if page > 1 else "",
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{ADDRESS}?{query}" if query else ADDRESS


@cache
def kinds() -> Mapping[str, str]:
    """The kinds of what may be new, by what stands for them in an address."""
    names = {model.listing_kind for model in listed_page_models()} | {*KINDS_OF_RECORDS.values()}
    return {slugify(name): name for name in sorted(names - {NOT_A_KIND})}


def read_asked(data: Mapping[str, str]) -> Asked:
    """What an address asks for; a date or a kind that does not exist is left out."""
    written = data.get("since", "").strip()
    since = read_date(written)
    kind = data.get("kind", "")
    return Asked(
        since=since,
        unread="" if since else written[:40],
        kind=kind if kind in kinds() else "",
        page=read_page_number(data.get("page", "")),
    )


def read_date(text: str) -> date | None:
    """A day as browsers send it; None for anything else.

    >>> read_date("2026-03-31"), read_date("2026-02-31"), read_date("tomorrow")
    (datetime.date(2026, 3, 31), None, None)
    """
    try:
        return parse_date(text) if text.isascii() else None
    except ValueError:
        return None


def public_notes() -> QuerySet[ChangeNote]:
    """Notes of records, and of pages that anyone may read."""
    is_private = Exists(restrictions_above("page__path"))
    of_a_page = Q(page__live=True, page__alias_of__isnull=True) & ~is_private
    return ChangeNote.objects.filter(Q(page__isnull=True) | of_a_page).select_related("page")


def notes_asked_for(asked: Asked) -> QuerySet[ChangeNote]:
    notes = public_notes()
    if asked.since:
        notes = notes.filter(day__gte=asked.since)
    return notes.filter(of_kind(kinds()[asked.kind])) if asked.kind else notes


def of_kind(name: str) -> Q:
    models = [model for model in listed_page_models() if model.listing_kind == name]
    types = ContentType.objects.get_for_models(*models).values()
    found = Q(page__content_type__in=[type_.pk for type_ in types])
    for start, kind in KINDS_OF_RECORDS.items():
        found |= Q(address__startswith=start) if kind == name else Q()
    return found


def news_of(note: ChangeNote) -> News:
    """A note, with the title, the address and the kind of what it is about."""
    if note.page is None:
        starts = (
            kind for start, kind in KINDS_OF_RECORDS.items() if note.address.startswith(start)
        )
        title, url, kind = note.title, note.address, next(starts, "")
    else:
        model = note.page.cached_content_type.model_class()
        title, url = note.page.title, note.page.url or "/"
        kind = getattr(model, "listing_kind", "")
    return News(note.pk, note.day, note.text, title, url, kind)


def days_of(news: list[News]) -> list[dict[str, Any]]:
    """News by day, in the order in which they come."""
    days: dict[date, list[News]] = {}
    for each in news:
        days.setdefault(each.day, []).append(each)
    return [{"day": day, "news": found} for day, found in days.items()]


def news_context(data: Mapping[str, str]) -> dict[str, Any]:
    """What the page “What’s new” shows: two queries, however much is new."""
    asked = read_asked(data)
    notes = notes_asked_for(asked)
    total = notes.count()
    current = min(asked.page, max(1, -(-total // AT_ONCE)))
    shown = notes[(current - 1) * AT_ONCE : current * AT_ONCE]
    return {
        "asked": asked,
        "since": asked.since.isoformat() if asked.since else "",
        "kinds": [
            {"value": value, "name": name, "chosen": value == asked.kind}
            for value, name in kinds().items()
        ],
        "total": total,
        "days": days_of([news_of(note) for note in shown]),
        "pagination": page_links(
            current=current, size=AT_ONCE, total=total, noun="changes", address=asked.address
        ),
    }
