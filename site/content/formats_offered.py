"""Which other formats of a page there are, and which not: what readers are shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists
from django.template.defaultfilters import filesizeformat
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model

from content.querysets import restrictions_on_collection

ASK_ADDRESS = "/contact/"
"""Where readers ask for another format."""
NAMES = {
    "easy_read": "Easy read",
    "bsl_video": "British Sign Language (BSL) video",
    "audio": "Audio",
    "large_print": "Large print",
    "translation": "Translation",
}
IN_A_SENTENCE = {
    "easy_read": "easy read",
    "bsl_video": "British Sign Language (BSL) video",
    "audio": "audio",
    "large_print": "large print",
    "translation": "translations",
}
WATCHED_OR_HEARD = ("bsl_video", "audio")


@dataclass(frozen=True)
class File:
    """A file that a reader can fetch: its address, and its type and size in words."""

    url: str
    details: str


@dataclass(frozen=True)
class OtherFormat:
    """One format of a page. `language` and `own_name` are of a translation only."""

    name: str
    url: str
    details: str
    made_on: date
    transcript: File | None = None
    language: str = ""
    own_name: str = ""
    checked_by: str = ""

    @property
    def is_translation(self) -> bool:
        return bool(self.language)


@dataclass(frozen=True)
class FormatsOffered:
    """What there is, what there is not in words, and where to ask for it."""

    there: tuple[OtherFormat, ...]
    missing: str
    ask_url: str


def file_of(document: Any) -> File:
    """A document as a reader sees it: its type and size stand in the link."""
    size = f", {filesizeformat(document.file_size)}" if document.file_size else ""
    return File(url=document.url, details=f"{document.file_extension.upper()}{size}")


def format_of(kind: str, value: Mapping[str, Any], files: Mapping[int, File]) -> OtherFormat | None:
    """One block as a format; None where it is not whole, or its file is gone or not for everybody."""
    is_heard = kind in WATCHED_OR_HEARD
    file = files.get(value.get("transcript" if is_heard else "file") or 0)
    if file is None or not all(value.get(name) for name in needed(kind)):
        return None
    made_on = value["made_on"]
    return OtherFormat(
        name=value["language"] if kind == "translation" else NAMES[kind],
        url=value["address"] if is_heard else file.url,
        details=minutes_of(value["minutes"]) if is_heard else file.details,
        made_on=date.fromisoformat(made_on) if isinstance(made_on, str) else made_on,
        transcript=file if is_heard else None,
        language=value.get("code", ""),
        own_name=value.get("own_name", ""),
        checked_by=value.get("checked_by") or "",
    )


def needed(kind: str) -> tuple[str, ...]:
    """Without these a format cannot be shown."""
    if kind in WATCHED_OR_HEARD:
        return ("made_on", "address", "minutes")
    return ("made_on", "language") if kind == "translation" else ("made_on",)


def minutes_of(minutes: int) -> str:
    """A length in words.

    >>> minutes_of(1), minutes_of(12)
    ('1 minute', '12 minutes')
    """
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def missing_in_words(kinds: Iterable[str]) -> str:
    """The formats that are not among these, as a part of a sentence; empty where none is missing.

    >>> missing_in_words(["easy_read", "bsl_video", "audio"])
    'large print or translations'
    >>> missing_in_words(NAMES)
    ''
    """
    there = set(kinds)
    names = [name for kind, name in IN_A_SENTENCE.items() if kind not in there]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def formats_offered(formats: StreamValue | None, *, about: str) -> FormatsOffered:
    """The formats of the page at an address. One query for the files of all, or none.

    `formats` is None for what is no page of its own, such as a statement.
    """
    raw = [(block["type"], block["value"]) for block in formats.raw_data] if formats else []
    ids = {value.get("file") or value.get("transcript") for _, value in raw} - {None}
    public = get_document_model().objects.filter(~Exists(restrictions_on_collection()))
    documents = public.in_bulk(ids) if ids else {}
    files = {pk: file_of(document) for pk, document in documents.items()}
    read = [(kind, format_of(kind, value, files)) for kind, value in raw]
    there = [(kind, each) for kind, each in read if each]
    return FormatsOffered(
        there=tuple(each for _, each in there),
        missing=missing_in_words(kind for kind, _ in there),
        ask_url=f"{ASK_ADDRESS}?{urlencode({'about': about})}",
    )
