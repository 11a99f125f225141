"""Ways into the page of links: from the lists of statements and parts, and from their forms."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.snippets.action_menu import ActionMenuItem

from accounts.models import User
from framework.models import Statement, SubPhase
from guidance.linking.hubs import address_of_links
from guidance.linking.permissions import can_make_links


def listing_buttons(snippet: Model, user: User, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Statement | SubPhase) and may_once(user):
        yield ListingButton("Links", address_of_links(snippet), icon_name="link", priority=22)


def may_once(user: User) -> bool:
    """Asked for each row of a list, answered once for each request: it has a user of its own."""
    known: bool | None = getattr(user, "_may_make_links", None)
    if known is None:
        known = can_make_links(user)
        user._may_make_links = known  # type: ignore[attr-defined]  # kept with the request
    return known


class LinksMenuItem(ActionMenuItem):
    """Beside the button that saves a statement or a part."""

    label = "Links"
    name = "action-links"
    icon_name = "link"
    order = 40

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and may_once(context["request"].user)

    def get_url(self, context: dict[str, Any]) -> str:
        return address_of_links(context["instance"])


def action_menu_item(model: type[Model]) -> LinksMenuItem | None:
    return LinksMenuItem() if model in {Statement, SubPhase} else None
