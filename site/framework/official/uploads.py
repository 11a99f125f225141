"""What is done with files that somebody brought in the admin: kept, loaded, forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from framework.models import OfficialTextUpload
from framework.official.applying import compare_with_stored, load_official_text
from framework.official.changes import Comparison, Kind
from framework.official.reading_json import read_value
from framework.official.text import EditionText, OfficialText
from framework.official.writing_json import as_json

KEPT_FOR = timedelta(days=7)
LONGEST_NAME = 255
NOTHING_BY_HAND = EditionText()


class LoadedBeforeError(Exception):
    """The upload was loaded already, perhaps by a second click."""


@transaction.atomic
def keep_upload(
    *, names: list[str], text: OfficialText, edition: EditionText, user: User
) -> OfficialTextUpload:
    """Keep a text that was read, until somebody says yes or a week is over.

    Forgets what others left behind: no worker is needed for that.
    """
    prune_uploads()
    whole = replace(text, edition=text.edition.filled_from(edition))
    _, fingerprint = compare_with_stored(whole, NOTHING_BY_HAND)
    return OfficialTextUpload.objects.create(
        file_name=", ".join(names)[:LONGEST_NAME],
        content=as_json(whole),
        seen=fingerprint,
        uploaded_by=user,
    )


def text_of(upload: OfficialTextUpload) -> OfficialText:
    return read_value(upload.content, upload.file_name)


def compare_upload(upload: OfficialTextUpload) -> tuple[Comparison, str]:
    """What it would change now, with the fingerprint of what it was compared with."""
    return compare_with_stored(text_of(upload), NOTHING_BY_HAND)


@transaction.atomic
def load_upload(*, upload: OfficialTextUpload, seen: str, user: User) -> Comparison:
    """Load it once. Its words are not kept, only what became of them.

    Raises `FrameworkChangedError` where the framework is not as it was `seen`, and
    `LoadedBeforeError` for the second of two clicks.
    """
    locked = OfficialTextUpload.objects.select_for_update().get(pk=upload.pk)
    if locked.loaded_at:
        raise LoadedBeforeError
    text = text_of(locked)
    comparison = load_official_text(text=text, edition=NOTHING_BY_HAND, seen=seen, user=user)
    locked.content = result_of(comparison)
    locked.loaded_at = timezone.now()
    locked.save()
    return comparison


def result_of(comparison: Comparison) -> dict[str, Any]:
    """What was changed, without any words: identifiers by what happened to them."""
    changes = [each for part in comparison.parts for each in part.statements]
    return {
        "edition": comparison.edition_identifier,
        "parts": [part.said.identifier for part in comparison.parts if part.changes_something],
        "new_parts": comparison.new_parts,
        "statements": {
            kind.value: [each.identifier for each in changes if each.kind is kind] for kind in Kind
        },
    }


def prune_uploads() -> int:
    """Forget every upload that is older than a week; how many there were."""
    old = OfficialTextUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
