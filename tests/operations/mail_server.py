"""A mail server of the tests, on this machine: it takes mail, refuses it, or stands still."""

import socket
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

GREETING = b"220 mail.invalid ready\r\n"


@dataclass
class Behaviour:
    """What the server does, and what it has taken."""

    kind: str = "takes"
    taken: list[str] = field(default_factory=list)
    connections: int = 0
    over: Event = field(default_factory=Event)


class Conversation(socketserver.StreamRequestHandler):
    """Just enough SMTP for one message after the other."""

    def handle(self) -> None:
        behaviour: Behaviour = self.server.behaviour  # type: ignore[attr-defined]
        behaviour.connections += 1
        if behaviour.kind == "hangs":
            behaviour.over.wait(30)
            return
        self.say(GREETING)
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.data(behaviour)
                if behaviour.kind == "cuts":
                    return
            elif word == b"QUIT":
                if behaviour.kind != "hangs_at_goodbye":
                    self.say(b"221 bye\r\n")
                    return
                behaviour.over.wait(30)
                return
            elif word == b"RCPT" and behaviour.kind == "refuses":
                self.say(b"550 no such person\r\n")
            else:
                time.sleep(0.5 if behaviour.kind == "slow" else 0)
                self.say(b"250 ok\r\n")

    def data(self, behaviour: Behaviour) -> None:
        self.say(b"354 go on\r\n")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        if behaviour.kind != "cuts":
            behaviour.taken.append(b"".join(lines).decode())
            self.say(b"250 taken\r\n")

    def say(self, words: bytes) -> None:
        self.wfile.write(words)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server() -> Iterator[tuple[Behaviour, int]]:
    """A server that listens, and its port."""
    with Server(("127.0.0.1", 0), Conversation) as server:
        behaviour = Behaviour()
        server.behaviour = behaviour  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield behaviour, server.server_address[1]
        finally:
            behaviour.over.set()
            server.shutdown()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: Any = taken.getsockname()[1]
    return int(port)
