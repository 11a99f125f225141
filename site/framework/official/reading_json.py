"""Reads the documented JSON of the published framework: `docs/official-text.md` describes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from framework.official.text import (
    LEVELS,
    EditionText,
    OfficialText,
    PartText,
    PhaseText,
    Place,
    StatementText,
    UnreadableTextError,
    squeezed,
)

VERSION = 1
WORDINGS = ("official", "adapted", "ours")
SEE = "See docs/official-text.md for the form of this file."
TOP = {"version", "edition", "wording", "phases", "parts", "gone"}
EDITION = {
    "title",
    "published_on",
    "makers",
    "licence",
    "licence_address",
    "attribution",
    "source",
}
PHASE = {"number", "name", "purpose", "wording", "gaps"}
PART = {
    "identifier",
    "title",
    "summary",
    "link_to_inequalities",
    "activities",
    "source",
    "wording",
    "gaps",
    "levels",
}
STATEMENT = {"text", "identifier", "wording"}


class KeyTwiceError(ValueError):
    """An object of the file has a key twice."""


def each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuses a key that stands twice: a plain reader would lose the first without a word."""
    read = dict(pairs)
    if len(read) < len(pairs):
        names = [name for name, _ in pairs]
        raise KeyTwiceError(next(name for name in names if names.count(name) > 1))
    return read


@dataclass(frozen=True)
class Node:
    """A value of the file with the way to it."""

    file: str
    at: str
    value: Any

    def refuse(self, what: str, remedy: str = SEE) -> NoReturn:
        raise UnreadableTextError(Place(self.file, self.at).problem(what, remedy))

    def mapping(self, allowed: set[str]) -> dict[str, "Node"]:
        if not isinstance(self.value, dict):
            self.refuse("This has to be an object in { }.")
        if unknown := sorted(set(self.value) - allowed):
            self.refuse(f"The key “{unknown[0][:60]}” is not known.")
        return {name: self.child(name, value) for name, value in self.value.items()}

    def items(self) -> list["Node"]:
        if not isinstance(self.value, list):
            self.refuse("This has to be a list in [ ].")
        return [Node(self.file, f"{self.at}[{i}]", value) for i, value in enumerate(self.value)]

    def child(self, name: str, value: Any) -> "Node":
        return Node(self.file, f"{self.at}.{name}" if self.at else name, value)

    def words(self) -> str:
        if not isinstance(self.value, str):
            self.refuse("This has to be words in quotation marks.")
        return "\n".join(filter(None, map(squeezed, self.value.splitlines())))

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("This has to be a whole number.")
        return self.value

    def one_of(self, allowed: tuple[str, ...]) -> str:
        if self.value not in allowed:
            self.refuse(f"This has to be one of: {', '.join(allowed)}.")
        return str(self.value)

    def day(self) -> date:
        try:
            return date.fromisoformat(self.words())
        except ValueError:
            self.refuse("This has to be a day, such as “2025-02-12”.")

    @property
    def place(self) -> Place:
        return Place(self.file, self.at)


def read_json(content: bytes, file: str) -> OfficialText:
    """The text of one file. Raises `UnreadableTextError`."""
    return read_value(parsed(content, file), file)


def read_value(value: Any, file: str) -> OfficialText:
    """The text of what JSON holds. Raises `UnreadableTextError`."""
    top = Node(file, "", value).mapping(TOP)
    if "version" not in top or top["version"].value != VERSION:
        at = top.get("version", Node(file, "version", None))
        at.refuse(f"This has to be {VERSION}: no other form of the file is known.")
    return OfficialText(
        edition=edition_of(top["edition"]) if "edition" in top else EditionText(),
        wording=wording_of(top),
        phases=tuple(phase_of(node) for node in listed(top, "phases")),
        parts=tuple(part_of(node) for node in listed(top, "parts")),
        gone=tuple(node.words() for node in listed(top, "gone")),
    )


def parsed(content: bytes, file: str) -> Any:
    place = Place(file)
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=each_key_once)
    except UnicodeDecodeError as error:
        what = "Its letters cannot be read: they are not in UTF-8."
        raise UnreadableTextError(place.problem(what, "Save it again as UTF-8.")) from error
    except json.JSONDecodeError as error:
        at = Place(file, f"line {error.lineno}")
        raise UnreadableTextError(at.problem(f"This is not JSON: {error.msg}.", SEE)) from error
    except KeyTwiceError as error:
        what = f"The key “{str(error)[:60]}” stands twice in one object."
        raise UnreadableTextError(place.problem(what, "Keep one of them.")) from error
    except (RecursionError, ValueError) as error:
        what = "Its brackets are too deep, or a number in it is too long."
        raise UnreadableTextError(place.problem(what, SEE)) from error


def listed(top: Mapping[str, Node], name: str) -> list[Node]:
    return top[name].items() if name in top else []


def said(fields: Mapping[str, Node], *names: str) -> dict[str, str]:
    return {name: fields[name].words() for name in names if name in fields}


def wording_of(fields: Mapping[str, Node]) -> str:
    return fields["wording"].one_of(WORDINGS) if "wording" in fields else ""


def needed(node: Node, fields: Mapping[str, Node], name: str) -> Node:
    if name not in fields:
        node.refuse(f"“{name}” is missing.")
    return fields[name]


def edition_of(node: Node) -> EditionText:
    fields = node.mapping(EDITION)
    makers = fields.pop("makers", None)
    day = fields.pop("published_on", None)
    return EditionText(
        published_on=day.day() if day else None,
        makers=makers_of(makers) if makers else "",
        **said(fields, *fields),
    )


def makers_of(node: Node) -> str:
    if isinstance(node.value, list):
        return ", ".join(each.words() for each in node.items())
    return node.words()


def phase_of(node: Node) -> PhaseText:
    fields = node.mapping(PHASE)
    return PhaseText(
        number=needed(node, fields, "number").number(),
        wording=wording_of(fields),
        place=node.place,
        **said(fields, "name", "purpose", "gaps"),
    )


def part_of(node: Node) -> PartText:
    fields = node.mapping(PART)
    levels = needed(node, fields, "levels").mapping(set(LEVELS))
    return PartText(
        identifier=needed(node, fields, "identifier").words().lower(),
        title=needed(node, fields, "title").words(),
        levels={name: statements_of(levels[name]) for name in LEVELS if name in levels},
        wording=wording_of(fields),
        place=node.place,
        **said(fields, "summary", "link_to_inequalities", "activities", "source", "gaps"),
    )


def statements_of(node: Node) -> tuple[StatementText, ...]:
    return tuple(statement_of(each) for each in node.items())


def statement_of(node: Node) -> StatementText:
    if isinstance(node.value, str):
        return StatementText(squeezed(node.words()), place=node.place)
    fields = node.mapping(STATEMENT)
    return StatementText(
        text=squeezed(needed(node, fields, "text").words()),
        wording=wording_of(fields),
        place=node.place,
        **said(fields, "identifier"),
    )
