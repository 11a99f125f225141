"""Links within the site: whether what they lead to is there, and open to those who read the link."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Q, QuerySet
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, Site

from content.models.links import CHOSEN, CHOSEN_PAGE
from content.querysets import restrictions_above, restrictions_on_collection

NOT_LIVE = "It is not published"
NOT_OPEN = "Not everybody may read it"
PAGES = "wagtail_serve"
OWN_FIELDS = frozenset(field.name for field in Page._meta.get_fields())


@dataclass(frozen=True)
class InsideLink:
    """A chosen page or file that a live page links to in vain."""

    source_id: int
    target: str
    problem: str
    where: str


@dataclass(frozen=True)
class Target:
    """A page or file as links need to know it."""

    title: str
    is_live: bool
    is_closed: bool

    @property
    def problem(self) -> str:
        if not self.is_live:
            return NOT_LIVE
        return NOT_OPEN if self.is_closed else ""


def links_of(pages: Q) -> Iterator[tuple[Any, ...]]:
    """What the reference index knows of chosen pages and files in our own fields of pages."""
    page = ContentType.objects.get_for_model(Page)
    file = ContentType.objects.get_for_model(get_document_model())
    rows = ReferenceIndex.objects.filter(
        pages, base_content_type=page, to_content_type__in=[page, file]
    ).values_list("object_id", "to_content_type", "to_object_id", "model_path", "content_type")
    for source, kind, target, path, source_type in rows:
        name = path.partition(".")[0]
        if name not in OWN_FIELDS:
            yield int(source), kind == page.pk, int(target), name, source_type


def page_targets(only: Iterable[int] | None = None) -> dict[int, Target]:
    pages = Page.objects.annotate(is_closed=Exists(restrictions_above("path")))
    if only is not None:
        pages = pages.filter(pk__in=only)
    rows = pages.values_list("pk", "title", "live", "is_closed")
    return {pk: Target(title, live, closed) for pk, title, live, closed in rows}


def file_targets() -> dict[int, Target]:
    files = get_document_model().objects.annotate(is_closed=Exists(restrictions_on_collection()))
    rows = files.values_list("pk", "title", "is_closed")
    return {pk: Target(title, True, closed) for pk, title, closed in rows}


def broken_inside(page: Page | None = None) -> list[InsideLink]:
    """The links in vain of every live page, or of one: a fixed number of queries.

    What was deleted is not among them, because the index forgets it: see `collecting`.
    """
    rows = list(links_of(Q(object_id=str(page.pk)) if page else Q()))
    if not rows:
        return []
    needed = {row[0] for row in rows} | {row[2] for row in rows if row[1]}
    pages = page_targets(needed if page else None)
    files = {} if all(row[1] for row in rows) else file_targets()
    found = []
    for source_id, is_page, target_id, name, source_type in rows:
        source = pages.get(source_id)
        target = (pages if is_page else files).get(target_id)
        # Those who read a closed page may have been let in to the other one, too.
        if target and target.problem and source and source.is_live and not source.is_closed:
            where = name_of_field(source_type, name)
            found.append(InsideLink(source_id, target.title, target.problem, where))
    return found


def name_of_field(source_type: int, name: str) -> str:
    """What editors know a field by."""
    model = ContentType.objects.get_for_id(source_type).model_class()
    if model is None:
        return name
    field = model._meta.get_field(name)
    words = getattr(field, "verbose_name", "") or name.replace("_", " ")
    return str(words).capitalize()


def open_pages() -> QuerySet[Page]:
    """Pages that anyone may read."""
    pages: QuerySet[Page] = Page.objects.live().filter(~Exists(restrictions_above("path")))
    return pages


def is_there(address: str) -> bool:
    """Whether a path of this site leads somewhere: to an open page, or by a redirect.

    What other views of ours answer for, such as records, is taken to be there. Of what was chosen
    it is only asked whether it was deleted: the rest is known from the reference index.
    """
    if address.startswith(CHOSEN):
        number = address.partition(":")[2]
        model = Page if address.startswith(CHOSEN_PAGE) else get_document_model()
        return number.isdecimal() and model.objects.filter(pk=number).exists()
    path = address.partition("?")[0]
    for written in dict.fromkeys([path, f"{path.rstrip('/')}/"]):
        try:
            match = resolve(written)
        except Resolver404:
            continue
        if match.view_name != PAGES or is_open_page(written):
            return True
    return Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()


def is_open_page(path: str) -> bool:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return False
    url_path = f"{site.root_page.url_path}{path.removeprefix('/')}"
    return open_pages().filter(url_path=url_path).exists()
