"""Editions of the published framework that were brought in, and uploads that wait for a yes."""

from django.conf import settings
from django.db import models


class Edition(models.Model):
    """A published version of the framework whose words are shown here, with its licence."""

    identifier = models.SlugField(max_length=60, unique=True, help_text="Lasting.")
    title = models.CharField(max_length=200)
    published_on = models.DateField()
    makers = models.CharField(max_length=300, help_text="Who made it, as its notice names them.")
    licence = models.CharField(max_length=100)
    licence_address = models.URLField(max_length=500)
    attribution = models.TextField(help_text="The acknowledgement that its licence asks for.")
    source = models.URLField(max_length=500)
    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class OfficialTextUpload(models.Model):
    """A file with official text that somebody has looked through and may load.

    `content` is the file as the documented JSON has it. `seen` is the fingerprint of the framework
    that the changes were shown against: where it differs by then, they are shown again.
    """

    file_name = models.CharField(max_length=255)
    content = models.JSONField()
    seen = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    loaded_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name
