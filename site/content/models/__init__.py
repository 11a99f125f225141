"""The abstract pages of every public page type, and what is kept of pages: changes, reviews, links."""

from content.models.changes import ChangeNote
from content.models.links import LONGEST_LINK, LinkPlace, LinkState, TypedLink
from content.models.pages import BodyPage, PageInOtherFormats, PublicPage
from content.models.reviews import (
    LONGEST_MONTHS,
    USUAL_MONTHS,
    ReviewFrequency,
    months_between_reviews,
    next_review,
)

__all__ = [
    "LONGEST_LINK",
    "LONGEST_MONTHS",
    "USUAL_MONTHS",
    "BodyPage",
    "ChangeNote",
    "LinkPlace",
    "LinkState",
    "PageInOtherFormats",
    "PublicPage",
    "ReviewFrequency",
    "TypedLink",
    "months_between_reviews",
    "next_review",
]
