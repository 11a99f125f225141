"""What was encrypted once is opened by every later version that has the key."""

import pytest
from cryptography.fernet import Fernet

from accounts import encryption as second_steps
from draftcomments import encryption as contacts
from operations import sealing
from operations.keys import our_keyring

SECRET = "a secret that never changes"  # noqa: S105 - of no site
MADE_FROM_IT = {
    sealing.PURPOSE: b"h-CKefmKn_1BoMaUP4p1SZ1iC1jDKQd7VqBj-csfypE=",
    second_steps.PURPOSE: b"t6wdYUt_hU2ipGtTL2a2zKIGjf-fDPdsynxxuJTz0Ss=",
    contacts.PURPOSE: b"zpQW6DDE7rYaDIlnfBHq-SE8QwyO92nmkfp0U6Lrf6I=",
}


@pytest.mark.parametrize("purpose", MADE_FROM_IT)
def test_the_key_of_a_purpose_stays_the_same(purpose: str, settings: object) -> None:
    settings.CONTACT_KEYS = ["a newer one", SECRET]
    sealed_before = Fernet(MADE_FROM_IT[purpose]).encrypt(b"words")
    assert our_keyring(purpose).decrypt(sealed_before) == b"words"
