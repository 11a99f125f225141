"""Making and taking away links between the framework and what goes with it."""

from collections.abc import Collection
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from content.publishing.gate import findings_of
from draftcomments.models import Item, Round
from framework.models import Measure, Statement, StrategyLink
from guidance.linking.hubs import Hub, guidance_of, measures_of, part_of, relation_of
from guidance.linking.permissions import (
    can_link_measures,
    can_link_page,
    can_link_strategies,
    can_publish_page,
)
from guidance.models import GuidancePage


class Outcome(Enum):
    """What became of a change to a guidance page."""

    PUBLISHED = "published"
    DRAFT = "draft"
    COMMENTS = "comments"


@transaction.atomic
def link_guidance(
    *, hub: Hub, wanted: Collection[int], among: Collection[int], user: User
) -> dict[int, Outcome]:
    """Let the guidance pages that are wanted name the hub, and the others among them not.

    Raises `PermissionDenied` where one that would change may not be edited.
    """
    now = guidance_of(hub)
    changed = {pk for pk in among if (pk in wanted) != (pk in now)}
    return {
        page.pk: change_page(page=page, hub=hub, linked=page.pk in wanted, user=user)
        for page in GuidancePage.objects.filter(pk__in=changed).select_related("latest_revision")
    }


def change_page(*, page: GuidancePage, hub: Hub, linked: bool, user: User) -> Outcome:
    """Change one page through its latest revision; published only where nothing else waits there.

    Comments on the page wait too, and whatever else the gate finds: whoever publishes in spite of
    it gives a reason, on its own page.
    """
    if not can_link_page(user, page):
        raise PermissionDenied(f"You may not edit “{page.draft_title}”.")
    publish = page.live and not page.has_unpublished_changes and can_publish_page(user, page)
    draft = page.get_latest_revision_as_object()
    relation = getattr(draft, relation_of(hub))
    others = [each for each in relation.all() if each.pk != hub.pk]
    relation.set([*others, hub] if linked else others)
    revision = draft.save_revision(user=user, log_action=True)
    if not publish:
        return Outcome.DRAFT
    if comments_wait_on(page):
        return Outcome.COMMENTS
    if findings_of(draft, user):
        return Outcome.DRAFT
    revision.publish(user=user)
    return Outcome.PUBLISHED


def comments_wait_on(page: GuidancePage) -> bool:
    """Whether people are asked about the page now, or have said what nobody has answered."""
    asked = Round.objects.of_page(page).open_now()
    return asked.exists() or Item.objects.known_to_wait_on(page).exists()


@transaction.atomic
def link_measures(*, hub: Hub, wanted: Collection[int], user: User) -> None:
    """Let exactly these measures name the hub."""
    if not can_link_measures(user):
        raise PermissionDenied("You may not change measures.")
    now = set(measures_of(hub).values_list("pk", flat=True))
    for measure in Measure.objects.filter(pk__in=now ^ set(wanted)):
        hubs = getattr(measure, relation_of(hub))
        if measure.pk in now:
            hubs.remove(hub)
        else:
            hubs.add(hub)
        log(instance=measure, action="wagtail.edit", user=user)


@transaction.atomic
def link_strategies(
    *,
    hub: Hub,
    stored: Collection[StrategyLink],
    removed: Collection[StrategyLink],
    user: User,
) -> None:
    """Store new and changed links of a hub to parts of strategies, and take others away."""
    if not can_link_strategies(user):
        raise PermissionDenied("You may not change links to strategies.")
    for link in removed:
        log(instance=link, action="wagtail.delete", user=user)
        link.delete()
    for link in stored:
        link.sub_phase = part_of(hub)
        link.statement = hub if isinstance(hub, Statement) else None
        action = "wagtail.edit" if link.pk else "wagtail.create"
        link.save()
        log(instance=link, action=action, user=user)
