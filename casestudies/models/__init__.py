"""Case studies, their outcomes, and the rows by which they are filtered."""

from casestudies.models.studies import CaseStudyPage, CaseStudySubPhase  # isort: skip
from casestudies.models.facets import CaseStudyFacet
from casestudies.models.index import CaseStudyIndexPage
from casestudies.models.outcomes import Outcome

__all__ = [
    "CaseStudyFacet",
    "CaseStudyIndexPage",
    "CaseStudyPage",
    "CaseStudySubPhase",
    "Outcome",
]
