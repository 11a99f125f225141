"""Stands between the site and one of its services, and fails in a chosen way."""

import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

CHUNK = 65536
LATE_SECONDS = 3.0
DRIP_SECONDS = 0.2
# What a connection lets through before it is cut in the middle of an answer.
CUT_AFTER_BYTES = 40
WORKING = "working"
FAULTS = ("refused", "reset", "hung", "+3 s", "cut", "slow")
RESET_AT_ONCE = struct.pack("ii", 1, 0)


class FaultProxy:
    """Passes connections on to a port, or does to each, old ones too, what `fault` says."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.fault = WORKING
        self.connections = 0
        self.open: set[socket.socket] = set()
        self.lock = threading.Lock()
        self.listener: socket.socket | None = None
        self.port = 0
        self.listen()

    def listen(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=200)
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.connections += 1
                threading.Thread(target=self.handle, args=(connection,), daemon=True).start()

    def set(self, fault: str) -> None:
        """Begin to fail, or to work again. Connections of before are dropped where that is a fault."""
        before, self.fault = self.fault, fault
        if fault == "refused":
            self.stop_listening()
        elif before == "refused":
            self.listen()
        if fault in {"refused", "reset"} or before != WORKING:
            self.drop_all()

    def stop_listening(self) -> None:
        if self.listener is not None:
            with suppress(OSError):
                self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.listener = None

    def close(self) -> None:
        self.stop_listening()
        self.drop_all()

    def drop_all(self) -> None:
        with self.lock:
            there, self.open = self.open, set()
        for each in there:
            reset(each)

    def handle(self, connection: socket.socket) -> None:
        if self.fault == "reset":
            reset(connection)
            return
        try:
            service = socket.create_connection(("127.0.0.1", self.target), timeout=10)
        except OSError:
            reset(connection)
            return
        service.settimeout(None)
        with self.lock:
            self.open |= {connection, service}
        back = threading.Thread(
            target=self.pour, args=(service, connection, self.answer), daemon=True
        )
        back.start()
        self.pour(connection, service, self.question)
        back.join()
        for each in (connection, service):
            with self.lock:
                self.open.discard(each)
            each.close()

    def pour(
        self,
        source: socket.socket,
        target: socket.socket,
        passed: Callable[[bytes, socket.socket], bool],
    ) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if not passed(data, target):
                    reset(source)
                    reset(target)
                    return
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def question(self, data: bytes, target: socket.socket) -> bool:
        """What the site sends: it always gets through, but for a service that hangs."""
        self.wait_while_hung()
        target.sendall(data)
        return True

    def answer(self, data: bytes, target: socket.socket) -> bool:
        """What the service sends back. False where the connection is cut in the middle."""
        self.wait_while_hung()
        fault = self.fault
        if fault == "+3 s":
            time.sleep(LATE_SECONDS)
        if fault == "cut":
            target.sendall(data[:CUT_AFTER_BYTES])
            return False
        if fault != "slow":
            target.sendall(data)
            return True
        for place in range(len(data)):
            if self.fault != "slow":
                target.sendall(data[place:])
                break
            target.sendall(data[place : place + 1])
            time.sleep(DRIP_SECONDS)
        return True

    def wait_while_hung(self) -> None:
        while self.fault == "hung":
            time.sleep(0.02)


def reset(connection: socket.socket) -> None:
    """End a connection as a machine does that has lost it."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        connection.close()
