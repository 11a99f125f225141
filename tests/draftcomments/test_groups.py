"""The two groups that look after comments on drafts."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, override_settings

from accounts.models import User
from draftcomments.actions.groups import LEADS, MODERATORS
from draftcomments.permissions import can_read_originals, can_see_contacts, has_by_name
from pages.models import HomePage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def make_groups() -> str:
    said = StringIO()
    call_command("make_feedback_groups", stdout=said)
    return said.getvalue()


def member_of(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def test_moderators_check_words_and_see_no_contact_details() -> None:
    make_groups()
    moderator = member_of(MODERATORS)
    assert moderator.has_perm("wagtailadmin.access_admin")
    assert can_read_originals(moderator)
    assert not can_see_contacts(moderator)
    assert not has_by_name(moderator, "add_round")


def test_participation_leads_also_open_rounds_and_reach_people() -> None:
    make_groups()
    lead = member_of(LEADS)
    assert lead.has_perm("wagtailadmin.access_admin")
    assert can_read_originals(lead)
    assert can_see_contacts(lead)
    assert lead.has_perm("draftcomments.add_round")


def test_nobody_but_these_groups_is_given_anything() -> None:
    make_groups()
    given = Group.objects.filter(permissions__content_type__app_label="draftcomments")
    assert set(given.values_list("name", flat=True)) == {MODERATORS, LEADS}


def test_a_second_run_leaves_what_administrators_changed() -> None:
    assert make_groups() == f"Groups made: {MODERATORS}, {LEADS}.\n"
    Group.objects.get(name=LEADS).permissions.clear()
    assert make_groups() == "Groups for feedback are there.\n"
    assert not Group.objects.get(name=LEADS).permissions.exists()


def test_the_local_log_in_is_in_both_groups(home_page: HomePage) -> None:
    with override_settings(DEBUG=True, LOCAL_LOGIN=True):
        call_command("prepare_site", no_progress=True, stdout=StringIO())
    names = User.objects.get(username="editor").groups.values_list("name", flat=True)
    assert set(names) == {MODERATORS, LEADS}


def test_administrators_can_give_what_is_given_by_name_to_groups_of_their_own(
    editor_client: Client,
) -> None:
    page = editor_client.get("/admin/groups/new/").content.decode()
    for words in ("read them as written", "contact details of people who comment"):
        assert words in page
