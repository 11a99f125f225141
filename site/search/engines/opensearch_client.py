"""The client of OpenSearch."""

import logging
import ssl

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException, TransportError

from search.engines.address import EngineAddress
from search.engines.breaker import MOST_CALLS, EngineUnavailable
from search.engines.wire import NONSENSE, Reply

# The client would write every request to the log, with the words that people look for, and every
# failure with its trace. The breaker says what operators need to know.
for name in ("opensearch", "opensearchpy.trace"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


class OpenSearchClient:
    """One try for each request, and never a look around for other servers."""

    def __init__(self, address: EngineAddress) -> None:
        secure = address.scheme == "https"
        self.client = OpenSearch(
            hosts=[{"host": address.host, "port": address.port}],
            http_auth=(address.user, address.password) if address.user else None,
            use_ssl=secure,
            ssl_context=ssl.create_default_context() if secure else None,
            max_retries=0,
            pool_maxsize=MOST_CALLS,
        )

    def send(
        self, method: str, path: str, *, content: bytes | None, media_type: str, seconds: float
    ) -> Reply:
        try:
            body = self.client.transport.perform_request(
                method,
                path,
                body=content,
                timeout=seconds,
                headers={"content-type": media_type},
            )
        except TransportError as error:
            if isinstance(error.status_code, int):
                return Reply(error.status_code, error.info)
            raise EngineUnavailable(type(error).__name__) from error
        except (OpenSearchException, *NONSENSE) as error:
            raise EngineUnavailable(type(error).__name__) from error
        return Reply(200, body)
