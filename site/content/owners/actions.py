"""Naming the owner of a page."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from content.owners.permissions import can_name_owner

NAME_OWNER = "content.name_owner"


@transaction.atomic
def name_owner(*, page: Page, owner: AbstractUser | None, user: AbstractUser) -> None:
    """It takes effect at once, without a revision: these leave a page's owner as it is."""
    if not can_name_owner(user, page):
        raise PermissionDenied("You may not name the owner of this page.")
    if page.owner_id == (owner.pk if owner else None):
        return
    Page.objects.filter(pk=page.pk).update(owner=owner)
    page.owner = owner
    log(instance=page, action=NAME_OWNER, user=user)
