"""MDN's Observatory on a site with TLS, and the headers of each kind of answer: `make observatory`.

The scanner asks https://NAME on the ports that browsers use. So it runs in a network of its own,
where these ports lead to the site's, and where nothing else can be reached. That needs root.
"""

import argparse
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.tables import table
from tests.house.places import ROOT

SCANNER = "@mdn/mdn-http-observatory@1.4.8"
FOLDER = ROOT / "var" / "proof" / "observatory"
PACKAGE = FOLDER / "node_modules" / "@mdn" / "mdn-http-observatory"
# Lists that the scanner's installation loads from elsewhere. Without them no host counts as preloaded.
LISTS = {"hsts-preload.json": "{}", "tld-list.json": '["example", "org", "com", "net", "uk"]'}
BEST_GRADE, LEAST = "A+", 120
EVERYWHERE = {
    "content-security-policy": "frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
OVER_TLS = {"strict-transport-security": "max-age=63072000; includeSubDomains; preload"}
ASKED = [
    ("a page", "GET", "/"),
    ("no body", "HEAD", "/"),
    ("options", "OPTIONS", "/"),
    ("missing page", "GET", "/no-such-page/"),
    ("missing file", "GET", "/static/no-such-file.css"),
    ("address without its slash", "GET", "/search"),
    ("form without a token", "POST", "/account/login/"),
    ("too much", "POST", "/tell-us/"),
    ("way that is not offered", "DELETE", "/self-check/start/"),
    ("file", "GET", "/favicon.ico"),
    ("missing picture", "GET", "/media/images/no-such-picture.png"),
    ("missing document", "GET", "/documents/999999/none.pdf"),
    ("log-in", "GET", "/account/login/"),
    ("what nginx keeps to itself", "GET", "/_media/x"),
]
TOO_MUCH = 21 * 1024 * 1024


def main() -> int:
    asked = arguments()
    missed = report_headers(asked)
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("npm"):
        tell("Observatory did not run: it needs root, unshare (util-linux), ip and npm.")
        return 1
    install()
    return 1 if report_grade(scan(asked)) or missed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="https://localhost:8443", help="The site, over TLS.")
    parser.add_argument("--http-port", type=int, default=8080, help="Where it redirects to TLS.")
    parser.add_argument("--authority", type=Path, help="The certificate that signed the site's.")
    parser.add_argument("--in-network", help=argparse.SUPPRESS)
    return parser.parse_args()


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n\n")
    sys.stdout.flush()


# ---- the headers of each kind of answer ----


def report_headers(asked: argparse.Namespace) -> int:
    rows, missed = [], 0
    for name, method, path in ASKED:
        answer = answer_of(asked, method, path, TOO_MUCH if name == "too much" else 0)
        wrong = wrong_headers(answer, {**EVERYWHERE, **OVER_TLS})
        missed += bool(wrong)
        rows.append([f"{name}: {method} {path}", str(answer.status), ", ".join(wrong) or "met"])
    answer = answer_of(asked, "GET", "/search/?q=a", 0, plain=True)
    wrong = wrong_headers(answer, EVERYWHERE)
    missed += bool(wrong) or answer.status not in {301, 308}
    rows.append(["redirect from http", str(answer.status), ", ".join(wrong) or "met"])
    found = len(control())
    missed += found < len(EVERYWHERE)
    rows.append(["control: a server without any", "501", f"{found} missing, as it must be"])
    tell(table(["Answer", "Status", "Headers"], rows))
    return missed


def answer_of(
    asked: argparse.Namespace, method: str, path: str, size: int, *, plain: bool = False
) -> HTTPResponse:
    place = urlsplit(asked.url)
    port = asked.http_port if plain else place.port or 443
    connection: HTTPConnection
    if plain:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
    else:
        trusts_anybody = ssl._create_unverified_context()  # noqa: S323 - signed by the stack itself
        connection = HTTPSConnection("127.0.0.1", port, timeout=30, context=trusts_anybody)
    headers = {"Host": place.netloc, "Content-Length": str(size)}
    # nginx answers before it has read all of what is too much.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request(method, path, b"x" * size, headers)
    return connection.getresponse()


def control() -> list[str]:
    """What is found to be wrong with a server that sends none of the headers: all of it."""
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    threading.Thread(target=server.handle_request, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", "/", headers={"Connection": "close"})
    wrong = wrong_headers(connection.getresponse(), {**EVERYWHERE, **OVER_TLS})
    server.server_close()
    return wrong


def wrong_headers(answer: HTTPResponse, expected: dict[str, str]) -> list[str]:
    """Which are missing or different; and whether the server's name tells its version."""
    names = [name for name, value in expected.items() if value not in answer.headers.get(name, "")]
    if any(letter.isdigit() for letter in answer.headers.get("server", "")):
        names.append("server tells its version")
    return names


# ---- the scanner ----


def install() -> None:
    """The scanner's own scripts at installation load lists from elsewhere: they do not run."""
    if not PACKAGE.is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run([*command, "--prefix", str(FOLDER), SCANNER], check=True)  # noqa: S603
    for name, text in LISTS.items():
        place = PACKAGE / "conf" / name
        if not place.exists():
            place.write_text(text, encoding="utf-8")


def scan(asked: argparse.Namespace) -> dict[str, object]:
    """Run this module again in a network of its own; two sockets lead out of it, to the site."""
    with tempfile.TemporaryDirectory() as folder:
        place = urlsplit(asked.url)
        for name, port in (("https", place.port or 443), ("http", asked.http_port)):
            forward(listen_at(Path(folder) / name), ("127.0.0.1", port))
        inside = ["unshare", "--net", "--mount", sys.executable, "-m", "tests.proof.observatory"]
        options = ["--url", asked.url, "--http-port", str(asked.http_port), "--in-network", folder]
        trusted = {"NODE_EXTRA_CA_CERTS": str(asked.authority)} if asked.authority else {}
        done = subprocess.run(  # noqa: S603
            [*inside, *options],
            cwd=ROOT,
            env={**os.environ, **trusted},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def scan_in_network(asked: argparse.Namespace) -> int:
    """Inside: the ports of a site on the one address that there is, under the site's name."""
    place = urlsplit(asked.url)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)  # noqa: S607
    folder = Path(asked.in_network)
    hosts = folder / "hosts"
    hosts.write_text(f"127.0.0.1 {place.hostname}\n", encoding="utf-8")
    subprocess.run(["mount", "--bind", str(hosts), "/etc/hosts"], check=True)  # noqa: S603, S607
    # The redirect names the port that the site is served on.
    for port in {443, place.port or 443}:
        forward(listen_on(port), str(folder / "https"))
    for port in {80, asked.http_port}:
        forward(listen_on(port), str(folder / "http"))
    command = ["node", str(PACKAGE / "src" / "scan.js"), str(place.hostname)]
    return subprocess.run(command, check=False).returncode  # noqa: S603


def listen_on(port: int) -> socket.socket:
    return socket.create_server(("127.0.0.1", port))


def listen_at(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    return server


def forward(server: socket.socket, target: str | tuple[str, int]) -> None:
    """Pass on what comes to one end, as long as this process runs."""

    def serve() -> None:
        while True:
            client, _ = server.accept()
            out = socket.socket(socket.AF_UNIX if isinstance(target, str) else socket.AF_INET)
            out.connect(target)
            for pair in ((client, out), (out, client)):
                threading.Thread(target=pump, args=pair, daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()


def pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)


def report_grade(found: dict[str, object]) -> int:
    """The table of its tests; 1 where the grade or the score is less than it has to be."""
    result, tests = found["scan"], found["tests"]
    assert isinstance(result, dict), found
    assert isinstance(tests, dict), found
    tell(table(["Observatory's test", "Points", "Passed", "Result"], rows_of(tests)))
    met = result["grade"] == BEST_GRADE and int(result["score"]) >= LEAST
    words = "met" if met else f"**missed**: {BEST_GRADE} and {LEAST} are wanted"
    tell(f"Grade {result['grade']}, score {result['score']}: {words}.")
    return 0 if met else 1


def rows_of(tests: dict[str, dict[str, object]]) -> Iterable[list[str]]:
    for name, test in tests.items():
        yield [name, *(str(test[key]) for key in ("scoreModifier", "pass", "result"))]


if __name__ == "__main__":
    given = arguments()
    sys.exit(scan_in_network(given) if given.in_network else main())
