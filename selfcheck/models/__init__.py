"""The self-check's records: checks and their answers, teams, plans, questions, counts."""

from selfcheck.models.answers import LONGEST_NOTE, Answer, StatementAnswer
from selfcheck.models.checks import SelfCheck, Team, expiry_of_a_new_check
from selfcheck.models.counts import MonthlyCount
from selfcheck.models.pages import SelfCheckStartPage
from selfcheck.models.plans import LONGEST_LINE, Action
from selfcheck.models.questions import Question

__all__ = [
    "LONGEST_LINE",
    "LONGEST_NOTE",
    "Action",
    "Answer",
    "MonthlyCount",
    "Question",
    "SelfCheck",
    "SelfCheckStartPage",
    "StatementAnswer",
    "Team",
    "expiry_of_a_new_check",
]
