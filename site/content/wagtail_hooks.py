"""What the content app adds to Wagtail."""

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from content import checks_in_editor, reading_report, review_button, review_report
from content.admin import ChangeNoteViewSet, ReviewFrequencyViewSet
from content.dashboard import gather_figures
from content.digest import SEND_DIGEST
from content.link_checking import report as broken_links_report
from content.link_handlers import KnownPageLinkHandler
from content.owners.actions import NAME_OWNER
from content.owners.views import urlpatterns as owner_urlpatterns
from content.publishing.gate import PLAN_STOPPED, PUBLISH_WITH_REASON
from content.publishing.log_messages import PlanStopped, PublishedWithReason
from content.publishing.other_ways import (
    back_to_the_dashboard,
    offer_no_approval,
    refuse_to_copy,
    refuse_to_publish_many,
)
from content.publishing.views import show_checklist
from content.publishing.views import urlpatterns as publishing_urlpatterns
from content.report_menu import ReportMenuItem, works_on_pages
from content.review_actions import REVIEWED
from content.review_button import PageReviewed
from content.review_figures import add_page_figures
from content.word.buttons import import_button
from content.word.views import urlpatterns as word_urlpatterns


@hooks.register("register_rich_text_features", order=100)
def look_up_page_links_together(features: Any) -> None:
    features.register_link_type(KnownPageLinkHandler)


hooks.register("construct_wagtail_userbar", checks_in_editor.check_house_style)


@hooks.register("register_admin_urls")
def owner_urls() -> list[URLPattern]:
    return owner_urlpatterns


@hooks.register("register_log_actions")
def owners_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action(NAME_OWNER, "Name the owner of a page", "Owner named")


hooks.register("register_page_header_buttons", import_button)


@hooks.register("register_admin_urls")
def word_import_urls() -> list[URLPattern]:
    return word_urlpatterns


@hooks.register("register_admin_urls")
def reading_age_urls() -> list[URLPattern]:
    return reading_report.urlpatterns


@hooks.register("register_reports_menu_item")
def reading_age_report() -> ReportMenuItem:
    return reading_report.report_menu_item()


@hooks.register("register_admin_viewset")
def change_notes_viewset() -> ChangeNoteViewSet:
    return ChangeNoteViewSet("change_notes")


@hooks.register("register_admin_viewset")
def review_frequencies_viewset() -> ReviewFrequencyViewSet:
    return ReviewFrequencyViewSet("review_frequencies")


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern]:
    return [*review_button.urlpatterns, *review_report.urlpatterns]


@hooks.register("register_log_actions")
def reviews_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action(REVIEWED)(PageReviewed)
    actions.register_action(SEND_DIGEST, "Send review digest", "Monthly digest of reviews sent")


hooks.register("register_reports_menu_item", review_report.review_report_item)
hooks.register("register_reports_menu_item", review_report.old_drafts_item)
hooks.register("register_page_header_buttons", review_button.header_buttons)
hooks.register("construct_homepage_panels", add_page_figures)
# After every app has added its own.
hooks.register("construct_homepage_panels", gather_figures, order=1000)


@hooks.register("register_admin_urls")
def broken_links_urls() -> list[URLPattern]:
    return broken_links_report.urlpatterns


hooks.register("register_reports_menu_item", broken_links_report.report_menu_item)


@hooks.register("construct_homepage_panels")
def broken_links_figure(request: Any, panels: list[Any]) -> None:
    if works_on_pages(request.user):
        panels.append(broken_links_report.dashboard_panel(request.user))


@hooks.register("register_admin_urls")
def publishing_urls() -> list[URLPattern]:
    return publishing_urlpatterns


@hooks.register("register_log_actions")
def publishing_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action(PUBLISH_WITH_REASON)(PublishedWithReason)
    actions.register_action(PLAN_STOPPED)(PlanStopped)


# After those who refuse for good: it asks only where the page may be published at all.
hooks.register("before_publish_page", show_checklist, order=100)
hooks.register("before_bulk_action", refuse_to_publish_many, order=100)
hooks.register("before_copy_page", refuse_to_copy)
hooks.register("construct_page_action_menu", offer_no_approval)


hooks.register("after_edit_page", back_to_the_dashboard)


@hooks.register("insert_editor_js")
def wait_for_autosave() -> SafeString:
    return format_html('<script src="{}"></script>', static("content/wait-for-autosave.js"))
