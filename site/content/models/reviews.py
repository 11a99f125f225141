"""How often each kind of page is read again as a whole."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from content.review_days import months_later

USUAL_MONTHS = 12
LONGEST_MONTHS = 60


class ReviewFrequency(models.Model):
    """The months between two reviews of pages of one type, where it is not the usual 12."""

    content_type = models.OneToOneField(
        ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="kind of page"
    )
    months = models.PositiveSmallIntegerField(
        "months between reviews",
        default=USUAL_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)],
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "review frequency"
        verbose_name_plural = "review frequencies"

    def __str__(self) -> str:
        return f"{self.content_type.name}: every {self.months} months"


def months_between_reviews(model: type[models.Model]) -> int:
    """How often pages of a type are reviewed."""
    kind = ContentType.objects.get_for_model(model)
    given = ReviewFrequency.objects.filter(content_type=kind).values_list("months", flat=True)
    return given.first() or USUAL_MONTHS


def next_review(model: type[models.Model], reviewed_on: date) -> date:
    """The day by which a page of a type that was reviewed on a day is to be reviewed again."""
    return months_later(reviewed_on, months_between_reviews(model))
