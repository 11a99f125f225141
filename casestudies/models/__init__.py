"""Case studies, their outcomes, and the rows by which they are filtered."""

from casestudies.models.studies import CaseStudyPage  # isort: skip
from casestudies.models.index import CaseStudyIndexPage
from casestudies.models.offers import Offer, OfferStatus, StoryPeople
from casestudies.models.outcomes import Outcome
from casestudies.models.sub_phases import CaseStudySubPhase
from casestudies.models.withdrawals import AskedBy, Withdrawal

__all__ = [
    "AskedBy",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "CaseStudySubPhase",
    "Offer",
    "OfferStatus",
    "Outcome",
    "StoryPeople",
    "Withdrawal",
]
