"""The keys that the database's secrets are encrypted with: one set of them for each purpose."""

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def our_keyring(purpose: str) -> MultiFernet:
    """What encrypts with the first of `CONTACT_KEYS`, and decrypts with any of them.

    A purpose stays as it is for ever: what was encrypted for another is not opened.
    """
    return keyring(purpose, tuple(settings.CONTACT_KEYS))


@lru_cache(maxsize=16)
def keyring(purpose: str, secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key_made_from(secret, purpose)) for secret in secrets])


def key_made_from(secret: str, purpose: str) -> bytes:
    """A key of its own for each purpose.

    >>> key_made_from("a secret", "one") == key_made_from("a secret", "another")
    False
    """
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return urlsafe_b64encode(derived.derive(secret.encode()))
