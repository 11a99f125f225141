"""What somebody typed into a form, so that a page which could not store it gives it back."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError

LONG = 20
KEPT_SECRET = ("password", "passphrase", "otp")


@dataclass(frozen=True)
class Field:
    """One field of a form as it was sent. `is_text`: words that a person wrote."""

    name: str
    value: str
    is_text: bool


@dataclass(frozen=True)
class TypedWords:
    """All that was sent, in its order. `lost_files`: files have to be chosen again."""

    fields: list[Field]
    lost_files: bool


def typed_words(request: HttpRequest) -> TypedWords | None:
    """What a request sent; None where it cannot be read, or where it holds a password."""
    try:
        sent, files = request.POST, request.FILES
    except (
        SuspiciousOperation,
        MultiPartParserError,
        RawPostDataException,
        UnreadablePostError,
    ):
        return None
    if not sent or any(secret in name.lower() for name in sent for secret in KEPT_SECRET):
        return None
    fields = [Field(name, value, is_text(value)) for name in sent for value in sent.getlist(name)]
    return TypedWords(fields, lost_files=bool(files))


def is_text(value: str) -> bool:
    """Whether a value looks like words, and not like a key.

    >>> is_text("Nobody asked us before."), is_text("c2VjcmV0LXRva2VuLW9mLWEtZm9ybQ")
    (True, False)
    """
    return len(value) > LONG and any(character.isspace() for character in value)
