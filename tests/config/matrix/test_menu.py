"""What stands in the admin's menu of each role leads to where they may go."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory
from wagtail.admin.menu import Menu, admin_menu

from config.roles import LEADS, MODERATORS, WRITERS
from pages.models import HomePage
from tests.config.matrix.asking import answer_to, lets_in
from tests.config.matrix.expected import ALL
from tests.config.matrix.world import World, make_world

pytestmark = pytest.mark.django_db


def items_for(world: World, role: str) -> dict[str, str]:
    """Labels of all items that somebody sees, submenus included, with their addresses."""
    request = RequestFactory().get("/admin/")
    request.user, request.session = world.people[role], SessionStore()
    return dict(shown(admin_menu, request))


def shown(menu: Menu, request: Any) -> Iterator[tuple[str, str]]:
    for item in menu.menu_items_for_request(request):
        if submenu := getattr(item, "menu", None):
            yield from shown(submenu, request)
        elif item.url.startswith("/"):
            yield f"{item.label}: {item.url}", item.url


def test_every_item_leads_to_where_they_may_go(home_page: HomePage) -> None:
    world = make_world(home_page)
    refused = {
        (role, label)
        for role in ALL
        for label, address in items_for(world, role).items()
        if not lets_in(answer_to(world.people[role], address.partition("?")[0]))
    }
    assert not refused
    words = {role: " ".join(items_for(world, role)) for role in ALL}
    assert "Rounds" in words[LEADS]
    assert "To check" in words[MODERATORS]
    assert "Users" not in words[WRITERS]
