"""Who tried to log in, without a name or an address: failed tries are counted by these alone."""

from ipaddress import IPv6Address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from operations.networks import network_of

# Addresses that no network on the internet uses: a pseudonym is never taken for somebody's own.
PRIVATE_NETWORK = 0xFD << 120
BITS_BEHIND_IT = 120


def client_address(request: HttpRequest) -> str:
    """As the last proxy wrote it; "" where there is none."""
    sent: str = request.META.get(settings.CLIENT_ADDRESS, "")
    return sent.rpartition(",")[2].strip()


def pseudonym_of_client(request: HttpRequest) -> str:
    """Always the same for a network, in the shape of an address, and no way back to it."""
    network = network_of(client_address(request))
    digest = salted_hmac("accounts.addresses", network, algorithm="sha256")
    number = int.from_bytes(digest.digest(), "big") % 2**BITS_BEHIND_IT
    return str(IPv6Address(PRIVATE_NETWORK | number))


def pseudonym_of_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """What was typed as a name is not stored: by mistake it may have been the password."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return salted_hmac("accounts.names", typed.strip().lower(), algorithm="sha256").hexdigest()


def somebody(*args: object) -> str:
    """How a log line calls whoever tried to log in."""
    return "somebody"
