"""Who looks after comments in tests: moderators, editors of a page, superusers."""

import re
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from tests.factories.accounts import UserFactory

SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


def seen_in(client: Client, address: str) -> str:
    """What the form of a page carries of the values that it shows."""
    found = SEEN.search(client.get(address).content.decode())
    assert found is not None
    return found[1]


def given(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def a_moderator(**values: Any) -> User:
    """Somebody whose group may check comments, and who edits no page."""
    group, _ = Group.objects.get_or_create(name="Checkers of comments")
    group.permissions.add(
        given("wagtailadmin", "access_admin"), given("draftcomments", "moderate_item")
    )
    user = UserFactory(**values)
    user.groups.add(group)
    return user


def an_editor_of(page: Page, **values: Any) -> User:
    """Somebody who may edit one page and what is below it, and nothing else."""
    group, _ = Group.objects.get_or_create(name=f"Editors of page {page.pk}")
    group.permissions.add(given("wagtailadmin", "access_admin"))
    GroupPagePermission.objects.get_or_create(
        group=group, page=page, permission=given("wagtailcore", "change_page")
    )
    user = UserFactory(**values)
    user.groups.add(group)
    return user


def a_superuser(**values: Any) -> User:
    return UserFactory(is_superuser=True, is_staff=True, **values)


def in_the_admin(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown_to(client: Client, address: str) -> str:
    """What somebody reads at an address, which has to be there for them."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()
