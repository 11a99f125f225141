"""Withdrawn case studies: why an address no longer answers, told without the story."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page


class AskedBy(models.TextChoices):
    """Who asked for a story to go. A role, never a name."""

    PEOPLE = "people", "The people in the story"
    ORGANISATION = "organisation", "The organisation that did the work"
    TEAM = "team", "Our own team"


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    """Reads of withdrawals."""

    def of(self, page: Page) -> Self:
        """What keeps a page away from readers: it was withdrawn, or its address was."""
        held = Q(slug=page.slug)
        return self.filter(held | Q(page=page.pk) if page.pk else held)


class Withdrawal(models.Model):
    """A case study that was taken back. Its title and its words are not kept here."""

    slug = models.SlugField(
        "last part of the address", max_length=255, unique=True, allow_unicode=True
    )
    page = models.OneToOneField(
        "casestudies.CaseStudyPage",
        on_delete=models.SET_NULL,
        related_name="withdrawal",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField("withdrawn", default=timezone.now)
    asked_by = models.CharField(max_length=20, choices=AskedBy)
    reason = models.TextField(
        help_text=(
            "For editors only. Say why without the story: no names, no places,"
            " nothing that the page told."
        )
    )
    public_note = models.TextField(
        "note for readers",
        max_length=500,
        blank=True,
        help_text=(
            "Shown at the old address, where anyone can read it. Plain text, and nothing"
            " of the story. May be left empty."
        ),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    story_deleted = models.BooleanField(default=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["-withdrawn_at"]
        verbose_name = "withdrawn case study"
        verbose_name_plural = "withdrawn case studies"

    def __str__(self) -> str:
        return self.slug

    @property
    def story(self) -> str:
        """Whether anybody can still read the story in the admin."""
        return "Deleted" if self.story_deleted or self.page_id is None else "Kept, not public"
