"""Which fields the Word template asks for, in which order, under which names and hints."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalManyToManyField

from casestudies.models import CaseStudyPage, Outcome
from framework.ticks import TicksField

FIELD, ANSWER = "What we ask", "Your answer"
STORY_PART, OUTCOMES_PART, WORDS_PART = "The story", "Outcomes", "Words to choose from"
PARTS_PART, AGREEMENT_PART, BASICS_PART = (
    "Parts of the framework",
    "Confirmation, sources and licence",
    "Where, when and who",
)
SOURCE_HEADINGS = ("Source", "Address")
PART_HEADINGS = ("Part", "Level before", "Reached on", "Level after", "Reached after on")
BASICS = (
    "title",
    "summary",
    "organisation",
    "place",
    "lens",
    "reach",
    "started",
    "ended",
    "phases",
    "groups",
    "approaches",
    "methods",
    "partner_types",
)
STORY = (
    "problem",
    "what_we_did",
    "lived_experience_role",
    "lived_experience_support",
    "what_changed",
    "what_did_not_work",
    "effort",
    "differently",
    "transfer_advice",
)
AGREEMENT = (
    "confirmed_by",
    "confirmed_on",
    "confirmed_view",
    "already_public",
    "contact_role",
    "licence",
    "note",
)
OUTCOME = (
    "statement",
    "kind",
    "status",
    "measure",
    "indicator",
    "definition",
    "unit",
    "direction",
    "population",
    "suppressed",
    "baseline_value",
    "baseline_date",
    "baseline_denominator",
    "followup_value",
    "followup_date",
    "followup_denominator",
    "comparison",
    "comparison_baseline",
    "comparison_followup",
    "splits",
    "measured_by",
    "source",
    "limits",
    "community_view",
)
PART = ("sub_phase", "level_before", "level_before_on", "level_after", "level_after_on")
VOCABULARIES = ("phases", "groups", "approaches", "methods", "partner_types")
LICENCES = "For example: Open Government Licence v3.0, or Creative Commons Attribution 4.0."
OWN_HINTS = {
    "title": "A few words that say what was done.",
    "licence": f"How may others reuse your words? {LICENCES}",
    "organisation": "The integrated care board, by its full name at the time.",
}


def field_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def label_of(model: type[models.Model], name: str) -> str:
    """The name that the editor shows for a field."""
    return capfirst(str(field_of(model, name).verbose_name))


def labels(model: type[models.Model], names: tuple[str, ...]) -> dict[str, str]:
    """The fields by their names in small letters."""
    return {label_of(model, name).lower(): name for name in names}


def hint_of(model: type[models.Model], name: str) -> str:
    """What to write: the help of the editor, and what may be chosen."""
    field = field_of(model, name)
    own = OWN_HINTS.get(name) if model is CaseStudyPage else None
    return " ".join(part for part in (own or str(field.help_text), how_to_write(field)) if part)


def how_to_write(field: Any) -> str:
    """How a field of this kind is answered, so that it can be read without guessing."""
    match field:
        case TicksField():
            return f"One on each line: {listed(field.listed)}."
        case models.BooleanField():
            return "Yes or no."
        case models.DateField():
            return "Such as 31 March 2025."
        case models.DecimalField() | models.PositiveIntegerField():
            return "A number."
        case ParentalManyToManyField():
            return f"One on each line. The words are at the end, under “{WORDS_PART}”."
        case _ if field.choices:
            return f"One of: {listed(field.choices)}."
    return ""


def listed(choices: Any) -> str:
    return "; ".join(str(label) for value, label in choices if value)


STORY_FIELDS = labels(CaseStudyPage, STORY)
PAGE_FIELDS = labels(CaseStudyPage, (*BASICS, *AGREEMENT))
OUTCOME_FIELDS = labels(Outcome, OUTCOME)
