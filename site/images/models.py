"""Images whose alternative text is required."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import File
from django.db import models
from PIL.Image import DecompressionBombError
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
    get_upload_to,
)
from wagtail.utils.file import hash_filelike

from images.fields import PictureModelField, cleaned

CANNOT_BE_READ = (OSError, ValueError, SyntaxError, DecompressionBombError)


@contextmanager
def missing_if_it_fails(errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """A picture that cannot be read, made or stored is, for a page, a picture that is missing."""
    try:
        yield
    except (InvalidFilterSpecError, SourceImageIOError):
        raise
    except errors as error:
        raise SourceImageIOError(f"{type(error).__name__}: {error}") from error


class CustomImage(AbstractImage):
    """An image with a description of what it shows, for people who cannot see it."""

    file = PictureModelField(
        upload_to=get_upload_to, width_field="width", height_field="height", verbose_name="file"
    )
    alt_text = models.CharField(
        "alternative text",
        max_length=250,
        help_text="What the picture shows, in one sentence. Never the name of the file.",
    )
    credit = models.CharField(
        max_length=250, blank=True, help_text="Who made the picture, and under which licence."
    )

    admin_form_fields = (*Image.admin_form_fields, "alt_text", "credit")

    class Meta(AbstractImage.Meta):
        indexes = [models.Index(fields=["file"], name="images_by_file")]

    @property
    def default_alt_text(self) -> str:
        return self.alt_text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Size and hash are those of what is stored, which says nothing of where it was taken."""
        if self.file and not self.file._committed:
            self.clean_new_file()
        super().save(*args, **kwargs)

    def clean_new_file(self) -> None:
        before = self.file.file
        after = cleaned(before)
        if after is not before:
            self.file = after  # type: ignore[assignment]  # Django takes any file here
            self.file_hash, self.file_size = hash_filelike(after), after.size

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002 - Wagtail names it
        with missing_if_it_fails(CANNOT_BE_READ):
            return super().generate_rendition_file(filter, source=source)

    def create_rendition(self, filter: Filter) -> AbstractRendition:  # noqa: A002 - Wagtail names it
        with missing_if_it_fails((OSError,)):
            return super().create_rendition(filter)

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        with missing_if_it_fails((OSError,)):
            return super().create_renditions(*filters)


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        indexes = [models.Index(fields=["file"], name="renditions_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_per_filter"
            )
        ]
