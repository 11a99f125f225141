"""The one request that both kinds of engine understand, and who carries it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from django.utils.module_loading import import_string

from search.engines.address import ELASTICSEARCH, OPENSEARCH, EngineAddress
from search.engines.breaker import NEVER_BUILT, EngineUnavailable

# Named by path, so that a process loads only the client that it uses, or none.
CLIENTS = {
    ELASTICSEARCH: "search.engines.elasticsearch_client.ElasticsearchClient",
    OPENSEARCH: "search.engines.opensearch_client.OpenSearchClient",
}
# What a client stumbles over when a server's answer is nonsense.
NONSENSE = (AttributeError, LookupError, OSError, TypeError, ValueError)
JSON = "application/json"
JSON_LINES = "application/x-ndjson"

Body = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


@dataclass(frozen=True)
class Reply:
    """What a server answered: its HTTP status and its body, read as JSON."""

    status: int
    body: Any


class Client(Protocol):
    """A product's own client behind one method. It raises `EngineUnavailable` for no answer."""

    def send(
        self, method: str, path: str, *, content: bytes | None, media_type: str, seconds: float
    ) -> Reply: ...


class Wire:
    """Sends requests to one engine."""

    def __init__(self, address: EngineAddress) -> None:
        self.client: Client = import_string(CLIENTS[address.product])(address)

    def ask(self, method: str, path: str, body: Body = None, *, seconds: float) -> Reply:
        """The answer to a request, whatever its status. A list is sent as lines of JSON."""
        if body is None:
            content, media_type = None, JSON
        elif isinstance(body, Mapping):
            content, media_type = encoded(body), JSON
        else:
            content, media_type = b"\n".join([*map(encoded, body), b""]), JSON_LINES
        return self.client.send(
            method, path, content=content, media_type=media_type, seconds=seconds
        )

    def get(self, method: str, path: str, body: Body = None, *, seconds: float) -> Any:
        """The body of an answer that has to be a good one."""
        reply = self.ask(method, path, body, seconds=seconds)
        if reply.status == HTTPStatus.NOT_FOUND:
            raise EngineUnavailable(NEVER_BUILT)
        if reply.status != HTTPStatus.OK:
            raise EngineUnavailable(f"it answered with HTTP status {reply.status}")
        return reply.body


def encoded(value: Mapping[str, Any]) -> bytes:
    """JSON on one line.

    >>> encoded({"title": "café"})
    b'{"title":"caf\\\\u00e9"}'
    """
    return json.dumps(value, separators=(",", ":")).encode("ascii")
