"""People whose lines are so slow that a request takes minutes: one letter of it a second."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.proof.stack_site import Client

REQUEST = b"GET /search/?q=slow HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


@contextmanager
def slow_people(client: Client, number: int) -> Iterator[Callable[[], int]]:
    """So many open lines to where a client asks. Gives a function that counts those still open."""
    lines = [opened(client) for _ in range(number)]
    stop = threading.Event()
    writer = threading.Thread(target=dribble, args=(lines, stop), daemon=True)
    writer.start()
    try:
        yield lambda: sum(line.fileno() >= 0 for line in lines)
    finally:
        stop.set()
        writer.join()
        for line in lines:
            line.close()


def opened(client: Client) -> socket.socket:
    place = (client.parts.hostname or "", client.parts.port or 443)
    line = socket.create_connection(place, timeout=30)
    if client.tls:
        line = client.tls.wrap_socket(line, server_hostname=client.parts.hostname)
    line.sendall(REQUEST)
    return line


def dribble(lines: list[socket.socket], stop: threading.Event) -> None:
    while not stop.wait(1):
        for line in lines:
            try:
                line.sendall(b"x")
            except OSError:
                line.close()
