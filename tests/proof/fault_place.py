"""A prepared site whose services are asked through proxies that can fail: for `faults`."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from tests.bench.places import LOOPBACK, Place, stop
from tests.proof.fault_proxy import FaultProxy
from tests.proof.mail_server import mail_server


@dataclass(frozen=True)
class FaultyPlace(Place):
    """A prepared site whose services are asked through proxies."""

    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | self.more


def through(url: str, proxy: FaultProxy) -> str:
    """The same address, by way of a proxy."""
    parts = urlsplit(url)
    user = parts.netloc.rpartition("@")[0]
    return urlunsplit(parts._replace(netloc=f"{user}@127.0.0.1:{proxy.port}".lstrip("@")))


def given(name: str) -> str:
    url = os.environ.get(name, "")
    if url and urlsplit(url).hostname not in LOOPBACK:
        stop(f"{name} is not on this machine.")
    return url


@contextmanager
def proxies(place: Place, stack: ExitStack, names: list[str]) -> Iterator[dict[str, FaultProxy]]:
    """A proxy for each service that is there."""
    found: dict[str, FaultProxy] = {}
    urls = {
        "postgresql": place.database,
        "redis": given("TEST_REDIS_URL"),
        "search": given("TEST_OPENSEARCH_URL") or given("TEST_ELASTICSEARCH_URL"),
        "mail": f"smtp://127.0.0.1:{stack.enter_context(mail_server()).port}",
    }
    for name, url in urls.items():
        if url and (port := urlsplit(url).port):
            found[name] = FaultProxy(port)
    try:
        yield found
    finally:
        for proxy in found.values():
            proxy.close()


def environment_of(place: Place, found: Mapping[str, FaultProxy], outside: int) -> dict[str, str]:
    """Where the site finds its services. What it might fetch from elsewhere would come to `outside`."""
    nowhere = f"http://127.0.0.1:{outside}"
    values = {"HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "http_proxy": nowhere}
    values |= {"https_proxy": nowhere, "no_proxy": "127.0.0.1,localhost"}
    if "mail" in found:
        values["EMAIL_URL"] = f"smtp://127.0.0.1:{found['mail'].port}"
    if "redis" in found:
        values["REDIS_URL"] = through(given("TEST_REDIS_URL"), found["redis"])
    if "postgresql" in found:
        values["DATABASE_URL"] = through(place.database, found["postgresql"])
    if "search" in found:
        product = "opensearch" if given("TEST_OPENSEARCH_URL") else "elasticsearch"
        values["SEARCH_URL"] = f"{product}+http://127.0.0.1:{found['search'].port}/faults"
    return values
