"""Secrets that stand in links, and the keys of forms. No Django here: text in, text out."""

import re
import secrets
from hashlib import sha256

TOKEN_BYTES = 32
KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """A secret of 256 bits, as 43 characters that can stand in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is stored in place of the secret part of a link."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def key_from(sent: str | None) -> str:
    """The key that a form sent back; a new one where it sent none, or something else.

    The server makes a key each time it shows a form. A form sent twice carries the same key, so
    what it does is done once.
    """
    return sent if sent and KEY.fullmatch(sent) else new_token()
