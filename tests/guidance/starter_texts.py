"""The words of the starter content, read from its files: by page, and by record."""

import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from tests.house.places import ROOT

GUIDANCE = sorted((ROOT / "guidance/content/guidance").glob("*.toml"))
PAGES = [
    *GUIDANCE,
    *sorted((ROOT / "guidance/content/sub_phases").glob("*.toml")),
    *sorted((ROOT / "site/pages/content").glob("*.toml")),
    *sorted((ROOT / "casestudies/content").glob("*.toml")),
]
RECORDS = [
    *sorted((ROOT / "site/framework/data").glob("*.toml")),
    ROOT / "guidance/content/terms.toml",
    ROOT / "selfcheck/data/questions.toml",
]
NOT_FOR_READERS = {
    *("type", "slug", "identifier", "anchor", "study", "phase", "sub_phase", "sub_phases"),
    *("statements", "measures", "source", "sources", "url", "address", "licence_address"),
}
LINE_END = re.compile(r"</(?:p|li)>")
TAG = re.compile(r"<[^>]+>")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def raw_texts(value: Any) -> Iterator[str]:
    """Every text that readers see. One without a space is an identifier or a single word."""
    if isinstance(value, str):
        if " " in value.strip():
            yield value
        return
    if isinstance(value, dict):
        value = [inner for key, inner in value.items() if key not in NOT_FOR_READERS]
    if isinstance(value, list):
        for inner in value:
            yield from raw_texts(inner)


def lines(value: Any) -> list[str]:
    """The texts in plain words: each paragraph, item of a list and cell is a line."""
    marked = "\n".join(LINE_END.sub("\n", text) for text in raw_texts(value))
    return [line.strip() for line in unescape(TAG.sub("", marked)).splitlines() if line.strip()]


def words_in(value: Any) -> int:
    return len(" ".join(lines(value)).split())


def texts_to_read() -> Iterator[tuple[str, str]]:
    """Each page, each record of 100 words or more, and the shorter records of a file together."""
    for path in PAGES:
        yield path.relative_to(ROOT).as_posix(), "\n".join(lines(read(path)))
    for path in RECORDS:
        tables = [rows for rows in read(path).values() if isinstance(rows, list)]
        records = [record for rows in tables for record in rows]
        short = [record for record in records if words_in(record) < 100]
        for record in records:
            if record not in short:
                name = record.get("identifier") or record.get("slug", "")
                yield f"{path.name}: {name}", "\n".join(lines(record))
        yield f"{path.name}: short records together", "\n".join(lines(short))
