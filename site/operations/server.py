"""What the web server's configuration calls, before Django is there and after a worker has ended."""

import os
import shutil
from pathlib import Path

# Read by prometheus-client: the processes of one server keep their figures there, and are added up.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def start_figures(folder: str | Path) -> None:
    """Begin with an empty folder of figures. Before anything of the site is imported."""
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True, mode=0o700)
    os.environ[FOLDER] = str(folder)


def forget_worker(pid: int) -> None:
    """Take the memory of a worker that has ended out of the figures. What it counted stays."""
    if folder := os.environ.get(FOLDER):
        for file in Path(folder).glob(f"gauge_live*_{pid}.db"):
            file.unlink(missing_ok=True)
