"""Who may link what: asked for each page and each kind of record."""

from django.http import HttpRequest
from wagtail.permissions import page_permission_policy

from accounts.models import User
from guidance.models import GuidancePage

MEASURES = "framework.change_measure"
ADD, CHANGE, DELETE = (f"framework.{action}_strategylink" for action in ("add", "change", "delete"))


class EditorRequest(HttpRequest):
    """A request to the admin, which lets nobody in but editors."""

    user: User


def editable_pages(user: User) -> set[int]:
    """The guidance pages that somebody may edit."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return set(GuidancePage.objects.filter(pk__in=pages.values("pk")).values_list("pk", flat=True))


def pages_to_link(user: User) -> tuple[list[GuidancePage], list[GuidancePage]]:
    """The pages that somebody may edit: those that may be linked now, and those that are locked."""
    pages = GuidancePage.objects.filter(pk__in=editable_pages(user)).order_by("path")
    free: list[GuidancePage] = []
    locked: list[GuidancePage] = []
    for page in pages.prefetch_workflow_states().annotate_approved_schedule():
        (free if can_link_page(user, page) else locked).append(page)
    return free, locked


def can_link_page(user: User, page: GuidancePage) -> bool:
    """Whoever may edit the page, unless it is locked for them."""
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_edit()) and not permissions.page_locked()


def can_publish_page(user: User, page: GuidancePage) -> bool:
    return can_link_page(user, page) and bool(page.permissions_for_user(user).can_publish())


def can_link_measures(user: User) -> bool:
    return user.has_perm(MEASURES)


def can_link_strategies(user: User) -> bool:
    """To add, change and remove belong together here."""
    return user.has_perms([ADD, CHANGE, DELETE])


def can_make_links(user: User) -> bool:
    """Whether somebody may link anything at all."""
    return can_link_measures(user) or can_link_strategies(user) or bool(editable_pages(user))
