"""What readers said of a page: useful or not, and why. Nothing says who they were."""

from django.db import models
from django.utils import timezone


class PageOpinions(models.Model):
    """How many readers found an address useful, or not, on one day."""

    address = models.CharField(max_length=500)
    day = models.DateField(default=timezone.localdate)
    useful = models.PositiveIntegerField(default=0)
    not_useful = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-day", "address"]
        default_permissions = ("view",)
        verbose_name = "opinions of a page"
        verbose_name_plural = "opinions of pages"
        constraints = [
            models.UniqueConstraint(fields=["address", "day"], name="one_row_a_day_for_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.address} on {self.day}"


class PageRemark(models.Model):
    """What a reader wrote about a page. Deleted after a year."""

    address = models.CharField(max_length=500, db_index=True)
    day = models.DateField(default=timezone.localdate, db_index=True)
    was_useful = models.BooleanField()
    words = models.TextField(max_length=1000)
    submit_key = models.CharField(max_length=64, unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-day", "-pk"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return f"Remark on {self.address}"
