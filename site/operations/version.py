"""Which version of the code runs: the revision of the checkout, where there is one."""

from pathlib import Path

LENGTH = 12


def revision(checkout: Path) -> str:
    """The start of the commit's name, read from its files: no program is started. Or nothing."""
    git = checkout / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        _, is_name, name = head.partition("ref: ")
        return (commit_of(git, name) if is_name else head)[:LENGTH]
    except OSError:
        return ""


def commit_of(git: Path, name: str) -> str:
    loose = git / name
    if loose.is_file():
        return loose.read_text(encoding="ascii").strip()
    packed = (git / "packed-refs").read_text(encoding="ascii").splitlines()
    found = [line.partition(" ")[0] for line in packed if line.endswith(f" {name}")]
    return found[0] if found else ""
