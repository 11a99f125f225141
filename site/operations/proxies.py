"""Asks the proxies in front of the site to fetch a page anew, so that an old copy is replaced.

A proxy takes the request as an order, by a token that only it and the site know, and passes it on.
The site signs its answer, so a proxy that answers out of its own copies is not believed.
"""

import http.client
import logging
import ssl
import time
from collections.abc import Iterable
from hmac import compare_digest
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

ORDER = "X-Refresh"
DONE = "X-Refreshed"
SAFE_IN_A_PATH = "/~:@!$&'()*+,;=%"

logger = logging.getLogger(__name__)


def is_order(sent: str) -> bool:
    """Whether a request is one of ours that came through a proxy."""
    token = settings.PURGE_TOKEN
    return bool(token and sent) and compare_digest(sent.encode(), token.encode())


def refresh(paths: Iterable[str], *, seconds: float) -> list[str]:
    """The addresses that every proxy has fetched anew, of these. The first failure ends it."""
    until, done = time.monotonic() + seconds, []
    for path in paths:
        left = until - time.monotonic()
        if left <= 0 or not all(is_fetched(each, path, until) for each in settings.PROXY_URLS):
            break
        done.append(path)
    return done


def is_fetched(proxy: str, path: str, until: float) -> bool:
    """Whether one proxy has passed the order on, and the site has answered."""
    left = until - time.monotonic()
    if left <= 0:
        return False
    connection = connection_to(urlsplit(proxy), left)
    try:
        host = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
        headers = {"Host": host, ORDER: settings.PURGE_TOKEN, "Accept-Encoding": "gzip"}
        connection.request("GET", quote(path, safe=SAFE_IN_A_PATH), headers=headers)
        answer = connection.getresponse()
        fetched = answer.headers.get(DONE) == "1" and answer.status < 500
        if not fetched:
            logger.error("A proxy did not pass on an order to refresh (%s).", answer.status)
        return fetched
    except (OSError, http.client.HTTPException) as error:
        logger.error("A proxy could not be told of a change (%s).", type(error).__name__)
        return False
    finally:
        connection.close()


def connection_to(proxy: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host = proxy.hostname or ""
    if proxy.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, proxy.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(host, proxy.port, timeout=seconds)
