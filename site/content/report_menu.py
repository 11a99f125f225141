"""Items of the menu of reports, each for those who may read its report."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

ANY_PAGE_PERMISSION = ["add", "change", "publish"]


def works_on_pages(user: AbstractUser) -> bool:
    """Whether somebody adds, changes or publishes pages anywhere."""
    return bool(page_permission_policy.user_has_any_permission(user, ANY_PAGE_PERMISSION))


class ReportMenuItem(MenuItem):
    """A report by the name of its address; it is shown to those of whom `is_for` is true."""

    def __init__(
        self,
        label: str,
        address_name: str,
        *,
        name: str,
        icon: str,
        order: int,
        is_for: Callable[[Any], bool] = works_on_pages,
    ) -> None:
        super().__init__(label, reverse(address_name), name=name, icon_name=icon, order=order)
        self.is_for = is_for

    def is_shown(self, request: Any) -> bool:
        return self.is_for(request.user)
