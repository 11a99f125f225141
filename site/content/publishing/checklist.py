"""The checklist of a page: what stops it, what asks for a reason, what is right, and where to go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from wagtail.admin.panels import PublishingPanel
from wagtail.models import Page

from content.publishing.findings import Finding
from content.publishing.gate import findings_of


@dataclass(frozen=True)
class Entry:
    """A finding, and the address where it is put right."""

    words: str
    address: str
    is_elsewhere: bool


@dataclass(frozen=True)
class Checklist:
    stops: list[Entry]
    warnings: list[Entry]
    right: list[str]

    @property
    def is_clear(self) -> bool:
        return not (self.stops or self.warnings)


def checklist_of(page: Page, user: AbstractUser, *, from_elsewhere: bool = False) -> Checklist:
    """What is found on a page as it stands in memory. `from_elsewhere`: not shown in its editor."""
    found = findings_of(page, user)
    named = {finding.name for finding in found}
    asked: Mapping[str, str] = getattr(page, "right_before_publishing", {})
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) if from_elsewhere else ""
    entries = [(finding.stops, entry_of(finding, page, edit)) for finding in found]
    return Checklist(
        stops=[entry for stops, entry in entries if stops],
        warnings=[entry for stops, entry in entries if not stops],
        right=[words for name, words in asked.items() if name not in named],
    )


def entry_of(finding: Finding, page: Page, edit: str) -> Entry:
    if finding.address:
        return Entry(finding.words, finding.address, is_elsewhere=True)
    anchor = anchors_of(page.specific_class).get(finding.field, "")
    return Entry(finding.words, f"{edit}{anchor}", is_elsewhere=False)


@cache
def anchors_of(model: type[Page]) -> dict[str, str]:
    """Where each field stands in the editor of a kind of page: in which section of which tab."""
    found: dict[str, str] = {}
    tabs = model.get_edit_handler()
    for tab, tab_name in zip(tabs.children, tabs.child_identifiers, strict=True):
        for section, name in zip(tab.children, tab.child_identifiers, strict=True):
            address = f"#panel-child-{tab_name}-{name}-section"
            found |= dict.fromkeys(fields_in(section), address)
    return found


def fields_in(panel: Any) -> Iterator[str]:
    """The fields of a panel, and of those that it holds. The schedule is not among the panels."""
    if isinstance(panel, PublishingPanel):
        return
    if name := getattr(panel, "field_name", "") or getattr(panel, "relation_name", ""):
        yield name
    for child in getattr(panel, "children", []):
        yield from fields_in(child)
