"""A server on the loopback address that fails in a chosen way, or passes everything through."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event, Thread

HEAD = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
ENOUGH = 65536
DRIP_SECONDS = 0.05


def response(
    body: bytes, *, status: bytes = b"200 OK", media: bytes = b"application/json"
) -> bytes:
    return HEAD % (status, media, len(body)) + body


def product(answer: bytes) -> bytes:
    """An answer with the header by which Elasticsearch shows what it is."""
    return answer.replace(b"\r\n", b"\r\nX-Elastic-Product: Elasticsearch\r\n", 1)


WRONG_SHAPES = {
    "an empty object": b"{}",
    "a list": b"[1, 2, 3]",
    "a number": b"7",
    "no number of hits": b'{"timed_out": false, "_shards": {"failed": 0}, "hits": {"hits": []}}',
    "numbers that are none": (
        b'{"timed_out": false, "_shards": {"failed": 0}, "hits": {"total": {"value": 1},'
        b' "hits": [{"_id": "one"}]}, "aggregations": {"rest": {"values":'
        b' {"sum_other_doc_count": 0, "buckets": []}}}}'
    ),
}
NONSENSE = {
    **{name: product(response(body)) for name, body in WRONG_SHAPES.items()},
    "no JSON": product(response(b"<html>Welcome</html>")),
    "a web page": response(b"<html>Welcome</html>", media=b"text/html"),
    "another product": response(b'{"hits": {}}'),
    "status 500": product(response(b'{"error": "broken"}', status=b"500 Internal Server Error")),
    "status 500 with a list": product(response(b"[]", status=b"500 Internal Server Error")),
    "status 401": product(response(b"{}", status=b"401 Unauthorized")),
    "a redirect": response(b"", status=b"302 Found\r\nLocation: http://127.0.0.1:9/"),
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "nothing": b"",
    "half an answer": response(b'{"hits": {"hits": [').replace(b"Length: 18", b"Length: 900"),
}


class FaultServer:
    """Counts the connections that it gets, and does the same to each: see the methods below."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        self.heard: list[bytes] = []
        self.over = Event()
        self.behave: Callable[[socket.socket], None] = self.hang

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.connections += 1
                Thread(target=self.handle, args=(connection,), daemon=True).start()

    def handle(self, connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            self.behave(connection)

    def hang(self, connection: socket.socket) -> None:
        """Take the request and never answer."""
        self.over.wait()

    def drip(self, connection: socket.socket) -> None:
        """Answer one byte at a time, without end: each comes well within any time limit of a read."""
        connection.sendall(HEAD % (b"200 OK", b"application/json", 10**9))
        while not self.over.wait(DRIP_SECONDS):
            connection.sendall(b" ")

    def say(self, answer: bytes) -> Callable[[socket.socket], None]:
        """Answer every request with the same bytes."""

        def behave(connection: socket.socket) -> None:
            self.heard.append(connection.recv(ENOUGH))
            connection.sendall(answer)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(ENOUGH):
                pass

        return behave

    def pass_to(self, port: int) -> Callable[[socket.socket], None]:
        """Stand between the site and a real engine, as if it were the engine."""

        def behave(connection: socket.socket) -> None:
            with socket.create_connection(("127.0.0.1", port)) as engine:
                back = Thread(target=pour, args=(engine, connection), daemon=True)
                back.start()
                pour(connection, engine)
                back.join()

        return behave


def pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(ENOUGH):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    server = FaultServer()
    Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def until(holds: Callable[[], object], *, patience: float = 10.0) -> bool:
    """Wait for what happens on another thread."""
    limit = time.monotonic() + patience
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True
