"""The secrets of second steps are encrypted in the database, so that a copy of it opens nothing."""

from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied

from operations.keys import our_keyring

PURPOSE = "accounts second steps"


class UnreadableSecretError(PermissionDenied):
    """No key of today opens a secret. It is refused, and never taken for an empty one."""


def encrypt(text: str) -> str:
    return our_keyring(PURPOSE).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Raises `UnreadableSecretError`."""
    try:
        return our_keyring(PURPOSE).decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error
