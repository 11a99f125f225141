"""Secret links that are made from one another. No Django here: text in, text out.

A check has one secret, the token in its own link. What is stored is its hash. Its other links (view
only, join) are made from the token, so that whoever holds it can always be shown them, and nobody
can go the other way.
"""

import hmac
from base64 import urlsafe_b64encode
from enum import Enum

LAST_TURN = 32_767  # the database counts no further


class Purpose(Enum):
    """What a link that is made from a secret is for."""

    VIEW = "view"
    JOIN = "join"
    NEW_CHECK = "new-check"


def link_of(secret: str, purpose: Purpose, turn: int = 0) -> str:
    """The secret part of another link: the same for the same secret, purpose and turn.

    `turn` counts the links of a purpose, so that an old one can be stopped.
    """
    message = f"{purpose.value}:{turn}".encode()
    digest = hmac.digest(secret.encode("utf-8", "surrogatepass"), message, "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
