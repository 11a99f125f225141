"""The gate: what is found on a page, and the one place that no way of publishing passes by."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from wagtail import hooks
from wagtail.models import Page, PageLogEntry

from content.publishing.findings import Finding

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

HOOK = "publishing_findings"
PUBLISH_WITH_REASON = "content.publish_with_reason"
PLAN_STOPPED = "content.plan_stopped"
OF_PUBLISHING = ("live", "live_revision_id", "last_published_at")
"""What publishing changes, and nothing else does to a page that stays public."""


class PublishingStopped(ValidationError, PermissionDenied):  # noqa: N818 (says what happened)
    """A page would have gone out although something stops it.

    It is of both kinds so that each way of publishing, ours or not, knows how to refuse: forms and
    the admin's API take it as words, all others as a thing that nobody may do.
    """

    def __init__(self, stops: Collection[Finding]) -> None:
        self.stops = tuple(stops)
        words = [f"{finding.words}" for finding in stops]
        super().__init__({NON_FIELD_ERRORS: words})
        self.args = (" ".join(words),)


def findings_of(page: Page, user: "AbstractUser | None" = None) -> list[Finding]:
    """All that is found on a page as it stands in memory, what stops first.

    Other apps add theirs by the hook `publishing_findings`, called with the page and with whoever
    asks: `None` where nobody does.
    """
    own = getattr(page, "publishing_findings", None)
    found = list(own()) if own else []
    for hook in hooks.get_hooks(HOOK):
        found += hook(page, user)
    return sorted(found, key=lambda finding: not finding.stops)


def stops_of(page: Page) -> list[Finding]:
    return [finding for finding in findings_of(page) if finding.stops]


def warnings_of(page: Page, user: "AbstractUser | None" = None) -> list[Finding]:
    return [finding for finding in findings_of(page, user) if not finding.stops]


def refuse_to_go_out(page: Page, update_fields: Collection[str] | None) -> None:
    """Raise `PublishingStopped` where storing a page would bring it to readers as it must not be."""
    if goes_out(page, update_fields) and (stops := stops_of(page)):
        raise PublishingStopped(stops)


def goes_out(page: Page, update_fields: Collection[str] | None) -> bool:
    """Whether storing a page publishes it: at most one query, and none where it is not public.

    An editor can save over a version that is public already, so its number does not tell enough.
    """
    if not (page.live and page.live_revision_id):
        return False
    if update_fields is not None and {"live", "live_revision"}.isdisjoint(update_fields):
        return False
    if page._state.adding:
        return True
    stored = Page.objects.filter(pk=page.pk).values_list(*OF_PUBLISHING).first()
    return stored != tuple(getattr(page, name) for name in OF_PUBLISHING)


def ends_workflow(page: Page) -> bool:
    """Whether the next approval of a page publishes it."""
    state = page.current_workflow_state
    return bool(state and state.is_at_final_task)


def stopped_plans() -> QuerySet[Page]:
    """Pages that were to go out by themselves and were stopped, and that nobody has saved since."""
    stopped = PageLogEntry.objects.filter(
        action=PLAN_STOPPED, page=OuterRef("pk"), revision=OuterRef("latest_revision")
    )
    return Page.objects.filter(Exists(stopped), has_unpublished_changes=True)
