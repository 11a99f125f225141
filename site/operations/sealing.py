"""Turns a message into bytes that only the site's own keys open, and back."""

import json
from base64 import b64decode, b64encode
from email.mime.base import MIMEBase
from email.utils import formatdate, make_msgid
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.mail import DNS_NAME, EmailMessage, EmailMultiAlternatives

from operations.keys import our_keyring

PURPOSE = "operations outgoing mail"
PLAIN_FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class UnreadableError(Exception):
    """No key of ours opens a message any more."""


def sealed(message: EmailMessage) -> bytes:
    """A message, encrypted. Its date and its number are fixed now, however often it is tried."""
    values: dict[str, Any] = {name: getattr(message, name) for name in PLAIN_FIELDS}
    values["subject"] = str(message.subject)
    values["body"] = str(message.body)
    values["subtype"] = message.content_subtype
    values["headers"] = {
        "Date": formatdate(),
        "Message-ID": make_msgid(domain=DNS_NAME),
        **{name: str(value) for name, value in message.extra_headers.items()},
    }
    values["attachments"] = [attached(each) for each in message.attachments]
    others = getattr(message, "alternatives", [])
    values["alternatives"] = [[str(text), kind] for text, kind in others]
    return our_keyring(PURPOSE).encrypt(json.dumps(values).encode())


def attached(attachment: Any) -> list[str]:
    if isinstance(attachment, MIMEBase):
        raise TypeError("A message that waits takes attachments as name, content and type only.")
    name, content, kind = attachment
    is_text = isinstance(content, str)
    raw = content.encode() if is_text else content
    return [name, b64encode(raw).decode(), kind, "text" if is_text else "bytes"]


def opened(seal: bytes) -> EmailMessage:
    """The message again, as it was. Raises `UnreadableError` where its key is gone."""
    try:
        values = json.loads(our_keyring(PURPOSE).decrypt(bytes(seal)))
    except InvalidToken as error:
        raise UnreadableError from error
    message = EmailMultiAlternatives(
        **{name: values[name] for name in PLAIN_FIELDS},
        headers=values["headers"],
        alternatives=values["alternatives"],
    )
    message.content_subtype = values["subtype"]
    for name, content, kind, form in values["attachments"]:
        raw = b64decode(content)
        message.attach(name, raw.decode() if form == "text" else raw, kind)
    return message
