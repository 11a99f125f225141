"""The buttons above a round: what can be done with it now, by whoever looks at it."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.admin.widgets.button import BaseButton, Button, ButtonWithDropdown, HeaderButton

from accounts.models import User
from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from draftcomments.permissions import can_help, can_run_round


def buttons_of(user: User, round: Round) -> list[BaseButton]:
    """The next steps, most likely first, and the rest behind three dots."""
    main = [*helping(user, round), *running(user, round)]
    more = list(looking(user, round))
    if not more:
        return main
    behind = {"aria-label": "More about this round"}
    dots = ButtonWithDropdown(
        buttons=more, icon_name="dots-horizontal", attrs=behind, classname="w-h-slim-header"
    )
    return [*main, dots]


def address(name: str, round: Round) -> str:
    return reverse(f"draftcomments_admin:{name}", args=[round.pk])


def helping(user: User, round: Round) -> Iterator[BaseButton]:
    if round.is_running and can_help(user, round):
        yield HeaderButton("Type in comments", address("help", round), icon_name="edit")


def running(user: User, round: Round) -> Iterator[BaseButton]:
    if not can_run_round(user, round):
        return
    if round.status == RoundStatus.DRAFT and round.page is not None:
        yield HeaderButton("Look and open", address("open_round", round), icon_name="view")
    elif round.is_open:
        yield HeaderButton("Give out links", address("issue_links", round), icon_name="link")
    elif round.is_running:
        yield HeaderButton("Archive", address("archive_round", round), icon_name="folder-inverse")


def looking(user: User, round: Round) -> Iterator[BaseButton]:
    """What is needed less often, or cannot be taken back."""
    if round.was_opened:
        yield Button("What people read", address("frozen", round), icon_name="doc-full")
    if not can_run_round(user, round):
        return
    if round.status != RoundStatus.ARCHIVED:
        yield Button("Change", address("change_round", round), icon_name="edit")
    if round.is_open:
        yield Button("Close now", address("close_round", round), icon_name="lock")
    if round.status == RoundStatus.DRAFT:
        yield Button("Delete", address("delete_round", round), icon_name="bin")
