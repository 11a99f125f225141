"""The client of Elasticsearch, for servers of version 8 and, by its compatibility mode, 9."""

import logging
import ssl
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.engines.address import EngineAddress
from search.engines.breaker import MOST_CALLS, EngineUnavailable
from search.engines.wire import JSON, NONSENSE, Reply

# The client would write every request to the log, and every failure with its trace. The breaker
# says what operators need to know.
for name in ("elastic_transport", "elasticsearch"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


class ElasticsearchClient:
    """One try for each request, and never a look around for other servers."""

    def __init__(self, address: EngineAddress) -> None:
        secure = address.scheme == "https"
        host = f"[{address.host}]" if ":" in address.host else address.host
        security: dict[str, Any] = {"ssl_context": ssl.create_default_context()} if secure else {}
        self.client = Elasticsearch(
            f"{address.scheme}://{host}:{address.port}",
            basic_auth=(address.user, address.password) if address.user else None,
            max_retries=0,
            retry_on_timeout=False,
            connections_per_node=MOST_CALLS,
            **security,
        )

    def send(
        self, method: str, path: str, *, content: bytes | None, media_type: str, seconds: float
    ) -> Reply:
        try:
            answer = self.client.options(request_timeout=seconds).perform_request(
                method,
                path,
                body=content,
                headers={"accept": JSON, "content-type": media_type},
            )
        except UnsupportedProductError as error:
            raise EngineUnavailable("it is no Elasticsearch server") from error
        except ApiError as error:
            return Reply(error.meta.status, error.body)
        except (TransportError, *NONSENSE) as error:
            raise EngineUnavailable(type(error).__name__) from error
        return Reply(answer.meta.status, answer.body)
