"""A step of a workflow that waits for answers to comments."""

from typing import Any

from wagtail.models import AbstractGroupApprovalTask, Page

from draftcomments.models.items import Item


class FeedbackAnsweredTask(AbstractGroupApprovalTask):
    """A group approves the page, and can do so once every comment on it has an answer.

    A comment on hold keeps nobody from it: else whoever approves would learn that there is one.
    """

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions: list[tuple[str, str, bool]] = super().get_actions(obj, user)
        if not isinstance(obj, Page) or not Item.objects.known_to_wait_on(obj).exists():
            return actions
        return [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> str:
        return "Members of the chosen groups approve, once every comment on the draft is answered"

    class Meta:
        verbose_name = "Feedback answered"
        verbose_name_plural = "Feedback answered"
