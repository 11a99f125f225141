"""The owner of a page: shown in the editor, and named by those who may publish it."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from config.actions import make_roles
from config.roles import EDITORS, PUBLISHERS, WRITERS
from content.owners.actions import NAME_OWNER, name_owner
from pages.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home_page: HomePage) -> Page:
    make_roles()
    owner = member_of(WRITERS, first_name="Olive", last_name="Owner")
    return StandardPageFactory(parent=home_page, owner=owner)


def member_of(name: str, **values: str) -> User:
    user = UserFactory(**values)
    user.groups.add(Group.objects.get(name=name))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(page: Page) -> str:
    return reverse("page_owner", args=[page.pk])


@pytest.mark.parametrize(("role", "may"), [(EDITORS, False), (PUBLISHERS, True)])
def test_the_editor_shows_the_owner_and_publishers_the_way_to_name_another(
    page: Page, role: str, *, may: bool
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client_of(member_of(role)).get(edit).content.decode()
    assert "Olive Owner" in shown
    assert (address(page) in shown) == may


def test_a_publisher_names_another_owner_and_publishes_nothing(page: Page) -> None:
    publisher, writer = member_of(PUBLISHERS), member_of(WRITERS)
    page.title = "Of a draft"
    page.save_revision()
    answer = client_of(publisher).post(address(page), {"owner": writer.pk})
    assert answer.status_code == 302
    now = Page.objects.get(pk=page.pk)
    assert now.owner == writer
    assert now.title != "Of a draft"
    assert now.get_latest_revision_as_object().title == "Of a draft"
    entry = PageLogEntry.objects.get(action=NAME_OWNER)
    assert (entry.user, entry.page_id) == (publisher, page.pk)
    assert now.permissions_for_user(writer).can_edit()


def test_publishing_a_draft_from_before_leaves_the_new_owner(page: Page) -> None:
    publisher, writer = member_of(PUBLISHERS), member_of(WRITERS)
    revision = page.save_revision()
    name_owner(page=page, owner=writer, user=publisher)
    revision.publish()
    assert Page.objects.get(pk=page.pk).owner == writer


def test_a_page_can_be_without_owner(page: Page) -> None:
    client = client_of(member_of(PUBLISHERS))
    client.post(address(page), {"owner": ""})
    assert Page.objects.get(pk=page.pk).owner is None
    client.post(address(page), {"owner": ""})
    assert PageLogEntry.objects.filter(action=NAME_OWNER).count() == 1


def test_somebody_without_admin_is_not_offered_and_not_taken(page: Page) -> None:
    outsider, gone = UserFactory(), member_of(WRITERS)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    client = client_of(member_of(PUBLISHERS))
    for nobody in (outsider, gone):
        answer = client.post(address(page), {"owner": nobody.pk})
        assert answer.status_code == 200
        assert "Select a valid choice" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).owner == page.owner


def test_an_editor_may_not_name_an_owner(page: Page) -> None:
    editor = member_of(EDITORS)
    assert client_of(editor).post(address(page), {"owner": editor.pk}).status_code == 403
    with pytest.raises(PermissionDenied):
        name_owner(page=page, owner=editor, user=editor)
    assert Page.objects.get(pk=page.pk).owner == page.owner
