"""What came of a person's comments, as the person reads it: each with its answers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from draftcomments.access import Access
from draftcomments.drafts.changes import Change, changes_in, frozen_sections
from draftcomments.drafts.sections import Section
from draftcomments.models import Item, Outcome
from draftcomments.reading.own_comments import OwnComment, own_comments


@dataclass(frozen=True)
class Answer:
    """An answer that was shown, with the parts that changed because of the comment."""

    outcome: Outcome
    changes: list[Change]


@dataclass(frozen=True)
class Reply:
    """A comment of the person's with what came of it; no answers where there is none yet."""

    comment: OwnComment
    answers: list[Answer]


def replies_to(access: Access) -> list[Reply]:
    """All of a person's comments, those with an answer first. Four queries.

    Once the page is gone, nothing of the draft is shown any more: the answers are.
    """
    comments = own_comments(access)
    frozen = frozen_sections(access.round) if access.round.page_id else None
    answers = answers_to(access, frozen)
    replies = [Reply(comment, answers[comment.item.pk]) for comment in comments]
    return sorted(replies, key=lambda reply: not reply.answers)


def answers_to(access: Access, frozen: Mapping[str, Section] | None) -> Mapping[int, list[Answer]]:
    """The shown answers to a person's comments, by the number of the comment."""
    own = Item.objects.filter(contributor=access.contributor).only("pk")
    outcomes = Outcome.objects.shown().filter(items__in=own).distinct()
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    for outcome in outcomes.prefetch_related(Prefetch("items", own, to_attr="own")):
        changes = [] if frozen is None else changes_in(outcome.changed_sections, frozen)
        for item in outcome.own:
            answers[item.pk].append(Answer(outcome, changes))
    return answers
