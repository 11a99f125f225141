"""Pictures and documents on their way in: checked as an upload is, stored, or taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from modelcluster.models import model_from_serializable_data
from wagtail.images.models import AbstractImage
from wagtail.utils.file import hash_filelike

from images.fields import PictureField
from moving.names import name_in
from moving.parcel import Parcel
from moving.refusals import NotMoved
from moving.values import as_values, moved_fields
from uploads.contents import problem_with

LARGEST_SIDE = 1


class Files:
    """What is stored while content arrives. A dry run stores nothing."""

    def __init__(self, *, dry: bool) -> None:
        self.dry = dry
        self.stored: list[tuple[Storage, str]] = []

    def make(self, model: type[Model], reference: str, parcel: Parcel) -> Model:
        """A new picture or document. Raises `NotMoved` where an editor could not upload it."""
        medium = parcel.media[reference]
        data = parcel.read(medium["file"])
        if hash_filelike(BytesIO(data)) != name_in(reference, model):
            raise NotMoved(f"The file of “{medium['title']}” is another one than its name says.")
        record: Any = described(model, medium["values"], medium["title"])
        check_upload(model, medium["called"], data, medium["title"])
        record.file_hash, record.file_size = name_in(reference, model), len(data)
        self.attach(record, medium["called"], data)
        check(record, medium["title"])
        record.save()
        if not self.dry:
            self.stored.append((record.file.storage, record.file.name))
        return record

    def attach(self, record: Any, name: str, data: bytes) -> None:
        """Give a record its file; in a dry run only a name, as nobody will look at it."""
        if not self.dry:
            record.file = ContentFile(data, name=name)
            return
        if isinstance(record, AbstractImage):
            record.width = record.height = LARGEST_SIDE
        # Past the descriptor, which would open the file to measure it.
        record.__dict__["file"] = name

    def take_away(self) -> None:
        for storage, name in self.stored:
            storage.delete(name)
        self.stored.clear()


@contextmanager
def files_or_nothing(*, dry: bool) -> Iterator[Files]:
    """Files that are taken away again where what they were stored for fails."""
    files = Files(dry=dry)
    try:
        yield files
    except BaseException:
        files.take_away()
        raise


def described(model: type[Model], values: Any, title: str) -> Model:
    if unknown := sorted(set(as_values(values)) - set(moved_fields(model))):
        raise NotMoved(f"“{title}” has “{unknown[0]}”, which is not known here.")
    try:
        made: Model = model_from_serializable_data(model, {"pk": None, **values})
    except (ValidationError, TypeError, ValueError) as error:
        raise NotMoved(f"What is said of “{title}” cannot be read.") from error
    return made


def check_upload(model: type[Model], name: str, data: bytes, title: str) -> None:
    if not issubclass(model, AbstractImage):
        if problem := problem_with(name, BytesIO(data)):
            raise NotMoved(f"The document “{title}” is refused: {problem}")
        return
    try:
        PictureField().clean(SimpleUploadedFile(name, data))
    except ValidationError as error:
        raise NotMoved(f"The picture “{title}” is refused: {' '.join(error.messages)}") from error


def check(record: Model, title: str) -> None:
    try:
        record.full_clean(exclude={"file"} if isinstance(record, AbstractImage) else None)
    except ValidationError as error:
        raise NotMoved(f"“{title}” is refused: {' '.join(error.messages)}") from error
