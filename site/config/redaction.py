"""Keep secret links out of the logs."""

import logging
import re

# A self-check's address is its key: everything after /self-check/ that looks like a token is cut.
# The link of somebody who comments on a draft is a key too, and that of an offer of an example.
SECRET_PATH = re.compile(
    r"(/(?:self-check|tell-us)/)[A-Za-z0-9_-]{20,}|(/have-your-say/l/)[^/\s?\"]+", re.IGNORECASE
)
# Links of the account pages hold a key: for a new password, an address of e-mail, an invitation.
ACCOUNT_KEY = re.compile(
    r"(/accounts?/(?:[a-z_-]{1,24}/)*)(?:[^/\s?\"]*\d[^/\s?\"]*|[^/\s?\"]{25,})"
)
# Where the proxy finds an upload: its name may tell of a draft.
UPLOAD = re.compile(r"(/_media/)[^\s?\"]+")
# The log-in within the address of a database or of another service.
LOG_IN = re.compile(r"(://)[^\s/@]+@")
# What somebody searched for stands after the question mark of an address.
QUERY_STRING = re.compile(r"(/[^\s?\"]*\?)[^\s\"]+")
# PostgreSQL shows the whole row that it refuses, with whatever somebody wrote: it may be long.
REFUSED_ROW = re.compile(r"(\nDETAIL: ).*?(?=\n\n(?:The above|During handling of)|\Z)", re.DOTALL)
CUTS = (
    (SECRET_PATH, r"\1\2[secret]"),
    (ACCOUNT_KEY, r"\1[secret]"),
    (UPLOAD, r"\1[file]"),
    (LOG_IN, r"\1[log-in]@"),
    (QUERY_STRING, r"\1[words]"),
    (REFUSED_ROW, r"\1[row]"),
)
AS_USUAL = logging.Formatter()


def redact(text: str) -> str:
    """Replace the secret part of addresses, and what people typed into them.

    >>> redact('"GET /self-check/abcdefghijklmnopqrstuvwxyz/engage/ HTTP/1.1"')
    '"GET /self-check/[secret]/engage/ HTTP/1.1"'
    >>> redact('"GET /search/?q=my+illness HTTP/1.1" 200')
    '"GET /search/?[words] HTTP/1.1" 200'
    >>> redact("Not Found: /have-your-say/l/abc/")
    'Not Found: /have-your-say/l/[secret]/'
    >>> redact("Not Found: /tell-us/abcdefghijklmnopqrstuvwxyz/check/")
    'Not Found: /tell-us/[secret]/check/'
    >>> redact("Not Found: /account/password/reset/key/1-c8k2-0a1b2c3d/")
    'Not Found: /account/password/reset/key/[secret]/'
    >>> redact("X-Accel-Redirect: /_media/documents/closing-the-clinic.pdf")
    'X-Accel-Redirect: /_media/[file]'
    >>> redact("cannot reach redis://:word@127.0.0.1:6379/0")
    'cannot reach redis://[log-in]@127.0.0.1:6379/0'
    """
    for pattern, instead in CUTS:
        text = pattern.sub(instead, text)
    return text


class RedactSecretLinks(logging.Filter):
    """Rewrite each log record, and the error that it tells of, before any handler formats it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info:
            told = AS_USUAL.formatException(record.exc_info)
            record.exc_text = redact(told)
        # The request is kept by Django for error mails; its address would bring the secret back.
        record.__dict__.pop("request", None)
        return True
