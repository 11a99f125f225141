"""Content on its way in: each page found or made, filled as a draft, and published where asked."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from wagtail.log_actions import log
from wagtail.models import Page

from content.publishing.gate import stops_of
from moving.checking import problems_of
from moving.finding import Finder, page_at, page_by_key
from moving.outcome import Fate, Line, Outcome
from moving.refusals import NotMoved
from moving.values import Values, moved_rows, own_values, turned_values, without_block_ids

ANOTHER_PAGE = "another page has this address here"
THE_SAME = "; if it is the same page, use --match-addresses"


@dataclass(slots=True)
class Arriving:
    """A page of the file, and the page here that it becomes."""

    entry: dict[str, Any]
    page: Page
    line: Line


class Arrival:
    """Brings the pages of a file in. Writes as it goes: to be called in a transaction."""

    def __init__(
        self, *, finder: Finder, outcome: Outcome, publish: bool, match_addresses: bool, dry: bool
    ) -> None:
        self.finder, self.outcome = finder, outcome
        self.publish, self.match_addresses, self.dry = publish, match_addresses, dry

    def survey(self, entry: dict[str, Any]) -> None:
        """Find or make the records and files that a page names."""
        turned_values(page_model(entry["kind"]), entry["values"], self.finder)

    def place(self, entry: dict[str, Any]) -> Arriving | None:
        """The page here for one of the file, made where it is new; None where it is stopped."""
        model = page_model(entry["kind"])
        line = Line(Fate.SAME, str(model._meta.verbose_name), entry["address"])
        self.outcome.lines.append(line)
        found = self.find(entry, model)
        why = reason_to_stop(found, model) if isinstance(found, Page) else found
        if why:
            line.fate = Fate.STOPPED
            line.notes.append(why)
            return None
        page = found if isinstance(found, Page) else self.make(entry, model)
        if found is None:
            line.fate = Fate.NEW
        self.finder.pages[entry["key"]] = page.pk
        return Arriving(entry, page, line)

    def find(self, entry: dict[str, Any], model: type[Page]) -> Page | str | None:
        """The page here; None where there is none yet, and words where there may be none."""
        if found := page_by_key(entry["key"]):
            return found
        there = page_at(entry["address"], self.finder.root)
        if there is None:
            return self.reason_against_making(entry, model)
        alike = there.specific_class is model
        if alike and self.match_addresses:
            return there
        return f"{ANOTHER_PAGE} (number {there.pk}){THE_SAME if alike else ''}"

    def reason_against_making(self, entry: dict[str, Any], model: type[Page]) -> str | None:
        if entry["parent"] not in self.finder.places:
            return "it has no page above it in the file"
        pk = self.finder.page_with_key(entry["parent"])
        if pk is None:
            return "the page above it is not here: move that first"
        if not model.can_create_at(Page.objects.get(pk=pk).specific):
            return "no page of this kind can be made under the page above it"
        return None

    def make(self, entry: dict[str, Any], model: type[Page]) -> Page:
        """The new page, with all but its links to pages, some of which may not be here yet."""
        parent = Page.objects.get(pk=self.finder.page_with_key(entry["parent"]))
        values = turned_values(model, entry["values"], self.finder)
        for name in moved_rows(model):
            values[name] = [{**row, "pk": None} for row in values.get(name, [])]
        page = built(model, {"pk": None, **values}, entry)
        page.translation_key = entry["key"]
        page.live = False
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise refused(entry, error) from error
        log(instance=page, action="wagtail.create")
        made: Page = model._default_manager.get(pk=page.pk)
        return made

    def fill(self, arriving: Arriving) -> None:
        """Store what the file says as the latest draft, unless the page says it already."""
        page, entry, line = arriving.page.specific, arriving.entry, arriving.line
        values = self.linked(page, entry, line)
        latest = page.get_latest_revision_as_object()
        own = own_values(latest)
        changed = [name for name in values if differ(own.get(name), values[name])]
        if line.fate is Fate.NEW or changed:
            self.say(line, page, changed)
            self.store(self.drafted(page, latest, values, entry), arriving)
        if self.publish and line.fate is not Fate.STOPPED:
            self.go_out(arriving, type(page)._default_manager.get(pk=page.pk))

    def linked(self, page: Page, entry: dict[str, Any], line: Line) -> Values:
        """The values with the numbers of this installation; links that lead nowhere are told."""
        self.finder.links_lost.clear()
        values = turned_values(type(page), entry["values"], self.finder)
        line.notes += [f"links to {lost}, which is not here" for lost in self.finder.links_lost]
        return values

    def store(self, draft: Page, arriving: Arriving) -> None:
        line = arriving.line
        try:
            stops, unfinished = problems_of(draft)
        except (TypeError, ValueError, AttributeError) as error:
            raise unreadable(arriving.entry) from error
        if stops:
            line.fate, line.notes = Fate.STOPPED, stops
            return
        if line.fate is Fate.NEW:
            draft.save()
        draft.save_revision(log_action=True)
        if unfinished:
            line.notes.append(f"not finished: {', '.join(unfinished)}")

    def drafted(self, page: Page, latest: Page, values: Values, entry: dict[str, Any]) -> Page:
        content = {**latest.serializable_data(), **values}
        for name, parent in moved_rows(type(page)).items():
            if name in values:
                content[name] = with_own_keys(latest, name, parent.name, values[name])
        try:
            draft: Page = page.with_content_json(content)
        except (ValidationError, TypeError, ValueError, AttributeError, KeyError) as error:
            raise unreadable(entry) from error
        return draft

    def say(self, line: Line, page: Page, changed: list[str]) -> None:
        if line.fate is Fate.NEW:
            return
        line.fate = Fate.CHANGED
        line.notes.insert(0, ", ".join(changed))
        if page.live and page.has_unpublished_changes:
            line.notes.append("a draft that is here stays in its history")

    def go_out(self, arriving: Arriving, page: Page) -> None:
        """Publish the draft through Wagtail, so that the gate and all that listens are asked."""
        if page.live and not page.has_unpublished_changes:
            return
        draft = page.get_latest_revision_as_object()
        why = self.reason_to_wait(arriving.entry, draft)
        if not why and not self.dry:
            why = publish(page)
        arriving.line.notes.append(f"stays a draft: {why}" if why else "published")

    def reason_to_wait(self, entry: dict[str, Any], draft: Page) -> str:
        if entry["private"]:
            return "it is private where it comes from"
        stops, unfinished = problems_of(draft)
        if stops or unfinished:
            return "it is not finished"
        return " ".join(finding.words for finding in stops_of(draft))


def page_model(kind: str) -> type[Page]:
    try:
        model = apps.get_model(kind)
    except LookupError:
        model = None
    if model is None or not issubclass(model, Page) or model is Page:
        raise NotMoved(f"“{kind}” is no kind of page here.")
    return model


def reason_to_stop(found: Page, model: type[Page]) -> str:
    if found.specific_class is not model:
        return f"it is another kind of page here (number {found.pk})"
    if found.alias_of_id:
        return "it follows another page here"
    if found.specific.get_lock():
        return "it is locked here"
    return ""


def built(model: type[Page], values: Values, entry: dict[str, Any]) -> Page:
    try:
        page: Page = model.from_serializable_data(values)
    except (ValidationError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise unreadable(entry) from error
    return page


def differ(own: Any, other: Any) -> bool:
    return bool(without_block_ids(own) != without_block_ids(other))


def refused(entry: dict[str, Any], error: ValidationError) -> NotMoved:
    return NotMoved(f"The page at {entry['address']} is refused: {' '.join(error.messages)}")


def unreadable(entry: dict[str, Any]) -> NotMoved:
    return NotMoved(f"The page at {entry['address']} cannot be read.")


def with_own_keys(latest: Page, name: str, parent: str, rows: list[Values]) -> list[Values]:
    """The rows as a draft holds them. A row that is the same keeps its number."""
    own = own_values(latest)[name]
    free = list(zip((row.pk for row in getattr(latest, name).all()), own, strict=True))
    keyed = []
    for row in rows:
        same = next((pair for pair in free if pair[1] == row), None)
        if same:
            free.remove(same)
        keyed.append({**row, "pk": same[0] if same else None, parent: latest.pk})
    return keyed


def publish(page: Page) -> str:
    """Why a page did not go out; "" where it did."""
    try:
        with transaction.atomic():
            page.get_latest_revision().publish()
    except ValidationError as error:
        return " ".join(error.messages)
    except DatabaseError:
        return "the database does not take it"
    page.refresh_from_db()
    return "" if page.live else "it may not be public here"
