"""Proxies of the tests: one that notes what it is told, and the real nginx as it is shipped."""

import getpass
import http.client
import os
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.test.client import ClientHandler

from operations.proxies import DONE, ORDER
from tests.operations.redis_server import free_port

ROOT = Path(__file__).resolve().parents[2]
NAME = "localhost"
TOKEN = "t" * 40
PATIENCE_SECONDS = 20.0
FORGIVEN_AFTER_SECONDS = 1.2


@dataclass
class NotingProxy:
    """It takes orders as its `behaviour` says: "passes on", "keeps to itself" or "hangs"."""

    port: int
    behaviour: str = "passes on"
    told: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.told]


@contextmanager
def noting_proxy() -> Iterator[NotingProxy]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            proxy.told.append((self.path, self.headers["Host"], self.headers[ORDER]))
            if proxy.behaviour == "hangs":
                time.sleep(5)
            self.send_response(200)
            if proxy.behaviour == "passes on":
                self.send_header(DONE, "1")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Nothing is written of what tests ask."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    proxy = NotingProxy(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """The site as Django's test client asks it: it stays in the transaction of the test."""
    response = ClientHandler()(environ)
    cookies = [("Set-Cookie", each.OutputString()) for each in response.cookies.values()]
    status = f"{response.status_code} {response.reason_phrase}"
    start_response(status, [*response.items(), *cookies])
    return [response.content]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing is written of what tests ask."""


@dataclass
class Nginx:
    """The site behind the shipped nginx. The site answers in the thread, and the transaction, of
    the test: so it sees what the test has stored."""

    https: int
    inside: int
    web: int
    site: WSGIServer | None = None

    def up(self) -> None:
        """The site answers; nginx asks it again a second after it was gone."""
        self.site = make_server("127.0.0.1", self.web, application, handler_class=QuietHandler)
        self.site.timeout = 0.02
        time.sleep(FORGIVEN_AFTER_SECONDS)

    def down(self) -> None:
        if self.site:
            self.site.server_close()
            self.site = None

    def during(self, call: Callable[[], Any]) -> Any:
        """What a call gives that asks nginx, while the site answers."""
        given: list[Any] = []
        asking = threading.Thread(target=lambda: given.append(call()))
        asking.start()
        while asking.is_alive():
            if self.site:
                self.site.handle_request()
            asking.join(0.01)
        return given[0]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        return self.during(lambda: fetch(self.https, path, headers))


def fetch(port: int, path: str, headers: dict[str, str]) -> tuple[int, str]:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(NAME, port, timeout=10, context=context)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def certificate(folder: Path) -> dict[str, str]:
    files = {"TLS_CERTIFICATE": str(folder / "site.pem"), "TLS_KEY": str(folder / "site.key")}
    named = ["-keyout", files["TLS_KEY"], "-out", files["TLS_CERTIFICATE"], "-subj", f"/CN={NAME}"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    subprocess.run([*command, *named], check=True, capture_output=True)  # noqa: S603 - our own
    return files


@contextmanager
def shipped_nginx(folder: Path) -> Iterator[Nginx]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        assert not os.environ.get("REQUIRE_SERVICES"), "nginx has to be installed"
        pytest.skip("nginx is not installed")
    nginx = Nginx(*(free_port() for _ in range(3)))
    listens = {
        "HTTP_LISTEN": free_port(),
        "HTTPS_LISTEN": nginx.https,
        "INSIDE_LISTEN": nginx.inside,
    }
    places = {"DATA_ROOT": "data", "NGINX_RUN": "", "NGINX_CACHE": "pages", "ACME_ROOT": "acme"}
    about = {
        **{name: f"127.0.0.1:{port}" for name, port in listens.items()},
        **{name: str(folder / place) for name, place in places.items()},
        **dict.fromkeys(("WEB_1", "WEB_2"), f"127.0.0.1:{nginx.web}"),
        "NGINX_ACCESS_LOG": str(folder / "requests.log"),
        "NGINX_USER": getpass.getuser(),
        "NGINX_PID": str(folder / "nginx.pid"),
        "SITE_NAME": NAME,
        "PURGE_TOKEN": TOKEN,
        **certificate(folder),
    }
    subprocess.run(  # noqa: S603 - our own
        [ROOT / "deploy/nginx/render", folder], env=os.environ | about, check=True
    )
    command = [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]
    process = subprocess.Popen([*command, "-g", "daemon off;"])  # noqa: S603 - our own
    try:
        wait_for(nginx, process)
        yield nginx
    finally:
        nginx.down()
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def wait_for(nginx: Nginx, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            fetch(nginx.https, "/", {})
            return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")
