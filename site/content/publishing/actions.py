"""Publishing past what only asks for a reason, and keeping in a page's history what was passed."""

import logging
from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from content.publishing.findings import Finding
from content.publishing.gate import (
    PLAN_STOPPED,
    PUBLISH_WITH_REASON,
    PublishingStopped,
    findings_of,
    warnings_of,
)

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_with_reason(*, page: Page, revision: Revision, user: AbstractUser, reason: str) -> None:
    """Publish a version of a page, and keep in its history why what was found did not matter.

    Where the version is planned for a day, it is planned. Raises `ValidationError` for the reason,
    and `PublishingStopped` where no reason would do.
    """
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied("You may not publish this page.")
    found = findings_of(revision.as_object(), user)
    if stops := [finding for finding in found if finding.stops]:
        raise PublishingStopped(stops)
    refuse_reason(found, reason)
    note(page=page, revision=revision, user=user, findings=found, reason=reason.strip())
    PublishPageRevisionAction(revision, user=user).execute()


def refuse_reason(findings: Iterable[Finding], reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why. It stays in the history of the page."})
    for finding in findings:
        if finding.takes_reason is not None:
            finding.takes_reason(reason)


def note_publishing(*, page: Page, revision: Revision) -> None:
    """Keep that a page went out with something that nobody was asked to give a reason for.

    So it is when a workflow ends, when something came up between the planning of a publication and
    its day, and when a program publishes.
    """
    found = warnings_of(page)
    if not found:
        return
    entries = PageLogEntry.objects.filter(action=PUBLISH_WITH_REASON, revision=revision)
    known = {name for entry in entries for name in entry.data["findings"]}
    if new := [finding for finding in found if finding.name not in known]:
        note(page=page, revision=revision, user=None, findings=new, reason="")


def note(
    *,
    page: Page,
    revision: Revision,
    user: AbstractUser | None,
    findings: Iterable[Finding],
    reason: str,
) -> None:
    found = list(findings)
    data = {
        "findings": [finding.name for finding in found],
        "words": [finding.noted or finding.words for finding in found],
        "reason": reason,
    }
    log(instance=page, action=PUBLISH_WITH_REASON, user=user, revision=revision, data=data)


@transaction.atomic
def take_plan_back(*, page: Page, revision: Revision, because: ValidationError) -> None:
    """Keep as a draft what was to go out by itself, and say in its history what was in the way."""
    page.revisions.update(approved_go_live_at=None)
    data = {"words": because.messages}
    log(instance=page, action=PLAN_STOPPED, revision=revision, data=data)
    logger.warning("Page %s was planned for today and was not published.", page.pk)
