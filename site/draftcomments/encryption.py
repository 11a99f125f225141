"""Text that is encrypted in the database, so that a copy of it tells nothing."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models

from operations.keys import our_keyring

PURPOSE = "draftcomments contact details"
UNREADABLE = ""


class EncryptedTextField(models.TextField):
    """A text that leaves Django encrypted, with the keys of `CONTACT_KEYS`.

    It cannot be searched or filtered by. Text that no key opens any more reads as "".
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return our_keyring(PURPOSE).encrypt(text.encode()).decode() if text else text

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        if not value:
            return value
        try:
            return our_keyring(PURPOSE).decrypt(value.encode()).decode()
        except InvalidToken:
            return UNREADABLE
