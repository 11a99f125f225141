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


class Split(models.TextChoices):
    """How a result was reported for different people."""

    DEPRIVATION = "deprivation", "Deprivation"
    ETHNICITY = "ethnicity", "Ethnicity"
    AGE = "age", "Age"
    SEX = "sex", "Sex"
    OTHER = "other", "Another split"


class Facet(models.TextChoices):
    """The filters of the finder, in the order in which they stand."""

    PHASE = "phase", "Phase of the framework"
    GROUP = "group", "People and places"
    APPROACH = "approach", "Approach"
    OUTCOME = "outcome", "What happened"
    EVIDENCE = "evidence", "Kind of evidence"
    REGION = "region", "Region"
    ORGANISATION = "organisation", "Integrated care board (ICB)"


class Sort(models.TextChoices):
    """The orders that a reader may choose."""

    RELEVANCE = "relevance", "Best match"
    NEWEST = "newest", "Newest first"
    TITLE = "title", "Title, A to Z"
