"""Shows checked comments in the form in which a page is edited."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from draftcomments.reading.page_feedback import RoundFeedback, feedback_on


class FeedbackPanel(Panel):
    """What people said about the page, part by part. Belongs at the end of `content_panels`.

    It stands inside the form of the page, and so holds links and no form. An autosave does not draw
    it again.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "heading": "Feedback on this draft", "icon": "comment"})

    class BoundPanel(Panel.BoundPanel):
        template_name = "draftcomments/admin/panel.html"

        @cached_property
        def feedback(self) -> list[RoundFeedback]:
            return feedback_on(self.instance, self.request.user) if self.instance.pk else []

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.feedback)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "feedback": self.feedback}

        class Media:
            js = ("draftcomments/feedback-panel.js",)
