"""The address of a search engine, read from SEARCH_URL or refused with a line that says why."""

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

OPENSEARCH = "opensearch"
ELASTICSEARCH = "elasticsearch"
SCHEMES = {
    f"{product}+{scheme}": (product, scheme)
    for product in (OPENSEARCH, ELASTICSEARCH)
    for scheme in ("http", "https")
}
# What both engines accept as the name of an index, with room for the ending of ours.
PREFIX = re.compile(r"[a-z][a-z0-9_-]{0,99}")
EXAMPLE = "It looks like opensearch+https://user:password@host:9200/name."


@dataclass(frozen=True)
class EngineAddress:
    """Where an engine is, what it is, and the name of this site's index in it."""

    product: str
    scheme: str
    host: str
    port: int
    prefix: str
    user: str = ""
    password: str = field(default="", repr=False)


def read_address(url: str) -> EngineAddress:
    """Read an address; `ImproperlyConfigured` says what is wrong, and never the address itself.

    >>> read_address("opensearch+http://hi:secret@search.example.org:9200/site")
    EngineAddress(product='opensearch', scheme='http', host='search.example.org', port=9200, \
prefix='site', user='hi')
    >>> read_address("elasticsearch+https://search.example.org/site")
    Traceback (most recent call last):
    django.core.exceptions.ImproperlyConfigured: SEARCH_URL names no port. \
It looks like opensearch+https://user:password@host:9200/name.
    """
    parts, port = split(url)
    if parts.scheme not in SCHEMES:
        raise refused(f"begins with none of {', '.join(f'{scheme}://' for scheme in SCHEMES)}")
    if not parts.hostname:
        raise refused("names no host")
    if not port:
        raise refused("names no port")
    prefix = parts.path.removeprefix("/").removesuffix("/")
    if not PREFIX.fullmatch(prefix):
        raise refused("does not end with a name of small letters, digits, - and _ for the index")
    if parts.query or parts.fragment:
        raise refused("has something after the name of the index")
    product, scheme = SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return EngineAddress(product, scheme, parts.hostname, port, prefix, user, password)


def split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        # Python's own message repeats a part of the address, which may be the password.
        raise refused("cannot be read") from None


def refused(why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"SEARCH_URL {why}. {EXAMPLE}")
