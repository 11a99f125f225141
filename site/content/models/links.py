"""Addresses that editors typed, whether they still lead somewhere, and where they stand."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from content.link_checking.querysets import TypedLinkQuerySet

LONGEST_LINK = 2000
# What an editor chose in rich text, in place of an address: its kind and its number.
CHOSEN_PAGE, CHOSEN_FILE = "page:", "document:"
CHOSEN = (CHOSEN_PAGE, CHOSEN_FILE)


class LinkState(models.TextChoices):
    """What is known of a link."""

    NEW = "new", "Not checked yet"
    WORKS = "works", "Works"
    MOVED = "moved", "Has moved for good"
    GONE = "gone", "Is not there any more"
    FAILS = "fails", "Does not answer"
    PRIVATE = "private", "Is not on the public internet"
    UNSURE = "unsure", "Does not let programs look"


class TypedLink(models.Model):
    """An address as somebody typed it: of another site, or a path of this one; or what they chose.

    `failures` counts days, not tries. Until `leave_until` the other site asked us to wait.
    """

    address = models.CharField(max_length=LONGEST_LINK, unique=True)
    state = models.CharField(max_length=10, choices=LinkState, default=LinkState.NEW)
    code = models.PositiveSmallIntegerField("answer", null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    moved_to = models.CharField(max_length=LONGEST_LINK, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)
    failing_since = models.DateField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    leave_until = models.DateTimeField(null=True, blank=True)

    objects = TypedLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["address"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.address

    @property
    def is_outside(self) -> bool:
        return self.address.startswith("http")

    @property
    def shown(self) -> str:
        """What editors see of it. What was chosen is only listed once it was deleted."""
        if self.address.startswith(CHOSEN_PAGE):
            return "A page that was deleted"
        return "A file that was deleted" if self.address.startswith(CHOSEN_FILE) else self.address

    @property
    def problem(self) -> str:
        """What is wrong with it, in a few words for editors."""
        label = LinkState(self.state).label
        if self.state == LinkState.MOVED:
            return f"{label}, to {self.moved_to}"
        return f"{label}: {self.detail}" if self.detail else label


class LinkPlace(models.Model):
    """Where a typed link stands: in which part of which page or record."""

    link = models.ForeignKey(TypedLink, on_delete=models.CASCADE, related_name="places")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    where = models.CharField(max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "link", "where"],
                name="link_stands_once_in_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.where}: {self.link_id}"
