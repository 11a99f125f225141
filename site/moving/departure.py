"""Content on its way out: pages as a file has them, with all that they name."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Any

from django.db.models import Model
from wagtail.blocks import FieldBlock
from wagtail.models import Page, PageViewRestriction, Site

from moving.names import is_file, name_field, reference_to
from moving.refusals import NotMoved
from moving.values import own_values, turned_values


class Departure:
    """What goes into the file, gathered page by page."""

    def __init__(self, *, root: Page, drafts: bool) -> None:
        self.root, self.drafts = root, drafts
        self.content: dict[str, Any] = {"pages": [], "places": {}, "records": {}, "media": {}}
        self.files: dict[str, IO[bytes]] = {}
        self.notes: list[str] = []
        self.page: Page = root

    def add(self, page: Page) -> None:
        """Take a page along. What is not public stays, unless drafts were asked for."""
        self.page = page
        if why := self.why_it_stays(page):
            self.notes.append(f"{page} stays: {why}.")
            return
        taken = page.get_latest_revision_as_object() if self.drafts else page.specific
        if page.go_live_at or page.expire_at:
            self.notes.append(f"{page} has dates on which it comes or goes. They are not moved.")
        self.content["pages"].append(
            {
                **self.place_of(page),
                "key": str(page.translation_key),
                "parent": self.key_of(page.get_parent()),
                "private": PageViewRestriction.objects.filter(
                    page__in=page.get_ancestors(inclusive=True)
                ).exists(),
                "values": turned_values(type(taken), own_values(taken), self),
            }
        )

    def why_it_stays(self, page: Page) -> str:
        if page.alias_of_id:
            return "it follows another page"
        if not (self.drafts or page.live):
            return "it is not published"
        return ""

    def place_of(self, page: Page) -> dict[str, Any]:
        """Where a page is, and what it is: how it is found where its key is not known."""
        return {
            "address": address_of(page, self.root),
            "kind": page.specific_class._meta.label_lower,
            "title": page.title,
        }

    def key_of(self, page: Page) -> str:
        key = str(page.translation_key)
        if page.depth > 1 and key not in self.content["places"]:
            self.content["places"][key] = self.place_of(page)
        return key

    def turn(self, model: type[Model], value: Any) -> str | None:
        """The lasting reference for a primary key; None where nothing can be named."""
        field = name_field(model)
        found = model._default_manager.filter(pk=value).first() if field else None
        if found is None or not self.can_name(found):
            self.notes.append(
                f"{self.page}: a {model._meta.verbose_name} that it names is not moved."
            )
            return None
        if isinstance(found, Page):
            return reference_to(model, self.key_of(found))
        if is_file(model):
            return self.take_file(found)
        return self.take_record(found, str(getattr(found, str(field))))

    def can_name(self, found: Model) -> bool:
        return not isinstance(found, Page) or is_within(found, self.root)

    def take_record(self, record: Model, name: str) -> str:
        """A record that is named goes along, for where it is missing; so does what it names."""
        reference, records = reference_to(type(record), name), self.content["records"]
        if reference not in records:
            records[reference] = {"title": str(record)[:500], "values": {}}
            records[reference]["values"] = turned_values(type(record), own_values(record), self)
        return reference

    def take_file(self, record: Any) -> str:
        if record.collection.get_view_restrictions().exists():
            raise NotMoved(
                f"“{record.title}” is in a private collection, and {self.page} shows it."
                " Move it to a public one, or take it off the page."
            )
        reference = reference_to(type(record), record.get_file_hash())
        if reference not in self.content["media"]:
            suffix = PurePosixPath(record.file.name).suffix.lower()
            name = f"files/{record.file_hash}{suffix}"
            try:
                self.files[name] = record.file.storage.open(record.file.name)
            except OSError as error:
                raise NotMoved(f"The file of “{record.title}” is not there.") from error
            self.content["media"][reference] = {
                "title": record.title[:500],
                "file": name,
                "called": PurePosixPath(record.file.name).name,
                "values": own_values(record),
            }
        return reference

    def check_text(self, html: str) -> None:
        """What stands in our own database has been checked."""

    def check_value(self, block: FieldBlock, value: Any) -> None:
        """What stands in our own database has been checked."""


def site_root() -> Page:
    """The page at /. Raises `NotMoved` where the site has not been made yet."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or site.root_page.depth < 2:
        raise NotMoved("There is no home page yet. Make the site first.")
    root: Page = site.root_page
    return root


def is_within(page: Page, root: Page) -> bool:
    return bool(page == root or page.is_descendant_of(root))


def address_of(page: Page, root: Page) -> str:
    """The address within the site, such as "/guidance/asking/"."""
    return f"/{page.url_path.removeprefix(root.url_path)}"


def asked_pages(asked: Iterable[str], root: Page) -> list[Page]:
    """The pages at these addresses or with these numbers, and all below them, parents first."""
    chosen: dict[int, Page] = {}
    for word in asked:
        page = asked_page(word, root)
        for each in page.get_descendants(inclusive=True):
            chosen[each.pk] = each
    return sorted(chosen.values(), key=lambda page: page.path)


def asked_page(word: str, root: Page) -> Page:
    if word.isdigit() and word.isascii():
        page = Page.objects.filter(pk=int(word)).first() if len(word) < 19 else None
    else:
        inner = f"{word.strip('/')}/".removeprefix("/")
        page = Page.objects.filter(url_path=f"{root.url_path}{inner}").first()
    if page is None or not is_within(page, root):
        raise NotMoved(
            f"There is no page at “{word}”. Give an address from the slash, or a number."
        )
    return page
