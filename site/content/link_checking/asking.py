"""Asks one address whether it answers: within a time, and never inside a private network."""

import re
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, parse_headers
from io import BytesIO
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from urllib.parse import SplitResult, quote, unquote, urlsplit

PORTS = {"http": 80, "https": 443}
SECONDS = 5.0
MOST_READ = 64 * 1024
AT_ONCE = 4096
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r?\n")
LAST_INTERIM = 199
# The only addresses of IPv6 that are given out for the public internet.
PUBLIC_IPV6 = IPv6Network("2000::/3")
# Addresses of IPv6 that carry one of IPv4 in their last 32 bits.
CARRIES_IPV4 = IPv6Network("64:ff9b::/96")
KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._[]"
TLS = ssl.create_default_context()


class NoAnswerError(Exception):
    """Why there is no answer, in words for editors."""


class NotPublicError(NoAnswerError):
    """The address leads into a private network, or to this machine: nothing was sent."""


class BrokenOffError(NoAnswerError):
    """The connection ended before there was an answer."""


@dataclass(frozen=True)
class Reply:
    """The head of an answer. Its body is never read."""

    code: int
    location: str = ""
    retry_after: str = ""


@dataclass(frozen=True)
class Target:
    """Where to connect to, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as the other side wants to be addressed."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def ask(
    address: str,
    *,
    method: str,
    agent: str,
    seconds: float = SECONDS,
    may_connect: Callable[[str], bool],
) -> Reply:
    """The head of what an address answers, after so many seconds at most; or `NoAnswerError`.

    The name is looked up once, and what was found is checked and connected to: a name that points
    elsewhere a moment later changes nothing. `may_connect` says of a numeric address whether it may be
    connected to: those on the public internet, but for tests, whose server is here.
    """
    until = monotonic() + seconds
    target = target_of(address)
    request = (
        f"{method} {target.path} HTTP/1.1\r\nHost: {target.authority}\r\nUser-Agent: {agent}\r\n"
        "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    try:
        with connect(target, until, may_connect) as connection:
            connection.settimeout(left(until))
            connection.sendall(request.encode("ascii", "replace"))
            return read_head(connection, until)
    except TimeoutError as error:
        raise NoAnswerError("it took too long") from error
    except ssl.SSLCertVerificationError as error:
        raise NoAnswerError("its certificate is not valid") from error
    except (OSError, HTTPException) as error:
        raise BrokenOffError("the connection broke off") from error


def left(until: float) -> float:
    """How many seconds there are before a moment; over is over."""
    seconds = until - monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def target_of(address: str) -> Target:
    """An address taken apart. A name and a password in it are left out."""
    try:
        parts = urlsplit(address)
        host = host_of(parts)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, UnicodeError, ValueError) as error:
        raise NoAnswerError("this is no web address") from error
    path = quote(parts.path or "/", safe=KEPT_IN_PATH)
    query = f"?{quote(parts.query, safe=f'{KEPT_IN_PATH}?')}" if parts.query else ""
    return Target(parts.scheme, host, port, f"{path}{query}")


def host_of(parts: SplitResult) -> str:
    """The host as the network knows it.

    >>> host_of(urlsplit("https://b%C3%BCcher.example/")), host_of(urlsplit("http://[::1]:80/"))
    ('xn--bcher-kva.example', '::1')
    """
    host = unquote(parts.hostname or "")
    if not host:
        raise ValueError
    return host if ":" in host else host.encode("idna").decode("ascii")


def connect(target: Target, until: float, may_connect: Callable[[str], bool]) -> socket.socket:
    """A connection to the first address of the host that takes one."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswerError("there is no such site") from error
    if not all(may_connect(str(entry[4][0])) for entry in found):
        raise NotPublicError("it leads into a private network")
    problem: OSError = ConnectionError()
    for family, kind, protocol, _, place in found:
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(left(until))
            plain.connect(place)
            return secured(plain, target, until)
        except OSError as error:
            plain.close()
            problem = error
    raise problem


def secured(plain: socket.socket, target: Target, until: float) -> socket.socket:
    """The connection, encrypted where the address says so."""
    if target.scheme == "http":
        return plain
    plain.settimeout(left(until))
    return TLS.wrap_socket(plain, server_hostname=target.host)


def is_public(written: str) -> bool:
    """Whether a numeric address is on the public internet, also one that carries another.

    >>> [is_public(each) for each in ("8.8.8.8", "2a00:1450::1", "10.0.0.1", "127.0.0.1")]
    [True, True, False, False]
    >>> [is_public(each) for each in ("::1", "fe80::1%eth0", "::ffff:10.0.0.1", "169.254.169.254")]
    [False, False, False, False]
    >>> [is_public(each) for each in ("64:ff9b::a00:1", "2002:a00:1::", "224.0.0.1", "100.64.0.1")]
    [False, False, False, False]
    >>> [is_public(each) for each in ("fec0::1", "64:ff9b:1::a00:1", "::127.0.0.1", "5f00::1")]
    [False, False, False, False]
    >>> [is_public(each) for each in ("::ffff:0:127.0.0.1", "64:ff9b::808:808")]
    [False, True]
    """
    address = ip_address(written)
    inner = carried(address)
    if inner and not is_given_out(inner):
        return False
    return is_given_out(address) or address in CARRIES_IPV4


def is_given_out(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to somebody on the public internet."""
    if isinstance(address, IPv6Address) and address not in PUBLIC_IPV6:
        return False
    return address.is_global and not address.is_multicast


def carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 stands for, if it does."""
    if isinstance(address, IPv4Address):
        return None
    if address in CARRIES_IPV4:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


def read_head(connection: socket.socket, until: float) -> Reply:
    """The status and the headers that matter; what only says "wait" is passed over."""
    data = b""
    while True:
        while not (end := END_OF_HEADERS.search(data)):
            connection.settimeout(left(until))
            piece = connection.recv(AT_ONCE)
            data += piece
            if not piece or len(data) > MOST_READ:
                raise BrokenOffError("its answer cannot be read")
        reply = reply_of(data[: end.end()])
        if reply.code > LAST_INTERIM:
            return reply
        data = data[end.end() :]


def reply_of(head: bytes) -> Reply:
    """What the head of an answer says."""
    status = STATUS_LINE.match(head)
    if not status:
        raise BrokenOffError("its answer cannot be read")
    headers = parse_headers(BytesIO(head[status.end() :]))
    location = headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
    return Reply(int(status[1]), location.strip(), headers.get("Retry-After", ""))
