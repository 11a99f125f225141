"""The questions of the quick route, as records that editors keep."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import PreviewableMixin

from framework.enums import Lens
from framework.models import FormerWording, Statement, SubPhase

LONGEST_QUESTION = 200
DEFAULT_TEXT = "Which level is closest?"
LEVELS = ("emerging", "developing", "maturing", "thriving")


class Question(PreviewableMixin, models.Model):
    """The question about one sub-phase. Where a text is empty, the framework's own words are used.

    A sub-phase has one question in use at most. A retired one is kept: old answers were given to it.
    """

    identifier = models.SlugField(max_length=60, unique=True, help_text="Lasting.")
    sub_phase = models.ForeignKey(SubPhase, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=LONGEST_QUESTION, default=DEFAULT_TEXT)
    text_strategic = models.CharField(
        "text for strategic work", max_length=LONGEST_QUESTION, blank=True
    )
    text_operational = models.CharField(
        "text for operational work", max_length=LONGEST_QUESTION, blank=True
    )
    help_text = models.TextField(blank=True)
    emerging = models.TextField("Emerging looks like", blank=True)
    developing = models.TextField("Developing looks like", blank=True)
    maturing = models.TextField("Maturing looks like", blank=True)
    thriving = models.TextField("Thriving looks like", blank=True)
    retired_on = models.DateField(
        null=True, blank=True, help_text="From this day the question is not asked any more."
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    preview_modes = [  # as the page of the quick route, for each level of work
        ("", "Level of work not said"),
        (Lens.STRATEGIC.value, "Strategic work"),
        (Lens.OPERATIONAL.value, "Operational work"),
    ]

    class Meta:
        ordering = ["sub_phase__phase__number", "sub_phase__letter", "identifier"]
        constraints = [
            models.UniqueConstraint(
                fields=["sub_phase"],
                condition=Q(retired_on__isnull=True),
                name="one_question_in_use_for_each_sub_phase",
                violation_error_message="This sub-phase has a question already. Retire it first.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sub_phase.identifier}: {self.text}" if self.sub_phase_id else self.text

    def clean(self) -> None:
        """Give a new question an identifier of its own; keep an old one with its sub-phase."""
        if self.sub_phase_id is None:
            return
        if not self.identifier:
            self.identifier = free_identifier(self.sub_phase)
        before = Question.objects.filter(pk=self.pk).first()
        if before and before.sub_phase_id != self.sub_phase_id:
            said = "People have answered it about another part. Retire it, and add a new question."
            raise ValidationError({"sub_phase": said})
        if before is None and is_taken(self.identifier):
            # Former words of all three are kept in one list, under their identifiers.
            raise ValidationError("A sub-phase or a statement has this identifier already.")

    @property
    def own_hints(self) -> dict[str, str]:
        """What its own words say of each level that it has words for."""
        texts = {level: str(getattr(self, level)) for level in LEVELS}
        return {level: text for level, text in texts.items() if text}

    @property
    def worded(self) -> str:
        """The words that have a version: when they change, the old ones are kept."""
        lines = {
            "": self.text,
            "For strategic work: ": self.text_strategic,
            "For operational work: ": self.text_operational,
            "Help: ": self.help_text,
            **{f"{level.capitalize()}: ": text for level, text in self.own_hints.items()},
        }
        return "\n".join(f"{label}{text}" for label, text in lines.items() if text)

    @property
    def former_wordings(self) -> models.QuerySet[FormerWording]:
        """What it said before, the newest first."""
        return FormerWording.objects.filter(identifier=self.identifier).order_by("-version")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "selfcheck/question_preview.html"


def free_identifier(sub_phase: SubPhase) -> str:
    """An identifier that nothing else has. Questions are retired, not deleted."""
    taken = set(sub_phase.questions.values_list("identifier", flat=True))
    numbered = (f"question-{sub_phase.identifier}-{number}" for number in count(2))
    return next(name for name in numbered if name not in taken and not is_taken(name))


def is_taken(identifier: str) -> bool:
    """A sub-phase or a statement has the identifier."""
    records: tuple[type[SubPhase] | type[Statement], ...] = (SubPhase, Statement)
    return any(model.objects.filter(identifier=identifier).exists() for model in records)
