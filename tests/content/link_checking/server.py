"""A real web server on this machine, with what a link check meets out there."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Thread

HERE = "127.0.0.1"
ELSEWHERE = "127.0.0.2"
REDIRECTS = {
    "/moved": (301, "/ok"),
    "/moved-and-gone": (308, "/gone"),
    "/moved-then-lent": (301, "/lent"),
    "/lent": (302, "/ok"),
    "/loop": (302, "/loop"),
    "/to-a-mail": (302, "mailto:a@b.example"),
    "/spaced": (301, "/ok?with=a b&\u00e9"),
}
WAITS = {
    "/busy": "3600",
    "/busy-without-end": "9" * 5_000,
    "/busy-far-away": f"Wed, 01 Jul 2026 01:00:00 +{'9' * 20}",
}
ANSWERS = {"/ok": 200, "/gone": 404, "/gone-for-good": 410, "/error": 500, "/closed": 403}


def is_here(numeric: str) -> bool:
    """What tests let the check connect to: this server, and no other."""
    return numeric == HERE


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; what was asked is kept on the server."""

    server: "Server"

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        path = self.path.partition("?")[0]
        if path in REDIRECTS:
            code, location = REDIRECTS[path]
            self.send_head(code, Location=location.encode().decode("latin-1"))
        elif path == "/to-the-network":
            self.send_head(302, Location=f"http://{ELSEWHERE}:{self.server.server_port}/ok")
        elif path == "/only-get":
            self.send_head(405 if self.command == "HEAD" else 200)
        elif path == "/hangs-up-on-head" and self.command == "HEAD":
            self.close_connection = True
        elif path in WAITS:
            self.send_head(429, **{"Retry-After": WAITS[path]})
        elif path in {"/drip", "/long", "/junk", "/endless", "/hints"}:
            self.odd(path)
        else:
            self.send_head(ANSWERS.get(path, 200))

    def send_head(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def odd(self, path: str) -> None:
        try:
            if path == "/drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
                for _ in range(60):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
            elif path == "/long":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 20_000)
            elif path == "/junk":
                self.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
            elif path == "/hints":
                self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                self.send_head(404)
            else:
                self.send_head(200)
                while True:
                    self.wfile.write(b"a" * 4096)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the library
        """Nothing is written to the screen."""


class Server(ThreadingHTTPServer):
    """Keeps what it was asked for: method, path, and who said to ask."""

    daemon_threads = True

    def __init__(self, tls: SSLContext | None = None) -> None:
        super().__init__((HERE, 0), Handler)
        self.asked: list[tuple[str, str, str]] = []
        self.tls = tls
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def address(self, path: str) -> str:
        return f"http{'s' if self.tls else ''}://{HERE}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who hangs up is what some of the tests are about."""


@contextmanager
def running(tls: SSLContext | None = None) -> Iterator[Server]:
    with Server(tls) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def tls_with(certificate: str, key: str) -> SSLContext:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
