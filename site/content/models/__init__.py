"""The small abstract pages that every public page is made from, and what changed on them."""

from content.models.changes import ChangeNote
from content.models.pages import BodyPage, PageInOtherFormats, PublicPage

__all__ = ["BodyPage", "ChangeNote", "PageInOtherFormats", "PublicPage"]
