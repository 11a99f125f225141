"""The page where a self-check starts."""

from typing import Any, ClassVar

from content.models import BodyPage
from draftcomments.panels import FeedbackPanel


class SelfCheckStartPage(BodyPage):
    """Where a self-check starts: what it is for, what is stored, and one button."""

    listing_kind = "Self-check"
    template = "selfcheck/self_check_start_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[Any]] = []
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]
