"""What readers are told has changed, with its day."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from wagtail.models import Page

# A backslash is a slash to browsers, and two of them begin another site's address.
ON_THIS_SITE = RegexValidator(
    r"^/(?![/\\])[^\s\\]*\Z", "Give an address on this site, from the slash, such as /measures/."
)
NO_TITLE = "Give a title: it is what the link to the address says."


class ChangeNote(models.Model):
    """A change that readers should know of: of a page, or of a record with an address of its own.

    Where `page` is set, title and address are the page's, and the note is public as long as it is.
    """

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="change_notes", null=True, blank=True
    )
    title = models.CharField(max_length=255, blank=True)
    address = models.CharField(
        max_length=500,
        blank=True,
        validators=[ON_THIS_SITE],
        help_text="On this site, from the slash.",
    )
    day = models.DateField(default=timezone.localdate, db_index=True)
    text = models.CharField("what changed", max_length=250)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) ^ ~models.Q(address=""),
                name="a_change_is_of_a_page_or_of_an_address",
                violation_error_message="Choose a page, or give an address: one of the two.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.address and not self.title.strip():
            raise ValidationError({"title": NO_TITLE})
