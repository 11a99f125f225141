"""Lets the scanner Wapiti look for weaknesses in a throw-away site: python -m tests.proof.scan --help.

Exits 1 when it finds something that is not accepted below with its reason; 2 when the run went wrong.
"""

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.killing import Server
from tests.bench.places import ROOT, Place, places_at, stop
from tests.bench.tables import table

WAPITI = ROOT / "var" / "proof" / "venv" / "bin" / "wapiti"
# What may be wrong with a site of ours. Left out: what asks hosts on the internet (ssrf, xxe,
# log4shell, takeover, nikto, wapp, cms, htp), what guesses addresses or passwords (buster,
# brute_login_form), other products (wp_enum, shellshock, spring4shell, network_device), and TLS,
# which is nginx's (ssl, https_redirect).
MODULES = (
    "backup",
    "cookieflags",
    "crlf",
    "csp",
    "csrf",
    "exec",
    "file",
    "htaccess",
    "http_headers",
    "ldap",
    "methods",
    "permanentxss",
    "redirect",
    "sql",
    "upload",
    "xss",
)
CONTROL_MODULES = ("sql", "xss", "csrf")
WANTED = ("SQL Injection", "Reflected Cross Site Scripting")
HEADINGS = ("Kind of finding", "how often", "accepted", "such as")
STARTS = (
    "",
    "case-studies/",
    "search/?q=health",
    "self-check/",
    "tell-us/",
    "have-your-say/",
    "account/login/",
    "admin/login/",
)
# Findings that are as they should be: the kind, words in what is found, and why.
ACCEPTED = (
    (
        "Cross Site Request Forgery",
        "",
        "forms without a cookie carry no token: there is nothing to ride on (docs/self-check.md)",
    ),
    *(
        ("Secure Flag cookie", f": {name}", "the scanned site has no TLS (tests/proof/scanned.py)")
        for name in ("csrftoken", "self_check", "sessionid")
    ),
)


@dataclass(frozen=True)
class ScannedPlace(Place):
    """A prepared site, run with other settings."""

    settings: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "true",
        }


@dataclass(frozen=True)
class Finding:
    kind: str
    where: str
    words: str

    @property
    def reason(self) -> str:
        """Why it is accepted; nothing where it is not."""
        said = f"{self.where} {self.words}"
        return next((why for kind, part, why in ACCEPTED if kind in self.kind and part in said), "")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="For looking around, and again")
    parser.add_argument("--database-url", default="", help="A PostgreSQL; SQLite without it.")
    parser.add_argument(
        "--control", action="store_true", help="A site with mistakes put in, which must be found."
    )
    return parser.parse_args()


def command(site: str, folder: Path, arguments: argparse.Namespace) -> list[str]:
    seconds = str(int(arguments.minutes * 60))
    modules = CONTROL_MODULES if arguments.control else MODULES
    planted = ("planted-markup/?words=a", "planted-question/?words=home")
    starts = planted if arguments.control else STARTS
    first = f"{site}/{starts[0]}"
    given = [str(WAPITI), "-u", first, "--scope", "page" if arguments.control else "folder"]
    for each in starts[1:]:
        given += ["-s", f"{site}/{each}"]
    given += ["-m", ",".join(modules), "-f", "json", "-o", str(folder / "report.json")]
    given += ["--store-session", str(folder), "--store-config", str(folder), "--no-bugreport"]
    given += ["--max-scan-time", seconds, "--max-attack-time", str(int(seconds) // len(modules))]
    given += ["-d", "6", "--max-links-per-page", "40", "--max-files-per-dir", "12"]
    given += [
        "--max-parameters",
        "12",
        "--tasks",
        "4",
        "-t",
        "15",
        "-S",
        "normal",
        "--skip",
        "page",
    ]
    given += ["-H", "X-Forwarded-Proto: https", "-x", f"{site}/static/*", "-x", f"{site}/media/*"]
    return [*given, "-v", "0"]


def scanned(place: Place, arguments: argparse.Namespace, folder: Path) -> Mapping[str, Any]:
    with Server(place) as server:
        done = subprocess.run(  # noqa: S603 - our own command
            command(server.url, folder, arguments),
            cwd=folder,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=arguments.minutes * 180 + 120,
        )
    report = folder / "report.json"
    if not report.exists():
        stop(f"Stopped: no report.\n{done.stdout[-2000:]}")
    told: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def findings_of(report: Mapping[str, Any]) -> Iterator[Finding]:
    for group in ("vulnerabilities", "anomalies"):
        for kind, found in report.get(group, {}).items():
            for each in found:
                where = f"{each['method']} {each['path']} {each.get('parameter') or ''}".strip()
                yield Finding(kind, where, each["info"])


def shown(findings: list[Finding]) -> str:
    counted = Counter(each.kind for each in findings)
    rows = []
    for kind, number in sorted(counted.items()):
        of_kind = [each for each in findings if each.kind == kind]
        accepted = sum(bool(each.reason) for each in of_kind)
        rows.append([kind, str(number), str(accepted), of_kind[0].where[:90]])
    return table(HEADINGS, rows)


def main() -> int:
    arguments = read_arguments()
    if not WAPITI.exists():
        stop("Wapiti is not there: make scan installs it.")
    sys.stderr.write("Making a site (about a minute) …\n")
    began = time.monotonic()
    settings = "tests.proof.planted" if arguments.control else "tests.proof.scanned"
    with places_at(arguments.database_url) as places, tempfile.TemporaryDirectory() as folder:
        made = places.prepared()
        place = ScannedPlace(made.folder, made.database, settings=settings)
        report = scanned(place, arguments, Path(folder))
    findings = list(findings_of(report))
    told = report.get("infos", {})
    pages = told.get("crawled_pages_nbr", "?")
    sys.stdout.write(f"{pages} requests found, {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(f"Modules: {', '.join(CONTROL_MODULES if arguments.control else MODULES)}\n")
    sys.stdout.write(shown(findings) + "\n")
    for reason in sorted({each.reason for each in findings if each.reason}):
        sys.stdout.write(f"Accepted: {reason}\n")
    missed = [each for each in findings if not each.reason]
    for each in missed[:40]:
        sys.stdout.write(f"**missed**: {each.kind}: {each.where[:160]}: {each.words[:160]}\n")
    if arguments.control:
        kinds = {each.kind for each in findings}
        return 1 if all(any(want in kind for kind in kinds) for want in WANTED) else 0
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
