"""Secret links and the keys of forms. No Django here: text in, text out.

A check has one secret, the token in its own link. What is stored is its hash. Its other links (view
only, join) are made from the token, so that whoever holds it can always be shown them, and nobody
can go the other way.
"""

import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from enum import Enum
from hashlib import sha256

TOKEN_BYTES = 32
LAST_TURN = 32_767  # the database counts no further
KEY = re.compile(r"[A-Za-z0-9_-]{43}")


class Purpose(Enum):
    """What a link that is made from a secret is for."""

    VIEW = "view"
    JOIN = "join"
    NEW_CHECK = "new-check"


def new_token() -> str:
    """A secret of 256 bits, as 43 characters that can stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is stored in place of the secret part of a link."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def link_of(secret: str, purpose: Purpose, turn: int = 0) -> str:
    """The secret part of another link: the same for the same secret, purpose and turn.

    `turn` counts the links of a purpose, so that an old one can be stopped.
    """
    message = f"{purpose.value}:{turn}".encode()
    digest = hmac.digest(secret.encode("utf-8", "surrogatepass"), message, "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def key_from(sent: str | None) -> str:
    """The key that a form sent back; a new one where it sent none, or something else.

    The server makes a key each time it shows a form. A form sent twice carries the same key, so
    what it does is done once.
    """
    return sent if sent and KEY.fullmatch(sent) else new_token()
