"""The table of the people of a round, with the ways in that each of them has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.widgets.button import ListingButton

from accounts.models import User
from draftcomments.models import AccessLink, Contributor, Round
from draftcomments.permissions import can_reach_people, can_run_round


@dataclass(frozen=True)
class Way:
    """A way in, in words. `stop_url` is empty where it is not to be stopped."""

    name: str
    state: str
    stop_url: str


class WaysColumn(Column):
    cell_template_name = "draftcomments/admin/people_ways_cell.html"


class PersonColumn(TitleColumn):
    """A pseudonym, with what can be done for the person below it."""

    def __init__(self, round: Round, may_run: bool, may_reach: bool) -> None:
        super().__init__("pseudonym", label="Person")
        self.round, self.may_run, self.may_reach = round, may_run, may_reach

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "buttons": list(self.buttons(instance))}

    def buttons(self, person: Contributor) -> Iterator[ListingButton]:
        if person.withdrawn_at:
            return
        args = [person.round_id, person.pk]
        if self.may_run and self.round.is_running:
            yield ListingButton(
                "New link",
                reverse("draftcomments_admin:add_link", args=args),
                attrs={"aria-label": f"New link for {person.pseudonym}"},
            )
        if self.may_reach and person.has_contact:  # type: ignore[attr-defined]  # annotated
            yield ListingButton(
                "How to reach them",
                reverse("draftcomments_admin:reach", args=args),
                attrs={"aria-label": f"How to reach them: {person.pseudonym}"},
            )
        yield ListingButton(
            "Take back everything",
            reverse("draftcomments_admin:withdraw", args=args),
            attrs={"aria-label": f"Take back everything of {person.pseudonym}"},
        )


def people_table(user: User, round: Round, people: Any) -> Table:
    """Each person by pseudonym. Needs `comments`, `with_news`, and the links fetched with the people."""
    may_run, may_reach = can_run_round(user, round), can_reach_people(user, round)
    columns = [
        PersonColumn(round, may_run, may_reach),
        Column("takes_part", label="Takes part", accessor=taking_part),
        Column("comments", label="Comments"),
        WaysColumn("ways", label="Ways in", accessor=lambda person: ways_of(person, may_run)),
    ]
    if may_reach:
        columns.append(Column("news", label="Something new to tell", accessor=to_tell))
    return Table(columns, people, caption="People in this round")


def to_tell(person: Any) -> str:
    """Whether somebody should hear from us. Where there is an email address, the site writes."""
    return "Yes" if person.has_news else "No"


def taking_part(person: Contributor) -> str:
    if person.withdrawn_at:
        return "Took everything back"
    return f"Since {person.started_at:%-d %B %Y}" if person.started_at else "Not yet"


def ways_of(person: Contributor, may_run: bool) -> list[Way]:
    """The newest first: it is the one that a person is most likely to have."""
    return [way(link, person, may_run) for link in reversed(person.links.all())]


def way(link: AccessLink, person: Contributor, may_run: bool) -> Way:
    stop_url = ""
    if may_run and link.is_usable:
        stop_url = reverse("draftcomments_admin:revoke_link", args=[person.round_id, link.pk])
    return Way(link.get_kind_display(), state_of(link), stop_url)


def state_of(link: AccessLink) -> str:
    if link.revoked_at:
        return "stopped"
    if not link.is_usable:
        return "has ended"
    if link.last_used_on is None:
        return "not opened yet"
    return f"last opened on {link.last_used_on:%-d %B %Y}"
