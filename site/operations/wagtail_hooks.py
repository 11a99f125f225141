"""What operations adds to Wagtail: the page for operators, and what the site says of itself."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from wagtail import hooks
from wagtail.models import Page

from operations import operator_page
from operations.copies import facts_of_copies
from operations.facts import HOOK, Fact
from operations.jobs_state import facts_of_jobs_and_mail
from operations.requests import name_route
from operations.state import backup, database, disk, planned_publication, version


@hooks.register("register_admin_urls")
def operator_urls() -> list[URLPattern]:
    return operator_page.urlpatterns


hooks.register("register_reports_menu_item", operator_page.operator_menu_item)


@hooks.register("register_permissions")
def operator_permission() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="operations", codename="see_operator_page"
    )


@hooks.register("before_serve_page")
def name_kind_of_page(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """All pages have one pattern of address: the log tells them apart by their kind."""
    name_route(page._meta.label)


# Each by itself: one that cannot be read keeps no other away.
for fact in (database, disk, planned_publication, backup, version):
    hooks.register(HOOK, fact)


@hooks.register(HOOK)
def state_of_jobs_and_mail() -> Iterable[Fact]:
    return facts_of_jobs_and_mail()


@hooks.register(HOOK)
def state_of_copies() -> Iterable[Fact]:
    return facts_of_copies()
