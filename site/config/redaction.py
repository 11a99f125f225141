"""Keep secret links out of the logs."""

import logging
import re

# A self-check's address is its key: everything after /self-check/ that looks like a token is cut.
# The link of somebody who comments on a draft is a key too, and that of an offer of an example.
SECRET_PATH = re.compile(
    r"(/(?:self-check|tell-us)/)[A-Za-z0-9_-]{20,}|(/have-your-say/l/)[^/\s?\"]+", re.IGNORECASE
)
# What somebody searched for stands after the question mark of an address.
QUERY_STRING = re.compile(r"(/[^\s?\"]*\?)[^\s\"]+")
# PostgreSQL shows the whole row that it refuses, with whatever somebody wrote: it may be long.
REFUSED_ROW = re.compile(r"(\nDETAIL: ).*?(?=\n\n(?:The above|During handling of)|\Z)", re.DOTALL)
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
    """
    return QUERY_STRING.sub(r"\1[words]", SECRET_PATH.sub(r"\1\2[secret]", text))


class RedactSecretLinks(logging.Filter):
    """Rewrite each log record, and the error that it tells of, before any handler formats it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info:
            told = AS_USUAL.formatException(record.exc_info)
            record.exc_text = REFUSED_ROW.sub(r"\1[row]", redact(told))
        # The request is kept by Django for error mails; its address would bring the secret back.
        record.__dict__.pop("request", None)
        return True
