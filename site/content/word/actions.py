"""Makes a draft of a Word file: all of it or nothing, and never a page that is public."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy
from wagtail.models import Collection, Page

from content.models import PublicPage
from content.word.bodies import Placed
from content.word.document import Picture, WordDocument
from content.word.importers import Importer

LONGEST_ALT = 250


@dataclass(frozen=True)
class Alternative:
    """What was decided about a picture: its words, or that it only decorates; or neither yet."""

    words: str = ""
    decorative: bool = False


@transaction.atomic
def make_draft(
    *,
    importer: Importer,
    parent: Page,
    document: WordDocument,
    title: str,
    alternatives: Mapping[str, Alternative],
    user: Any,
) -> PublicPage:
    """A page that nobody but editors sees, owned by whoever made it."""
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied("You may not add a page here.")
    with ExitStack() as undo:
        placed: dict[str, Placed] = {}
        pictures = importer.look(document).pictures
        if pictures and (collection := collection_for(user)):
            for picture in pictures:
                decided = alternatives.get(picture.key, Alternative(picture.alt))
                placed[picture.key] = store(picture, decided, title, collection, user, undo)
        page = importer.make(document, placed)
        page.title, page.live, page.owner = title, False, user
        page.has_unpublished_changes = True
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True, clean=False)
        undo.pop_all()
    return page


def collection_for(user: Any) -> Collection | None:
    """Where this person may add pictures: the first such place, if any."""
    return permission_policy.collections_user_has_permission_for(user, "add").first()


def store(
    picture: Picture,
    decided: Alternative,
    title: str,
    collection: Collection,
    user: Any,
    undo: ExitStack,
) -> Placed:
    """Store a picture. Its file goes again where anything after it fails."""
    file = ContentFile(picture.content, name=f"word-{picture.key}.{picture.kind}")
    image = get_image_model()(
        title=(decided.words or f"Picture of “{title}”")[:250],
        file=file,
        width=picture.width,
        height=picture.height,
        alt_text=decided.words[:LONGEST_ALT],
        collection=collection,
        uploaded_by_user=user,
    )
    image._set_file_hash()
    image.file_size = len(picture.content)
    image.save()
    undo.callback(image.file.storage.delete, image.file.name)
    return Placed(image.pk, decided.words, decided.decorative)
