"""Vocabularies that pages share, edited in the admin and loaded by `load_taxonomy`."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from taxonomy.enums import GroupFamily, OrganisationKind
from taxonomy.querysets import OrganisationQuerySet


class Term(models.Model):
    """One word of a vocabulary, with a lasting slug and where the word comes from."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    description = models.CharField(max_length=400, blank=True)
    source = models.URLField(max_length=500, blank=True, help_text="Where this term comes from.")
    note = models.CharField(max_length=400, blank=True, help_text="For editors: doubts, checks.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Region(Term):
    """One of the seven NHS regions of England."""


class PopulationGroup(Term):
    """A group of people, in the exact words of the list that names it."""

    family = models.CharField(max_length=30, choices=GroupFamily)
    also_in = models.JSONField(default=list, blank=True, help_text="Other lists that name it.")

    class Meta(Term.Meta):
        ordering = ["family", "position", "name"]


class Approach(Term):
    """How far people share in decisions: from informing to co-production."""

    class Meta(Term.Meta):
        verbose_name_plural = "approaches"


class Purpose(Term):
    """What an engagement method is for."""


class Method(Term):
    """A way of engaging people, such as a focus group."""


class PartnerType(Term):
    """A kind of organisation or group that an ICS works with."""


class Organisation(Term):
    """An organisation with dates: boards merge, so a name holds from one day to another."""

    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.ICB)
    short_name = models.CharField(max_length=120)
    code = models.CharField(max_length=20, blank=True, help_text="Statistical code, if known.")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="organisations", null=True, blank=True
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Last day it existed.")
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Term.Meta):
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_ends_after_it_starts",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="organisation_code_is_unique"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "The last day must not be before the first day."})
