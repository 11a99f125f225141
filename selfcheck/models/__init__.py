"""The self-check's records: checks and their answers, teams, plans, questions, counts."""

from selfcheck.models.answers import LONGEST_NOTE, Answer, StatementAnswer
from selfcheck.models.checks import LOADED, SelfCheck, Team, expiry_of_a_new_check
from selfcheck.models.counts import MonthlyCount
from selfcheck.models.pages import SelfCheckStartPage
from selfcheck.models.plans import LONGEST_LINE, MOST_ACTIONS, Action
from selfcheck.models.questions import Question

__all__ = [
    "LOADED",
    "LONGEST_LINE",
    "LONGEST_NOTE",
    "MOST_ACTIONS",
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
