"""Our site behind gunicorn, for as long as somebody looks at it."""

import os
import re
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.house.places import ROOT

SECRETS = re.compile(r"/self-check/[\w-]{20,}|/have-your-say/l/[\w-]{20,}")
# The certificate of a test's own site is signed by nobody.
TRUSTS_ANYBODY = ssl.create_default_context()
TRUSTS_ANYBODY.check_hostname = False
TRUSTS_ANYBODY.verify_mode = ssl.CERT_NONE


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of a site that keeps everything in a folder, with a free port."""
    return {
        **os.environ,
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DEBUG": "false",
        "BASE_URL": f"http://127.0.0.1:{free_port()}",
        # The editor saves by itself this often: nobody wants to wait for it.
        "WAGTAIL_AUTOSAVE_INTERVAL": "500",
    }


@contextmanager
def served(environment: dict[str, str], *options: str) -> Iterator[str]:
    """Serve the site of an environment; gives its address. Afterwards its log is looked at."""
    address = environment["BASE_URL"]
    serve = [sys.executable, "-m", "gunicorn", "config.wsgi", "--threads", "4", *options]
    where = urlsplit(address).netloc
    log_file = Path(environment["DATA_DIR"]) / f"server-{urlsplit(address).port}.log"
    with log_file.open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            [*serve, "--bind", where], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_until_it_answers(f"{address}/livez")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
    refuse_secrets_in(log_file)


def wait_until_it_answers(address: str) -> None:
    for _ in range(120):
        try:
            with urlopen(address, timeout=1, context=TRUSTS_ANYBODY):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError("The site did not start: see the server's log in the test's folder.")


def refuse_secrets_in(log: Path) -> None:
    """The whole session's log: no error in it, and no secret link."""
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text, text[-3000:]
    assert not SECRETS.search(text)
