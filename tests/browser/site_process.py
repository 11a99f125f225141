"""Runs a function of a test module in the site's own process, and brings back what it says."""

import json
import subprocess
import sys
from typing import Any

from tests.house.places import ROOT


def said_by(environment: dict[str, str], module: str, call: str) -> Any:
    """What a call such as `make_pages()` gives, through JSON."""
    command = f"import json; from {module} import *; print(json.dumps({call}))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
