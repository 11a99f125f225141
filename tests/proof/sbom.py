"""Says what the site is made of, in CycloneDX: python -m tests.proof.sbom --help.

Writes `var/sbom/python.json` and `var/sbom/front-end.json` and checks both against the schema and
against the locks. Exits 1 when something is installed that no lock names, or the other way round.
"""

import argparse
import base64
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.bench.places import ROOT
from tests.bench.tables import table

TOOLS = ROOT / "var" / "proof" / "venv" / "bin"
FOLDER = ROOT / "var" / "sbom"
SPECIFICATION = "1.6"
PINNED = re.compile(
    r"^([a-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)\s*(;[^\\]*)?", re.IGNORECASE | re.MULTILINE
)
# What pip itself puts into an environment, and this project.
NOT_LOCKED = {"pip", "setuptools", "wheel", "uv", "engagement-framework-site"}
# What the control takes out of the lock.
TAKEN_OUT = "django"
UNKNOWN = "not said"
# Packages that name no licence in their metadata, with the one in the file that they bring.
SAID_ELSEWHERE = {"protobuf": "BSD-3-Clause"}
CHECK = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.from_version(sys.argv[1])).validate_str(sys.stdin.read())
sys.exit(str(error)[:500] if error else 0)
"""


def normal(name: str) -> str:
    """
    >>> normal("Foo_Bar.baz")
    'foo-bar-baz'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(path: Path) -> dict[str, tuple[str, bool]]:
    """The packages that a lock names: the version of each, and whether every machine gets it."""
    found = PINNED.findall(path.read_text(encoding="utf-8"))
    return {normal(name): (version, not marker) for name, version, marker in found}


def python_bill() -> dict[str, Any]:
    """What is installed in the environment that runs this, as its own packages tell it."""
    command = [str(TOOLS / "cyclonedx-py"), "environment", "--sv", SPECIFICATION, "--of", "JSON"]
    command += ["--output-reproducible", "--pyproject", "pyproject.toml", sys.executable]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, timeout=300
    )
    bill: dict[str, Any] = json.loads(done.stdout)
    needed = locked(ROOT / "requirements" / "base.txt")
    for each in bill.get("components", []):
        # What only tests and builds need is in the bill, and said to be no part of the site.
        each["scope"] = "required" if normal(each["name"]) in needed else "excluded"
    return bill


def front_end_bill() -> dict[str, Any]:
    """What the stylesheet and the script are built from, as the lock of npm names it."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {path: each for path, each in lock["packages"].items() if path}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {"component": {"type": "application", "name": lock["name"]}},
        "components": [component(path, each) for path, each in sorted(packages.items())],
    }


def component(path: str, package: Mapping[str, Any]) -> dict[str, Any]:
    name = path.rpartition("node_modules/")[2]
    address = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
    method, _, digest = package["integrity"].partition("-")
    return {
        "type": "library",
        "bom-ref": f"{address}#{path}",
        "name": name,
        "version": package["version"],
        "purl": address,
        "scope": "required" if name == "nhsuk-frontend" else "excluded",
        "licenses": [{"expression": package["license"]}] if "license" in package else [],
        "hashes": [
            {
                "alg": method.upper().replace("SHA", "SHA-"),
                "content": base64.b64decode(digest).hex(),
            }
        ],
    }


def write(name: str, bill: Mapping[str, Any]) -> list[str]:
    """Write a bill, and say where it breaks the schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(bill, indent=2, sort_keys=True)
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own command
        [str(TOOLS / "python"), "-c", CHECK, SPECIFICATION],
        input=text,
        check=False,
        stderr=subprocess.PIPE,
        text=True,
        timeout=300,
    )
    return [f"{name} breaks the schema: {done.stderr.strip()[-300:]}"] if done.returncode else []


def licence_of(part: Mapping[str, Any]) -> str:
    """The licence of a component, in one line."""
    said = []
    for each in part.get("licenses", []):
        licence = each.get("license", {})
        said.append(each.get("expression") or licence.get("id") or licence.get("name") or "")
    short = {each.splitlines()[0].rpartition("License :: ")[2][:80] for each in said if each}
    return ", ".join(sorted(short)) or SAID_ELSEWHERE.get(part["name"], UNKNOWN)


def not_as_locked(parts: Iterable[Mapping[str, Any]], *, control: bool) -> list[str]:
    """Where what is installed and what the locks name are not the same."""
    whole = locked(ROOT / "requirements" / "dev.txt")
    needed = locked(ROOT / "requirements" / "base.txt")
    if control:
        del whole[TAKEN_OUT]
    there = {normal(part["name"]): part["version"] for part in parts}
    there = {name: version for name, version in there.items() if name not in NOT_LOCKED}
    found = [
        f"{name} {there[name]} is installed, and in no lock" for name in there.keys() - whole.keys()
    ]
    for name, (version, everywhere) in needed.items():
        if name not in there and everywhere:
            found.append(f"{name} {version} is locked, and not in the bill")
    found += [
        f"{name} is {there[name]}, and {whole[name][0]} in the lock"
        for name in there.keys() & whole.keys()
        if there[name] != whole[name][0]
    ]
    return sorted(found)


def licences(bills: Mapping[str, Mapping[str, Any]]) -> str:
    """A table of the licences, with what has each."""
    users: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, bill in bills.items():
        for part in bill["components"]:
            use = "part of the site" if part.get("scope") == "required" else "to build and test"
            users[licence_of(part), f"{name}, {use}"].append(part["name"])
    rows = [
        [licence, use, str(len(set(names))), ", ".join(sorted(set(names))[:6])]
        for (licence, use), names in sorted(users.items())
    ]
    return table(["Licence", "Where", "packages", "such as"], rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--control", action="store_true", help=f"As if {TAKEN_OUT} were in no lock: it is found."
    )
    control = parser.parse_args().control
    bills = {"python": python_bill(), "front-end": front_end_bill()}
    missed = [wrong for name, bill in bills.items() for wrong in write(f"{name}.json", bill)]
    missed += not_as_locked(bills["python"]["components"], control=control)
    missed += [
        f"{part['name']}: no licence is said"
        for bill in bills.values()
        for part in bill["components"]
        if licence_of(part) == UNKNOWN and part.get("scope") == "required"
    ]
    sys.stdout.write(licences(bills) + "\n\n")
    numbers = {name: len(bill["components"]) for name, bill in bills.items()}
    sys.stdout.write(f"{numbers['python']} Python packages, {numbers['front-end']} of npm\n")
    sys.stdout.write("Known weaknesses are not looked up: that needs a database on the internet.\n")
    sys.stdout.write("".join(f"**missed**: {each}\n" for each in missed) or "met: as locked\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
