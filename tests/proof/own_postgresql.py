"""A PostgreSQL of our own, which may be restarted, killed and paused."""

import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
PATIENCE_SECONDS = 60


@dataclass
class OwnPostgresql:
    """A server on this machine with a folder of its own."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"postgres://site@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        command = [str(binaries() / "postgres"), "-D", str(self.folder / "data")]
        command += ["-p", str(self.port), "-k", "", "-c", "listen_addresses=127.0.0.1"]
        command += ["-c", "max_connections=60"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(as_owner(command), stdout=log, stderr=log)  # noqa: S603
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.address, connect_timeout=1).close()
            except psycopg.OperationalError:
                time.sleep(0.01)
            else:
                return
        sys.exit("Stopped: PostgreSQL did not start.")

    def stop(self, how: signal.Signals = FAST) -> None:
        """End it: `FAST` ends every connection, `IMMEDIATE` as if the machine had lost power."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE_SECONDS)

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the server and to the process of each connection: to pause them."""
        if self.process:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            for pid in (*children.read_text(encoding="ascii").split(), self.process.pid):
                os.kill(int(pid), number)


def binaries() -> Path:
    """Debian keeps those of each version apart."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if not found:
        sys.exit("PostgreSQL is missing: install the package postgresql.")
    return found[-1]


def as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.getuid():
        return command
    owner = pwd.getpwnam("postgres")
    return [
        "setpriv",
        f"--reuid={owner.pw_uid}",
        f"--regid={owner.pw_gid}",
        "--clear-groups",
        *command,
    ]


@contextmanager
def own_postgresql() -> Iterator[OwnPostgresql]:
    """A new server, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        server = OwnPostgresql(Path(name), probe.getsockname()[1])
        probe.close()
        if not os.getuid():
            owner = pwd.getpwnam("postgres")
            os.chown(name, owner.pw_uid, owner.pw_gid)
        make = [str(binaries() / "initdb"), "-D", str(server.folder / "data"), "-U", "site"]
        make += ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(as_owner(make), check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        server.start()
        try:
            yield server
        finally:
            server.signal_all(signal.SIGCONT)
            server.stop()
