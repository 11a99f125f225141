"""What happens when a page goes out by itself: through a workflow, or on its day."""

from typing import Any

from wagtail.models import Page, Revision

from draftcomments.actions.publishing import note_publishing


def note_that_comments_wait(
    sender: type[Page], instance: Page, revision: Revision | None = None, **kwargs: Any
) -> None:
    if revision is not None:
        note_publishing(page=instance, revision=revision)
