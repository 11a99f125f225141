"""Who may name the owner of a page, and who can be one."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet
from wagtail.models import Page


def can_name_owner(user: AbstractUser, page: Page) -> bool:
    """Whoever may publish it: an owner may change and delete drafts that others may not."""
    return not page.is_root() and bool(page.permissions_for_user(user).can_publish())


def possible_owners() -> QuerySet[AbstractUser]:
    """People who may enter the admin."""
    named = get_user_model().objects.filter(
        Q(is_superuser=True)
        | Q(groups__permissions__codename="access_admin")
        | Q(user_permissions__codename="access_admin")
    )
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=named.values("pk"))
        .order_by("first_name", "last_name", "username")
    )
