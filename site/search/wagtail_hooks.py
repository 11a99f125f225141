"""What search adds to the admin."""

from typing import Any

from django.utils import timezone
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from content.report_menu import works_on_pages
from operations.facts import HOOK
from search.admin import (
    SearchWordsViewSet,
    UnansweredSearchAdmin,
    dashboard_panel,
    unanswered_item,
)
from search.state import facts_of_search

modeladmin_register(UnansweredSearchAdmin)
hooks.register(HOOK, facts_of_search)
hooks.register("register_reports_menu_item", unanswered_item)


@hooks.register("register_admin_viewset")
def search_words_viewset() -> SearchWordsViewSet:
    return SearchWordsViewSet("search_words")


@hooks.register("construct_homepage_panels")
def unanswered_figure(request: Any, panels: list[Any]) -> None:
    if works_on_pages(request.user):
        panels.append(dashboard_panel(request.user, today=timezone.localdate()))
