"""Makes the groups of the table of roles, and the workflow that takes a page through them."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from config.roles import (
    ABILITIES,
    EDITORS,
    FEEDBACK_STEP,
    LATER_STEPS,
    ROLES,
    WORKFLOW,
)
from draftcomments.models import FeedbackAnsweredTask

# Groups that Wagtail's migrations make, with what each may do on the root of all pages.
WAGTAILS_OWN = {
    EDITORS: {"add_page", "change_page"},
    "Moderators": {"add_page", "change_page", "lock_page", "publish_page", "unlock_page"},
}


@dataclass(frozen=True)
class Outcome:
    """What became of a group: what it lacks of the table, and what it has beyond it."""

    name: str
    changed: bool
    lacks: frozenset[str] = frozenset()
    beyond: frozenset[str] = frozenset()


@transaction.atomic
def make_roles(*, reset: bool = False) -> list[Outcome]:
    """Every group of the table and the workflow. What is there stays, unless it is to be reset."""
    home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    outcomes = [make_role(name=name, home=home, reset=reset) for name in ROLES]
    make_workflow(home=home)
    remove_group_that_nobody_uses()
    return outcomes


@transaction.atomic
def make_role(*, name: str, home: Page | None = None, reset: bool = False) -> Outcome:
    """One group of the table. Without a home page, it is given nothing to do with pages."""
    group, is_new = Group.objects.get_or_create(name=name)
    is_new = is_new or is_as_wagtail_made_it(group)
    if is_new or reset:
        give(group=group, home=home)
    wanted, has = permissions_of(name), held_by(group, home)
    if home is None:
        wanted = has
    return Outcome(name, is_new or reset, frozenset(wanted - has), frozenset(has - wanted))


def give(*, group: Group, home: Page | None) -> None:
    """All that the table says, and no more."""
    found = {label(each): each for each in known_permissions()}
    mine = [ability for ability in ABILITIES if group.name in ability.who]
    group.permissions.set(found[name] for ability in mine for name in ability.models)
    GroupPagePermission.objects.filter(group=group).delete()
    if home is not None:
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=home, permission=found[f"wagtailcore.{name}"])
            for ability in mine
            for name in ability.pages
        )
    GroupCollectionPermission.objects.filter(group=group).delete()
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=found[name])
        for ability in mine
        for name in ability.files
    )


def known_permissions() -> list[Permission]:
    """Those that the table names, in one query."""
    wanted = Q()
    for name in {name for role in ROLES for name in permissions_of(role)}:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted).select_related("content_type"))


def label(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def permissions_of(role: str) -> set[str]:
    """What the table gives to a role, wherever it is given."""
    mine = [ability for ability in ABILITIES if role in ability.who]
    return {
        *(name for ability in mine for name in (*ability.models, *ability.files)),
        *(f"wagtailcore.{name}" for ability in mine for name in ability.pages),
    }


def held_by(group: Group, home: Page | None) -> set[str]:
    """What a group has in the three places where the table gives something."""
    root = Collection.get_first_root_node()
    places = Q(group=group) | Q(grouppagepermission__group=group, grouppagepermission__page=home)
    in_files = Q(groupcollectionpermission__group=group, groupcollectionpermission__collection=root)
    found = Permission.objects.filter(places | in_files).select_related("content_type").distinct()
    return {label(each) for each in found}


def is_as_wagtail_made_it(group: Group) -> bool:
    """Whether it is a group that came with Wagtail and that nobody has touched."""
    if group.name not in WAGTAILS_OWN:
        return False
    on_pages = GroupPagePermission.objects.filter(group=group).values_list(
        "page__depth", "permission__codename"
    )
    apps = ("wagtailadmin", "wagtailimages", "wagtaildocs")
    return set(on_pages) == {(1, name) for name in WAGTAILS_OWN[group.name]} and not (
        group.permissions.exclude(content_type__app_label__in=apps).exists()
    )


def make_workflow(*, home: Page) -> None:
    """Writer, feedback of people with lived experience, editor, publisher; for all pages below.

    A home page that has a workflow keeps it, and so does a workflow of this name.
    """
    if Workflow.objects.filter(name=WORKFLOW).exists():
        return
    workflow = Workflow.objects.create(name=WORKFLOW)
    steps: list[Task] = [step(FeedbackAnsweredTask, *FEEDBACK_STEP)]
    steps += [step(GroupApprovalTask, *named) for named in LATER_STEPS]
    for position, task in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})


def step(
    kind: type[FeedbackAnsweredTask] | type[GroupApprovalTask], name: str, group: str
) -> FeedbackAnsweredTask | GroupApprovalTask:
    task = kind.objects.create(name=name)
    task.groups.add(Group.objects.get(name=group))
    return task


def remove_group_that_nobody_uses() -> None:
    """Wagtail's “Moderators” beside ours would be taken for one of them."""
    group = Group.objects.filter(name="Moderators", user=None).first()
    if group is None or not is_as_wagtail_made_it(group) or WorkflowState.objects.exists():
        return
    for task in GroupApprovalTask.objects.filter(groups=group):
        for workflow in task.active_workflows:
            workflow.deactivate()
        task.deactivate()
    group.delete()
