"""The narrow table that the finder counts and filters by."""

from django.db import models

from casestudies.enums import Facet
from casestudies.models.studies import CaseStudyPage


class CaseStudyFacet(models.Model):
    """One value of one filter that holds for one published case study."""

    page = models.ForeignKey(CaseStudyPage, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12, choices=Facet)
    value = models.SlugField(max_length=100, db_index=False)

    class Meta:
        ordering = ["page_id", "facet", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "value", "page"], name="facet_value_once_for_a_study"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.facet} {self.value}"
