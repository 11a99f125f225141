"""What the content app adds to Wagtail."""

from typing import Any

from django.urls import URLPattern
from wagtail import hooks

from content import reading_report
from content.admin import ChangeNoteViewSet
from content.links import KnownPageLinkHandler


@hooks.register("register_rich_text_features", order=100)
def look_up_page_links_together(features: Any) -> None:
    features.register_link_type(KnownPageLinkHandler)


@hooks.register("register_admin_urls")
def reading_age_urls() -> list[URLPattern]:
    return reading_report.urlpatterns


@hooks.register("register_reports_menu_item")
def reading_age_report() -> reading_report.ReadingAgeMenuItem:
    return reading_report.report_menu_item()


@hooks.register("register_admin_viewset")
def change_notes_viewset() -> ChangeNoteViewSet:
    return ChangeNoteViewSet("change_notes")
