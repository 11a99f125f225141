"""The closed lists of the framework."""

from django.db import models


class Advice(models.TextChoices):
    """What to do about a statement that is true: some describe weak practice."""

    KEEP = "keep", "Keep doing"
    MOVE_BEYOND = "move-beyond", "Move beyond"


class Lens(models.TextChoices):
    """The level of work that a statement speaks of."""

    BOTH = "both", "Strategic and operational"
    STRATEGIC = "strategic", "Strategic"
    OPERATIONAL = "operational", "Operational"

    @classmethod
    def beside(cls, lens: str) -> frozenset[str]:
        """What belongs with a level of work: itself and both; everything where none is named.

        >>> sorted(Lens.beside("strategic"))
        ['both', 'strategic']
        >>> Lens.beside("") == Lens.beside("both") == {"", "both", "strategic", "operational"}
        True
        """
        if lens in {"", cls.BOTH.value}:
            return frozenset({"", *cls.values})
        return frozenset({cls.BOTH.value, lens})


class Reach(models.TextChoices):
    """How wide the work goes. The framework names system and place; neighbourhood is ours."""

    SYSTEM = "system", "System"
    PLACE = "place", "Place"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"


class Wording(models.TextChoices):
    """Whose words a text is in."""

    OURS = "ours", "Our plain-English account"
    ADAPTED = "adapted", "Adapted from CQC text"
    OFFICIAL = "official", "CQC text"


class Rung(models.TextChoices):
    """The ladder of what can be measured, from reach to the gap itself."""

    REACH = "reach", "Reach and output"
    PARTICIPANTS = "participants", "Participant outcome"
    STAFF = "staff", "Staff outcome"
    DELIVERY = "delivery", "Service design or delivery change"
    PERFORMANCE = "performance", "Service performance"
    GAP = "gap", "Health or access gap"
    UNINTENDED = "unintended", "Unintended effect"


class Split(models.TextChoices):
    """How results are shown apart. The first four are the least that NHS bodies are asked for."""

    DEPRIVATION = "deprivation", "Deprivation"
    ETHNICITY = "ethnicity", "Ethnicity"
    AGE = "age", "Age"
    SEX = "sex", "Sex"
    OTHER = "other", "Another split"


class Activity(models.TextChoices):
    """What somebody did, in the words that they would choose: where a choice of measure starts."""

    LOOKED = "looked", "We looked at what is already known"
    REACHED = "reached", "We reached out to people we had not heard"
    LISTENED = "listened", "We listened to people, or asked them"
    TRAINED = "trained", "We trained or supported staff"
    SHARED = "shared", "We shared decisions, or designed together"
    CHANGED = "changed", "We changed a service"
    PLANNED = "planned", "We planned how to learn from it"


class StrategyKind(models.TextChoices):
    DUTY = "duty", "Duty"
    GUIDANCE = "guidance", "Guidance"
    PLAN = "plan", "Plan"
    PROGRAMME = "programme", "Programme"
    ASSESSMENT = "assessment", "Assessment"
    FRAMEWORK = "framework", "Framework"


class StrategyStatus(models.TextChoices):
    IN_FORCE = "in-force", "In force"
    CHANGING = "changing", "Changing"
    PAUSED = "paused", "Paused"
    SUPERSEDED = "superseded", "Superseded"
