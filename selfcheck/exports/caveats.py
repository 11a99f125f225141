"""What every file says of itself: what it is, what it is not, and what is not known yet."""

from selfcheck.report import Report

WHAT_IT_IS = (
    "A self-check against the framework “Addressing health inequalities through engagement with"
    " people and communities”, published by the Care Quality Commission with National Voices and"
    " the Point of Care Foundation. Some of its parts have no questions here yet. How answers"
    " become levels is this site’s own rule. The makers of the framework have not checked it."
)
NOT_A_SCORE = (
    "This is a start for talking and for making things better. It is not a score. It is not for"
    " ranking people or places."
)
UNSURE_STEP = (
    "Not sure yet. Read the four levels with someone who sees this part from another side."
)
UNKNOWN_STEP = (
    "We have not yet been able to read the published text for {}, so we cannot say what it asks"
    " for."
)
STRATEGIES = (
    "These links are our own reading. They do not show that you meet a strategy or a duty. “In"
    " force” is about the strategy, not about you."
)
REASONS = "The reasons are about the whole part, whatever kind of work you chose."
PASSED = "This date has passed"


def what_it_is(report: Report) -> str:
    """What the file is, and for a team whose answers these are."""
    return " ".join(filter(None, (WHAT_IT_IS, report.team_note)))
