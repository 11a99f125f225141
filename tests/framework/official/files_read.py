"""Finds the example files, and makes others like them."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document

from framework.official.checking import check
from framework.official.files import File, read_files
from framework.official.text import OfficialText

FILES = Path(__file__).parent / "files"
PHASES = {1: "Check", 2: "Challenge", 7: "Evaluate"}
LEVELS = ("Emerging", "Developing", "Maturing", "Thriving")


def file(name: str) -> File:
    return File(name, (FILES / name).read_bytes())


def paths(*names: str) -> list[str]:
    return [str(FILES / name) for name in names]


def changed(name: str, *changes: tuple[str, str]) -> File:
    """An example with something else in it. Says so where that was not there."""
    text = (FILES / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return File(name, text.encode())


def as_file(data: Any, name: str = "text.json") -> File:
    return File(name, json.dumps(data).encode())


def a_part(**fields: Any) -> dict[str, Any]:
    """The smallest whole part, as JSON."""
    levels = {level.lower(): [f"{level} looks so."] for level in LEVELS}
    return {"identifier": "1b", "title": "Evidence", "summary": "In short.", **fields} | {
        "levels": levels | fields.get("levels", {})
    }


def a_text(*parts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"version": 1, "parts": list(parts), **fields}


def read(*files: File) -> OfficialText:
    """Read and checked, without a database."""
    text = read_files(files, PHASES)
    check(text, frozenset(PHASES))
    return text


def word(document: Any) -> bytes:
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def empty_document() -> Any:
    return Document()
