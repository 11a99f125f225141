"""The site that `make stack` runs, for the commands that ask it: addresses, certificate, processes."""

import http.client
import os
import ssl
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.places import LOOPBACK, ROOT

PATIENCE_SECONDS = 30
FAILED = 599


@dataclass(frozen=True)
class Stack:
    """Where the parts of the running stack are."""

    folder: Path
    url: str
    web_urls: list[str]
    authority: Path
    data_dir: Path

    @property
    def environment(self) -> dict[str, str]:
        return dict(os.environ) | {"STACK_FOLDER": str(self.folder)}

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    def pid(self, name: str) -> int:
        return int((self.folder / f"{name}.pid").read_text(encoding="ascii").split()[0])

    def proxy(self) -> "Client":
        return Client(self.url, ssl.create_default_context(cafile=self.authority))

    def web(self, number: int) -> "Client":
        """Straight to one gunicorn, with what the proxy would say."""
        headers = {"Host": self.host, "X-Forwarded-Proto": "https"}
        return Client(self.web_urls[number - 1], None, headers)


class Client:
    """Somebody who keeps a connection, as browsers do, and never tries again."""

    def __init__(
        self, url: str, tls: ssl.SSLContext | None, headers: Mapping[str, str] | None = None
    ) -> None:
        self.parts = urlsplit(url)
        self.tls = tls
        self.headers = dict(headers or {}) | {"Accept-Encoding": "gzip"}
        self.connection: http.client.HTTPConnection | None = None

    def connect(self) -> http.client.HTTPConnection:
        host, port = self.parts.hostname or "", self.parts.port
        if self.tls:
            return http.client.HTTPSConnection(
                host, port, timeout=PATIENCE_SECONDS, context=self.tls
            )
        return http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> tuple[int, float]:
        """The status and how long it took; `FAILED` where no answer came."""
        began = time.perf_counter()
        self.connection = self.connection or self.connect()
        try:
            self.connection.request(method, path, body=body, headers=self.headers)
            answer = self.connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            self.close()
            status = FAILED
        return status, time.perf_counter() - began

    def close(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None


def running_stack() -> Stack:
    """The stack that runs. Exits with one line when there is none, or one on another machine."""
    folder = Path(os.environ.get("STACK_FOLDER", ROOT / "var" / "stack"))
    try:
        lines = (folder / "addresses.env").read_text(encoding="utf-8").splitlines()
    except OSError:
        sys.exit("The stack does not run: make stack.")
    said = dict(line.split("=", 1) for line in lines)
    if urlsplit(said["STACK_URL"]).hostname not in LOOPBACK:
        sys.exit("The stack is not on this machine: it is not asked.")
    return Stack(
        folder,
        said["STACK_URL"],
        said["STACK_WEB_URLS"].split(","),
        Path(said["STACK_AUTHORITY"]),
        Path(said["STACK_DATA_DIR"]),
    )
