"""Where our code is: what the house rules look at."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    *sorted(path.parent for path in (ROOT / "site").glob("*/__init__.py")),
    ROOT / "guidance",
    ROOT / "casestudies",
    ROOT / "selfcheck",
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def own_modules() -> list[Path]:
    """Every Python module of ours, migrations aside."""
    return [
        path for app in APPS for path in sorted(app.rglob("*.py")) if "migrations" not in path.parts
    ]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
