"""How often codes may be tried. Only wrong ones count, and where the cache is down nothing does."""

import logging
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

MOST_WRONG_TRIES = 5
MINUTES = 15
MANY_FROM_ALL = 100
EVERYBODY = "draftcomments-wrong-tries"
# The addresses of one household or one phone differ only behind these.
BITS_OF_A_NETWORK = 64
CACHE_IS_DOWN = (OSError, RedisError)

logger = logging.getLogger(__name__)


def too_many_tries(request: HttpRequest) -> bool:
    """Whether the client of a request has to be told to stop guessing. A right code still works."""
    key = key_of(request)
    if not key:
        return False
    try:
        return bool(cache.get(key, 0) >= MOST_WRONG_TRIES)
    except CACHE_IS_DOWN:
        return False


def count_wrong_try(request: HttpRequest) -> None:
    """Count one against the client of a request; tell operators once when all have many."""
    try:
        if key := key_of(request):
            one_more(key)
        if one_more(EVERYBODY) == MANY_FROM_ALL:
            logger.warning("%s wrong codes were tried in %s minutes", MANY_FROM_ALL, MINUTES)
    except CACHE_IS_DOWN:
        return


def one_more(key: str) -> int:
    """Count on; from the first on, for a quarter of an hour."""
    cache.add(key, 0, timeout=MINUTES * 60)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two.
        return 0


def key_of(request: HttpRequest) -> str:
    """Where tries of a client are counted, which tells nobody its address; "" where it has none."""
    sent: str = request.META.get(settings.DRAFTCOMMENTS_CLIENT_ADDRESS, "")
    address = sent.rpartition(",")[2].strip()
    if not address:
        return ""
    digest = salted_hmac("draftcomments.limits", network_of(address), algorithm="sha256")
    return f"{EVERYBODY}-{digest.hexdigest()}"


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
