"""Text that is encrypted in the database, so that a copy of it tells nothing."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

UNREADABLE = ""


@lru_cache(maxsize=4)
def keyring(secrets: tuple[str, ...]) -> MultiFernet:
    """What encrypts with the first of some secrets, and decrypts with any of them."""
    return MultiFernet([Fernet(key_made_from(secret)) for secret in secrets])


def key_made_from(secret: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"draftcomments contact details")
    return urlsafe_b64encode(derived.derive(secret.encode()))


def our_keyring() -> MultiFernet:
    return keyring(tuple(settings.DRAFTCOMMENTS_CONTACT_KEYS))


class EncryptedTextField(models.TextField):
    """A text that leaves Django encrypted, with the keys of `DRAFTCOMMENTS_CONTACT_KEYS`.

    It cannot be searched or filtered by. Text that no key opens any more reads as "".
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return our_keyring().encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        if not value:
            return value
        try:
            return our_keyring().decrypt(value.encode()).decode()
        except InvalidToken:
            return UNREADABLE
