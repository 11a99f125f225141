"""The records of comments on drafts."""

from draftcomments.models.items import LONGEST_COMMENT, LONGEST_QUOTE, Item, ItemEvent
from draftcomments.models.outcomes import Outcome, SectionMove
from draftcomments.models.people import AccessLink, ConsentEvent, Contributor, ContributorContact
from draftcomments.models.rounds import LONGEST_QUESTION, MOST_QUESTIONS, Round
from draftcomments.models.tasks import FeedbackAnsweredTask

__all__ = [
    "LONGEST_COMMENT",
    "LONGEST_QUESTION",
    "LONGEST_QUOTE",
    "MOST_QUESTIONS",
    "AccessLink",
    "ConsentEvent",
    "Contributor",
    "ContributorContact",
    "FeedbackAnsweredTask",
    "Item",
    "ItemEvent",
    "Outcome",
    "Round",
    "SectionMove",
]
