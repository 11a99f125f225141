"""Forms of the admin for pictures and documents: what is refused is refused with words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from images.fields import PictureField
from operations.disk_room import FOUND_NO_ROOM, FULL, NoRoomError
from uploads.contents import problem_with
from uploads.storage import DiskStorage

# Wagtail keeps a picture twice while its description is awaited; others are made from it.
COPIES = 3
NO_STORAGE = "Files cannot be stored at the moment. Nothing was saved. Try again in a few minutes."


class ImageForm(BaseImageForm):
    """Wagtail's form for a picture, which measures before it unpacks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wagtails := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=wagtails.label, required=wagtails.required, widget=wagtails.widget
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            make_sure_of_room(self.instance.file.storage, file)
        return file


class DocumentForm(BaseDocumentForm):
    """Wagtail's form for a document, which looks at what is in it."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            make_sure_of_room(self.instance.file.storage, file)
            if problem := problem_with(file.name or "", file):
                raise ValidationError(problem, code="wrong_content")
        return file


def make_sure_of_room(storage: Storage, file: UploadedFile) -> None:
    """Say at the form that nothing can be stored, before anything is."""
    if getattr(file, FOUND_NO_ROOM, False):
        raise ValidationError(FULL, code="no_room")
    if not isinstance(storage, DiskStorage):
        return
    try:
        storage.make_sure_of_room(COPIES * (file.size or 0))
    except NoRoomError as error:
        raise ValidationError(FULL, code="no_room") from error
    except OSError as error:
        raise ValidationError(NO_STORAGE, code="no_storage") from error
