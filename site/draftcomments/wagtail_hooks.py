"""What the comments on drafts add to Wagtail."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from accounts.models import User
from content.report_menu import ReportMenuItem
from draftcomments import admin_urls
from draftcomments.actions.answering import SHOW_ANSWER
from draftcomments.actions.moves import MOVE, TAKE_BACK
from draftcomments.actions.rounds import ARCHIVE, CLOSE, OPEN
from draftcomments.actions.stating import HIDE_STATEMENT, SHOW_STATEMENT
from draftcomments.admin.choosing import RoundChooserViewSet, round_chooser
from draftcomments.admin.dashboard import add_to_dashboard
from draftcomments.admin.menu import FeedbackMenuItem
from draftcomments.admin.page_button import buttons_for
from draftcomments.admin.publishing import (
    comments_that_wait,
    say_what_is_awaited,
    tell_of_what_is_on_hold,
)
from draftcomments.admin.reports import report_menu_item
from draftcomments.log_messages import AnswerShown
from draftcomments.may_see import may_see_upload
from draftcomments.permissions import permissions_by_name


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLPattern | URLResolver]:
    return [path("feedback/", include(admin_urls))]


@hooks.register("register_permissions")
def permissions_to_give() -> QuerySet[Permission]:
    """What administrators can give to groups of their own."""
    return permissions_by_name()


@hooks.register("register_reports_menu_item")
def feedback_report() -> ReportMenuItem:
    return report_menu_item()


hooks.register("construct_homepage_panels", add_to_dashboard)


@hooks.register("register_admin_menu_item")
def feedback_menu() -> FeedbackMenuItem:
    return FeedbackMenuItem()


@hooks.register("register_page_header_buttons")
def ask_for_feedback(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    return buttons_for(page, user)


@hooks.register("register_log_actions")
def feedback_in_the_log(actions: LogActionRegistry) -> None:
    actions.register_action(OPEN, "Open a round of feedback", "Feedback round opened")
    actions.register_action(CLOSE, "Close a round of feedback", "Feedback round closed")
    actions.register_action(ARCHIVE, "Archive a round of feedback", "Feedback round archived")
    actions.register_action(
        MOVE, "Confirm where a part is", "Confirmed where a part that people commented on is now"
    )
    actions.register_action(
        TAKE_BACK, "Take back where a part is", "Took back where a part that people commented on is"
    )
    actions.register_action(SHOW_ANSWER)(AnswerShown)
    actions.register_action(SHOW_STATEMENT, "Show a statement", "Statement of feedback shown")
    actions.register_action(HIDE_STATEMENT, "Hide a statement", "Statement of feedback hidden")


@hooks.register("register_admin_viewset")
def feedback_round_chooser() -> RoundChooserViewSet:
    return round_chooser


hooks.register("may_see_upload", may_see_upload)
hooks.register("publishing_findings", comments_that_wait)
# After the gate: it tells only those whose page is about to go out.
hooks.register("before_publish_page", tell_of_what_is_on_hold, order=200)
hooks.register("before_edit_page", say_what_is_awaited)
