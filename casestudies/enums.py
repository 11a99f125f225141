"""The closed lists of case studies and their outcomes."""

from django.db import models


class OutcomeKind(models.TextChoices):
    """What an outcome is about: the ladder of the framework's part 7b, from reach to effects."""

    REACH = "reach", "Reach and output"
    PARTICIPANT = "participant", "Change for people who took part"
    STAFF = "staff", "Change for staff"
    SERVICE_CHANGE = "service-change", "Change in how a service is designed or run"
    PERFORMANCE = "performance", "How a service performs"
    GAP = "gap", "Gap in health or access"
    UNINTENDED = "unintended", "Unintended effect, wanted or not"


class OutcomeStatus(models.TextChoices):
    """How far the measuring has come, and whether the news is good."""

    MEASURED = "measured", "Measured"
    EARLY_SIGN = "early-sign", "Early sign"
    PLANNED = "planned", "Planned"
    NOT_MEASURED = "not-measured", "Not measured"
    NO_CHANGE = "no-change", "No change"
    WORSE = "worse", "Worse"


STILL_OPEN = (OutcomeStatus.PLANNED, OutcomeStatus.NOT_MEASURED)
NOT_REPORTED = "not-reported"


class Direction(models.TextChoices):
    """Which way the project hoped the number would go."""

    UP = "up", "Up"
    DOWN = "down", "Down"


class MeasuredBy(models.TextChoices):
    """Who did the measuring."""

    ICS = "ics", "The integrated care system (ICS) itself"
    PARTNER = "partner", "A partner"
    COMMUNITY = "community", "The community"
    INDEPENDENT = "independent", "Somebody independent"


class Learning(models.TextChoices):
    """What a case study says that most leave out."""

    DID_NOT_WORK = "did-not-work", "Says what did not work"
    COST = "cost", "Says what it cost"
    PAID = "support", "Says how people were paid and supported"
    CONFIRMED = "confirmed", "Confirmed by the people in the story"


class Movement(models.TextChoices):
    """Whether a level of the framework was reached from another."""

    MOVED = "moved", "Moved up a level"
    STAYED = "stayed", "Stayed at a level"


class Facet(models.TextChoices):
    """The filters of the finder, in the order in which they stand."""

    PHASE = "phase", "Phase of the framework"
    GROUP = "group", "People and places"
    OUTCOME = "outcome", "What happened"
    EVIDENCE = "evidence", "Kind of evidence"
    LEARNING = "learning", "What it tells you"
    SUB_PHASE = "part", "Part of the framework"
    MOVEMENT = "movement", "Change of level"
    APPROACH = "approach", "Approach"
    METHOD = "method", "Method"
    PARTNER = "partner", "Partners"
    MEASURED_BY = "measured-by", "Who measured"
    SPLIT = "split", "Results shown apart by"
    LENS = "lens", "Kind of work"
    REACH = "reach", "Reach"
    REGION = "region", "Region"
    ORGANISATION = "organisation", "Integrated care board (ICB)"
    TRUTH = "truth", "Real or made up"


ALWAYS_SHOWN = (Facet.PHASE, Facet.GROUP, Facet.OUTCOME, Facet.EVIDENCE, Facet.LEARNING)


class Truth(models.TextChoices):
    """Whether it happened."""

    REAL = "real", "Really happened"
    MADE_UP = "made-up", "Made-up example"


class Sort(models.TextChoices):
    """The orders that a reader may choose."""

    RELEVANCE = "relevance", "Best match"
    NEWEST = "newest", "Newest first"
    EVIDENCE = "evidence", "Strongest evidence first"
    TITLE = "title", "Title, A to Z"


# What a list of case studies can be had as, beside the page: the `format` in its address.
FORMATS = {
    "csv": "CSV",
    "xlsx": "Excel (XLSX)",
    "json": "JSON",
    "atom": "Atom feed",
}
