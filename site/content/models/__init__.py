"""The abstract pages of every public page type, what changed on them, and how often they are reviewed."""

from content.models.changes import ChangeNote
from content.models.pages import BodyPage, PageInOtherFormats, PublicPage
from content.models.reviews import LONGEST_MONTHS, USUAL_MONTHS, ReviewFrequency

__all__ = [
    "LONGEST_MONTHS",
    "USUAL_MONTHS",
    "BodyPage",
    "ChangeNote",
    "PageInOtherFormats",
    "PublicPage",
    "ReviewFrequency",
]
