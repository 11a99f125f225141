"""The closed lists of the vocabularies."""

from django.db import models


class GroupFamily(models.TextChoices):
    """Which published list a population group comes from (`domain` source is on each record)."""

    INCLUSION_HEALTH = "inclusion-health", "Inclusion health groups"
    PLUS = "plus", "PLUS groups"
    PLUS_CHILDREN = "plus-children", "PLUS groups: children and young people"
    PROTECTED = "protected-characteristic", "Protected characteristics"
    LOCAL = "local", "Groups often named locally"
    PLACE = "place", "Places"


class OrganisationKind(models.TextChoices):
    ICB = "icb", "Integrated care board (ICB)"
