"""How often one client may do something. What is counted tells nobody who the client was.

Where the cache is down nothing is counted, and everybody may go on.
"""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

# The addresses of one household or one phone differ only behind these.
BITS_OF_A_NETWORK = 64
CACHE_IS_DOWN = (OSError, RedisError)


def may_do(request: HttpRequest, what: str, *, times: int, seconds: int) -> bool:
    """Count one for the client of a request; whether it is not yet above so many in the time."""
    key = client_key(request, what)
    if not key:
        return True
    try:
        return one_more(key, seconds=seconds) <= times
    except CACHE_IS_DOWN:
        return True


def one_more(key: str, *, seconds: int) -> int:
    """Count on; from the first on, for so many seconds."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two.
        return 0


def client_key(request: HttpRequest, what: str) -> str:
    """Where something of a client is counted, without its address; "" where it has none."""
    sent: str = request.META.get(settings.CLIENT_ADDRESS, "")
    address = sent.rpartition(",")[2].strip()
    if not address:
        return ""
    digest = salted_hmac(f"content.limits.{what}", network_of(address), algorithm="sha256")
    return f"{what}-{digest.hexdigest()}"


def network_of(address: str) -> str:
    """An address, or the network that it is in where one household has many."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(int(known) >> BITS_OF_A_NETWORK)
