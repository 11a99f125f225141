"""Reads the files that somebody brings, whatever kind each is, into one text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePath
from typing import TypeVar

from framework.official import reading_html, reading_word
from framework.official.lines import Assembler
from framework.official.reading_json import read_json
from framework.official.text import (
    EditionText,
    OfficialText,
    PartText,
    PhaseText,
    Place,
    Problem,
    UnreadableTextError,
)

LARGEST = 5 * 1024 * 1024
MOST_FILES = 60
WEB_PAGE, WORD, JSON = {".html", ".htm", ".xhtml"}, {".docx"}, {".json"}
KINDS = "Bring saved web pages (.html), a Word file (.docx) or JSON (.json)."

Marked = TypeVar("Marked", PartText, PhaseText)


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


def read_files(files: Iterable[File], phases: Mapping[int, str]) -> OfficialText:
    """One text from all of the files. Raises `UnreadableTextError` with what is wrong in any of them."""
    texts, problems = [], []
    files = list(files)
    if len(files) > MOST_FILES:
        raise UnreadableTextError(Problem("The files", "", f"More than {MOST_FILES} files.", KINDS))
    for file in files:
        try:
            texts.append(read_file(file, phases))
        except UnreadableTextError as error:
            problems += error.problems
    if problems:
        raise UnreadableTextError(*problems)
    return joined(texts)


def read_file(file: File, phases: Mapping[int, str]) -> OfficialText:
    place = Place(file.name)
    if not file.content.strip():
        raise UnreadableTextError(place.problem("This file is empty.", "Save it again."))
    if len(file.content) > LARGEST:
        size = f"{len(file.content) / 1024 / 1024:.1f} MB"
        raise UnreadableTextError(
            place.problem(f"This file has {size}.", "The most is 5 MB. Save it without pictures.")
        )
    text = read_kind(file, phases)
    if not text.parts and not text.phases:
        raise UnreadableTextError(
            place.problem(
                "No part of the framework was found in this file.",
                "A part has a number and title, such as “1b Reviewing evidence”, as a heading.",
            )
        )
    return text


def read_kind(file: File, phases: Mapping[int, str]) -> OfficialText:
    ending = PurePath(file.name).suffix.lower()
    if ending in JSON:
        return read_json(file.content, file.name)
    if ending in WEB_PAGE:
        page = reading_html.parsed(file.content, file.name)
        source = reading_html.source_of(page)
        lines = reading_html.lines_of(page, file.name)
        return Assembler(file.name, phases, source).read(lines)
    if ending in WORD:
        return Assembler(file.name, phases).read(reading_word.lines_of(file.content, file.name))
    raise UnreadableTextError(Place(file.name).problem("Files of this kind cannot be read.", KINDS))


def joined(texts: list[OfficialText]) -> OfficialText:
    """Several files as one. What the first says of the edition goes before what the next says."""
    edition = EditionText()
    for text in texts:
        edition = edition.filled_from(text.edition)
    wordings = {text.wording for text in texts}
    return OfficialText(
        edition=edition,
        wording=wordings.pop() if len(wordings) == 1 else "",
        phases=tuple(marked(each, text.wording) for text in texts for each in text.phases),
        parts=tuple(marked(each, text.wording) for text in texts for each in text.parts),
        gone=tuple(chain.from_iterable(text.gone for text in texts)),
        notes=tuple(chain.from_iterable(text.notes for text in texts)),
    )


def marked(each: Marked, wording: str) -> Marked:
    """Whose words a file has holds for each of its parts that does not say it itself."""
    return replace(each, wording=each.wording or wording)
