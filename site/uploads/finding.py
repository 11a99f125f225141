"""Which record a file belongs to. A file without a record is nobody's, and given to nobody."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Exists, Q
from django.db.models.fields.files import FieldFile
from wagtail.users.models import UserProfile

from content.querysets import restrictions_on_collection
from images.models import CustomImage, CustomRendition

ORIGINALS, RENDITIONS, FACES = "original_images", "images", "avatar_images"
# What a browser may be told a picture is. An SVG is a program: it is not among them.
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class StoredFile:
    """A file with the picture or document that it belongs to.

    - `upload` - the picture or document; None for the portrait of somebody who has an account
    - `in_private_collection` - Wagtail asks for a password or a log-in first
    - `is_rendition` - made by the site itself from a picture
    """

    file: FieldFile
    content_type: str
    upload: Any = None
    in_private_collection: bool = False
    is_rendition: bool = False


def picture_at(name: str) -> StoredFile | None:
    """The picture whose file has a name below the folder of all files: one query, or none."""
    content_type = TYPES.get(PurePosixPath(name).suffix.lower())
    if content_type is None or "\x00" in name:
        return None
    folder = name.partition("/")[0]
    finder = {ORIGINALS: original_at, RENDITIONS: rendition_at, FACES: portrait_at}.get(folder)
    return finder(name, content_type) if finder else None


def original_at(name: str, content_type: str) -> StoredFile | None:
    rows = CustomImage.objects.annotate(restricted=Exists(restrictions_on_collection()))
    image = rows.filter(file=name).first()
    if image is None:
        return None
    return StoredFile(image.file, content_type, image, image.restricted)


def rendition_at(name: str, content_type: str) -> StoredFile | None:
    restricted = Exists(restrictions_on_collection("image__collection__path"))
    rows = CustomRendition.objects.select_related("image").annotate(restricted=restricted)
    rendition = rows.filter(file=name).first()
    if rendition is None:
        return None
    return StoredFile(
        rendition.file, content_type, rendition.image, rendition.restricted, is_rendition=True
    )


def portrait_at(name: str, content_type: str) -> StoredFile | None:
    """The portrait that an editor has given to their account."""
    profile = UserProfile.objects.filter(~Q(avatar=""), avatar=name).first()
    return StoredFile(profile.avatar, content_type) if profile else None


def file_of_document(document: Any) -> StoredFile:
    """A document that Wagtail has found by its number."""
    known = mimetypes.guess_type(document.filename)[0] or "application/octet-stream"
    in_private = document.collection.get_view_restrictions().exists()
    return StoredFile(document.file, known, document, in_private)
