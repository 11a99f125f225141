"""Images whose alternative text is required."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """An image with a description of what it shows, for people who cannot see it."""

    alt_text = models.CharField(
        "alternative text",
        max_length=250,
        help_text="What the picture shows, in one sentence. Never the name of the file.",
    )
    credit = models.CharField(
        max_length=250, blank=True, help_text="Who made the picture, and under which licence."
    )

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter"
            )
        ]
