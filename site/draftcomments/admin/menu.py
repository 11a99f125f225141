"""The group “Feedback” in the admin’s menu."""

from django.urls import reverse_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.permissions import page_permission_policy

from draftcomments.admin.pages import StaffRequest
from draftcomments.permissions import can_moderate

WORK_ON_PAGES = ("add", "change", "publish", "lock")


class QueueMenuItem(MenuItem):
    """For whoever reads comments first."""

    def __init__(self) -> None:
        url = reverse_lazy("draftcomments_admin:queue")
        super().__init__("To check", url, name="feedback-queue", icon_name="tick-inverse", order=1)

    def is_shown(self, request: StaffRequest) -> bool:
        return can_moderate(request.user)


class RoundsMenuItem(MenuItem):
    """For them, and for whoever works on pages."""

    def __init__(self) -> None:
        url = reverse_lazy("draftcomments_admin:rounds")
        super().__init__("Rounds", url, name="feedback-rounds", icon_name="comment", order=2)

    def is_shown(self, request: StaffRequest) -> bool:
        user = request.user
        works = page_permission_policy.user_has_any_permission(user, WORK_ON_PAGES)
        return bool(works or can_moderate(user))


class FeedbackMenuItem(SubmenuMenuItem):
    def __init__(self) -> None:
        menu = Menu(items=[QueueMenuItem(), RoundsMenuItem()])
        super().__init__("Feedback", menu, name="feedback", icon_name="comment", order=240)
