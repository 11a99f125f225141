"""The pages that somebody should read again when the status of a strategy changes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy

from accounts.models import User
from framework.models import Strategy, StrategyLink, SubPhase
from guidance.models import GuidancePage, StrategyIndexPage
from search.models import SearchDocument

IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
LEADING = "NHS "
FEWEST_LETTERS = 6
MEETS = "It is about a part of the framework that serves this strategy."
NAMES = "It names this strategy."


@dataclass(frozen=True)
class PageToReview:
    """A page and why it is listed. `may_edit` says whether this person can open it to edit."""

    page: Page
    reasons: tuple[str, ...]
    may_edit: bool


def names_in_text(strategy: Strategy) -> list[str]:
    """What a text calls a strategy: its name without what is in brackets, and each of two names.

    >>> names_in_text(Strategy(name="Core20PLUS5 (adults)"))
    ['Core20PLUS5']
    >>> names_in_text(Strategy(name="Joint Forward Plan / five-year plan"))
    ['Joint Forward Plan', 'five-year plan']
    >>> names_in_text(Strategy(name="NHS EDS 2022"))
    ['EDS 2022']
    """
    names = IN_BRACKETS.sub("", strategy.name).split(" / ")
    plain = [name.strip().removeprefix(LEADING) for name in names]
    return [name for name in plain if len(name) >= FEWEST_LETTERS] or [strategy.name]


def pages_about(parts: Iterable[int]) -> set[int]:
    """Guidance and case studies about some parts of the framework, drafts included."""
    pks = list(parts)
    guidance = GuidancePage.objects.about_any(pks).values_list("pk", flat=True)
    studies = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(SubPhase),
        to_object_id__in=[str(pk) for pk in pks],
        content_type__app_label="casestudies",
    )
    return {*guidance, *(int(pk) for pk in studies.values_list("object_id", flat=True))}


def pages_naming(strategy: Strategy) -> set[int]:
    """Public pages whose text names a strategy, without the list of all strategies."""
    named = Q()
    for name in names_in_text(strategy):
        named |= Q(title__icontains=name) | Q(summary__icontains=name) | Q(body__icontains=name)
    lists = StrategyIndexPage.objects.values("pk")
    found = SearchDocument.objects.filter(named).exclude(pk__in=lists)
    return set(found.values_list("pk", flat=True))


def pages_to_review(strategy: Strategy, user: User) -> list[PageToReview]:
    """What this person may see of the pages that the strategy touches, by title."""
    links = StrategyLink.objects.filter(element__strategy=strategy)
    about = pages_about(links.order_by().values_list("sub_phase_id", flat=True).distinct())
    naming = pages_naming(strategy)
    wanted = about | naming
    pages = page_permission_policy.explorable_instances(user).filter(pk__in=wanted)
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    editable = set(own.filter(pk__in=wanted).values_list("pk", flat=True))
    with_state = pages.prefetch_workflow_states().annotate_approved_schedule()
    return [
        PageToReview(
            page=page,
            reasons=tuple(
                reason for reason, pks in ((MEETS, about), (NAMES, naming)) if page.pk in pks
            ),
            may_edit=page.pk in editable,
        )
        for page in with_state.select_related("owner").order_by("title", "pk")
    ]
