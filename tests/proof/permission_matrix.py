"""Prints who reaches what, role by role: python -m tests.proof.permission_matrix --help.

Every address of ours in the admin, and things that belong to one person or group. Exits 1 when
somebody reaches more or less than `tests/config/matrix/expected.py` and `objects.py` say.
"""

import argparse
import subprocess
import sys
import tempfile

from tests.bench.places import ROOT, places_at

SECONDS = 1200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", default="", help="A PostgreSQL; SQLite without it.")
    parser.add_argument(
        "--control", action="store_true", help="Writers get one permission too many: it is found."
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, places_at(arguments.database_url) as places:
        environment = places.place("matrix").environment | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATA_DIR": folder,
        }
        command = [sys.executable, "-m", "tests.proof.matrix_part"]
        command += ["--control"] if arguments.control else []
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, check=False, timeout=SECONDS
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
