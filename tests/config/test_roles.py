"""The table of roles: the groups that are made of it, and what becomes of those that are there."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from wagtail import hooks
from wagtail.models import Site, Workflow, WorkflowPage

from accounts.models import User
from config.actions import held_by, label, make_role, make_roles
from config.roles import (
    ABILITIES,
    ADMINISTRATORS,
    EDITORS,
    LEADS,
    MODERATORS,
    PUBLISHERS,
    ROLES,
    WORKFLOW,
    WRITERS,
)
from draftcomments.models import FeedbackAnsweredTask
from draftcomments.permissions import can_read_originals, can_see_contacts, has_by_name
from pages.models import HomePage
from tests.factories.accounts import UserFactory
from tests.house.places import ROOT

pytestmark = pytest.mark.django_db

YES, NO = "yes", ""
# Wagtail offers these for what has a register. Nothing is written there, whoever is given them.
ONLY_TO_LOOK_AT = (
    "_outcome",
    "_monthlycount",
    "unansweredsearch",
    "view_organisation",
    "view_pageremark",
)


def said_by(*arguments: str) -> str:
    said = StringIO()
    call_command("make_roles", *arguments, stdout=said)
    return said.getvalue()


def member_of(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def test_each_group_has_what_the_table_says_and_no_more(home_page: HomePage) -> None:
    assert all(outcome.changed for outcome in make_roles())
    for outcome in make_roles():
        assert not outcome.changed
        assert not outcome.lacks | outcome.beyond, outcome.name


def test_the_document_shows_the_table() -> None:
    head = ["What", *ROLES]
    rows = [
        [each.words, *(YES if role in each.who else NO for role in ROLES)] for each in ABILITIES
    ]
    table = "\n".join(
        "| " + " | ".join(row).replace("|  ", "| ").rstrip() + (" |" if row[-1] else "|")
        for row in [head, ["---"] * len(head), *rows]
    )
    shown = Path(ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    assert squeezed(table) in squeezed(shown)


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize(
    ("role", "writes", "changes", "publishes"),
    [
        (WRITERS, True, False, False),
        (EDITORS, True, True, False),
        (PUBLISHERS, True, True, True),
        (ADMINISTRATORS, True, True, True),
        (MODERATORS, False, False, False),
        (LEADS, False, False, False),
    ],
)
def test_what_a_role_may_do_with_pages(
    home_page: HomePage, role: str, *, writes: bool, changes: bool, publishes: bool
) -> None:
    make_roles()
    may = home_page.permissions_for_user(member_of(role))
    assert may.can_add_subpage() == writes
    assert may.can_edit() == changes
    assert may.can_publish() == publishes


def test_only_participation_leads_reach_people_and_nobody_else_reads_their_words(
    home_page: HomePage,
) -> None:
    make_roles()
    people = {name: member_of(name) for name in ROLES}
    assert {name for name, user in people.items() if can_read_originals(user)} == {
        MODERATORS,
        LEADS,
    }
    for allowed in (can_see_contacts, lambda user: has_by_name(user, "add_round")):
        assert {name for name, user in people.items() if allowed(user)} == {LEADS}


def test_every_permission_that_can_be_given_is_in_the_table(home_page: HomePage) -> None:
    """Whoever adds one decides here whose it is."""
    offered = {label(each) for hook in hooks.get_hooks("register_permissions") for each in hook()}
    given = {name for ability in ABILITIES for name in ability.models}
    left = {name for name in offered - given if not name.endswith(ONLY_TO_LOOK_AT)}
    assert not left


def test_a_second_run_leaves_what_administrators_changed_and_tells_of_it(
    home_page: HomePage,
) -> None:
    make_roles()
    group = Group.objects.get(name=LEADS)
    group.permissions.clear()
    assert f"{LEADS}: there already.\n  lacks draftcomments.add_round" in said_by()
    assert not group.permissions.exists()


def test_a_reset_gives_what_the_table_says(home_page: HomePage) -> None:
    make_roles()
    before = {name: held_by(Group.objects.get(name=name), home_page) for name in ROLES}
    Group.objects.get(name=LEADS).permissions.clear()
    Group.objects.get(name=WRITERS).page_permissions.all().delete()
    said_by("--reset")
    assert {name: held_by(Group.objects.get(name=name), home_page) for name in ROLES} == before


def test_a_dry_run_changes_nothing(home_page: HomePage) -> None:
    names = set(Group.objects.values_list("name", flat=True))
    assert f"{WRITERS}: made." in said_by("--dry-run")
    assert set(Group.objects.values_list("name", flat=True)) == names
    assert not Workflow.objects.filter(name=WORKFLOW).exists()


def test_an_untouched_group_of_wagtails_goes_and_one_in_use_stays(home_page: HomePage) -> None:
    moderators = Group.objects.get(name="Moderators")
    member = UserFactory()
    member.groups.add(moderators)
    make_roles()
    assert Group.objects.filter(name="Moderators").exists()
    member.groups.clear()
    make_roles()
    assert not Group.objects.filter(name="Moderators").exists()


def test_editors_whom_somebody_changed_before_stay_as_they_are(home_page: HomePage) -> None:
    editors = Group.objects.get(name=EDITORS)
    editors.page_permissions.filter(permission__codename="add_page").delete()
    outcomes = {outcome.name: outcome for outcome in make_roles()}
    assert not outcomes[EDITORS].changed


def test_one_group_can_be_made_alone(db: None) -> None:
    assert make_role(name=MODERATORS).changed
    assert can_read_originals(member_of(MODERATORS))


def test_without_a_site_it_says_what_to_do(db: None) -> None:
    Site.objects.all().delete()
    with pytest.raises(CommandError, match="prepare_site"):
        said_by()


def test_pages_go_from_the_writer_through_feedback_and_editor_to_the_publisher(
    home_page: HomePage,
) -> None:
    make_roles()
    workflow = home_page.get_workflow()
    assert workflow.name == WORKFLOW
    steps = [task.specific for task in workflow.tasks]
    assert isinstance(steps[0], FeedbackAnsweredTask)
    assert [step.groups.get().name for step in steps] == [LEADS, EDITORS, PUBLISHERS]


def test_a_home_page_that_has_a_workflow_keeps_it(home_page: HomePage) -> None:
    own = Workflow.objects.create(name="Our own")
    WorkflowPage.objects.create(page=home_page, workflow=own)
    make_roles()
    assert home_page.get_workflow() == own


def test_the_local_log_in_is_in_both_groups_for_feedback(home_page: HomePage) -> None:
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
