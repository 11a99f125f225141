"""Fields for pictures: one for forms, which measures before it unpacks, and one for the model."""

from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.forms.fields import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.models import WagtailImageField as WagtailImageModelField
from wagtail.images.models import WagtailImageFieldFile

from images.pictures import NotAPictureError, TooManyPixelsError, kind_and_size
from images.places import without_places
from operations.disk_room import FOUND_NO_ROOM, FULL

TOO_MANY = "This picture has too many pixels: more than {:,}. Make it smaller and try again."


class PictureField(WagtailImageField):
    """Wagtail's field, which would unpack a picture to count its pixels: this one counts before."""

    def to_python(self, data: Any) -> Any:
        file = FileField.to_python(self, data)
        if file is None:
            return None
        if getattr(file, FOUND_NO_ROOM, False):
            raise ValidationError(FULL, code="no_room")
        self.check_image_file_size(file)
        self.check_before_unpacking(BytesIO(data["content"]) if isinstance(data, dict) else data)
        return super().to_python(data)

    def check_before_unpacking(self, file: IO[bytes]) -> None:
        too_many = ValidationError(
            TOO_MANY.format(self.max_image_pixels), code="file_too_many_pixels"
        )
        try:
            _, width, height = kind_and_size(file)
        except TooManyPixelsError as error:
            raise too_many from error
        except NotAPictureError as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        if width * height > self.max_image_pixels:
            raise too_many


class PictureFile(WagtailImageFieldFile):
    """A picture that is stored without the place where it was taken, whichever way it comes."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        super().save(name, cleaned(content), save)


class PictureModelField(WagtailImageModelField):
    """Wagtail's column, with files that are cleaned."""

    attr_class = PictureFile

    def deconstruct(self) -> Any:
        """The database sees Wagtail's field: no migration is owed."""
        name, _, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


def cleaned(content: File) -> File:
    """The same file, or one with the same picture that does not say where it was taken."""
    content.seek(0)
    before = content.read()
    content.seek(0)
    after = without_places(before)
    return content if after == before else ContentFile(after, name=content.name)
