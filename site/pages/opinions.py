"""What readers say of pages: counted by the day, with a remark where they wrote one.

Nothing says who it was, and no address is kept but that of a public page or record of ours.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, Model
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from wagtail.models import Page, Site

from content.models import PublicPage
from content.querysets import restrictions_above
from framework.models import Measure, Statement, Strategy, StrategyElement
from pages.models import PageOpinions, PageRemark

DAYS_KEPT = 365
LONGEST_ADDRESS = 500
# No question mark: what stands behind one may be what somebody typed.
ADDRESS = re.compile(r"/(?:[\w.~-]+/)*")
PAGES = "wagtail_serve"
LISTS = "guidance"
RECORDS: Mapping[str, tuple[type[Model], Mapping[str, str]]] = {
    "guidance:statement": (Statement, {"identifier": "identifier"}),
    "guidance:measure": (Measure, {"identifier": "identifier"}),
    "guidance:strategy": (Strategy, {"identifier": "identifier"}),
    "guidance:strategy-element": (
        StrategyElement,
        {"strategy__identifier": "identifier", "identifier": "element"},
    ),
}
"""What has a page of its own, by its view: the model, and its fields as the address has them."""


class Pruned(NamedTuple):
    """How many days of counts, and how many remarks, were too old."""

    days: int
    remarks: int


def is_public_address(address: str) -> bool:
    """Whether anyone may read what is at an address: a page, a record, or a list of records."""
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return False
    try:
        match = resolve(address)
    except Resolver404:
        return False
    if not takes_opinions(match):
        return False
    return is_public_page(address) if match.view_name == PAGES else is_there(match)


def takes_opinions(match: ResolverMatch) -> bool:
    """Whether readers are asked about what is at an address, if it is there and public."""
    return match.view_name == PAGES or match.view_name in RECORDS or is_list_of_records(match)


def is_list_of_records(match: ResolverMatch) -> bool:
    """Whether it is a page that no editor writes, such as the cross-walk."""
    return match.namespace == LISTS and not match.kwargs


def is_there(match: ResolverMatch) -> bool:
    """Whether there is such a record: one that is retired stays readable. A list always is."""
    if is_list_of_records(match):
        return True
    model, fields = RECORDS[match.view_name]
    asked = {field: match.kwargs[name] for field, name in fields.items()}
    return model._default_manager.filter(**asked).exists()


def is_public_page(address: str) -> bool:
    """Whether it is a page of ours; without the cache, so that it is known while that is down."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return False
    url_path = f"{site.root_page.url_path}{address.removeprefix('/')}"
    pages = Page.objects.live().filter(~Exists(restrictions_above("path")), url_path=url_path)
    page = pages.first()
    return page is not None and issubclass(page.cached_content_type.model_class(), PublicPage)


@transaction.atomic
def count_opinion(*, address: str, useful: bool) -> None:
    """Count one reader more who found a page useful today, or not."""
    today = PageOpinions.objects.get_or_create(address=address, day=timezone.localdate())[0]
    name = "useful" if useful else "not_useful"
    PageOpinions.objects.filter(pk=today.pk).update(**{name: F(name) + 1})


def keep_remark(*, address: str, useful: bool, words: str, submit_key: str) -> None:
    """Keep what a reader wrote, once however often the form is sent."""
    PageRemark.objects.get_or_create(
        submit_key=submit_key,
        defaults={"address": address, "was_useful": useful, "words": words},
    )


@transaction.atomic
def prune_opinions(*, before: date, dry_run: bool = False) -> Pruned:
    """Delete what is from before a day. On a dry run: only say how much that is."""
    days = PageOpinions.objects.filter(day__lt=before)
    remarks = PageRemark.objects.filter(day__lt=before)
    due = Pruned(days.count(), remarks.count())
    if not dry_run:
        days.delete()
        remarks.delete()
    return due
