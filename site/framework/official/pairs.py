"""Pairs that somebody gives by hand: which stored statement a statement of the files is."""

from dataclasses import replace

from framework.official.text import (
    LEVELS,
    NEW,
    OfficialText,
    PartText,
    Place,
    StatementText,
    UnreadableTextError,
)

HOW = (
    "Write one pair on each line, such as “1b-emerging-2=1b-emerging-3”: first the statement as "
    "it is here, then its place in the file. Leave the second empty where it is gone, and the "
    "first where it is new."
)


def read_pairs(written: str, file: str) -> list[tuple[str, str, Place]]:
    """The pairs of a text, with the place of each. Raises `UnreadableTextError`."""
    pairs = []
    for number, line in enumerate(written.splitlines(), start=1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        place = Place(file, f"line {number}")
        old, sign, new = (piece.strip().lower() for piece in said.partition("="))
        if not sign or not (old or new):
            raise UnreadableTextError(place.problem(f"“{said[:80]}” is no pair.", HOW))
        pairs.append((old, new, place))
    return pairs


def with_pairs(text: OfficialText, pairs: list[tuple[str, str, Place]]) -> OfficialText:
    """The text with the pairs written into it. Raises `UnreadableTextError` for an unknown place."""
    places = {found.key for found in text.statements()}
    wanted: dict[str, str] = {}
    for old, new, place in pairs:
        if new and (new not in places or new in wanted):
            again = "is named twice" if new in wanted else "is not in the files"
            raise UnreadableTextError(place.problem(f"“{new}” {again}.", HOW))
        if new:
            wanted[new] = old or NEW
    return replace(
        text,
        parts=tuple(part_with_pairs(part, wanted) for part in text.parts),
        gone=(*text.gone, *(old for old, new, _ in pairs if not new)),
    )


def part_with_pairs(part: PartText, wanted: dict[str, str]) -> PartText:
    def named(level: str, position: int, said: StatementText) -> StatementText:
        key = f"{part.identifier}-{level}-{position}"
        return replace(said, identifier=wanted.get(key, said.identifier))

    levels = {
        level: tuple(
            named(level, position, said)
            for position, said in enumerate(part.levels[level], start=1)
        )
        for level in LEVELS
        if level in part.levels
    }
    return replace(part, levels=levels)
