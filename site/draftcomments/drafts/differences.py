"""What became of a text, word by word. No Django here: plain values in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "taken out", "put in"]
# Below this, what both texts share are small words by chance: they read better whole.
FEW_WORDS_IN_COMMON = 0.35


@dataclass(frozen=True)
class Piece:
    """Words in a row that are in both texts, only in the first, or only in the second."""

    kind: Kind
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """A text beside what became of it; what was taken out comes before what was put in.

    >>> [(piece.kind, piece.text) for piece in difference("Ask people early.", "Ask them early.")]
    [('same', 'Ask'), ('taken out', 'people'), ('put in', 'them'), ('same', 'early.')]
    """
    old, new = before.split(), after.split()
    if old and new and Indel.normalized_similarity(old, new) < FEW_WORDS_IN_COMMON:
        return [Piece("taken out", " ".join(old)), Piece("put in", " ".join(new))]
    pieces: list[Piece] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            pieces += piece("same", new[step.dest_start : step.dest_end])
        else:
            pieces += piece("taken out", old[step.src_start : step.src_end])
            pieces += piece("put in", new[step.dest_start : step.dest_end])
    return in_order(pieces)


def piece(kind: Kind, words: Sequence[str]) -> list[Piece]:
    return [Piece(kind, " ".join(words))] if words else []


def in_order(pieces: list[Piece]) -> list[Piece]:
    """Between two pieces that stayed, all that was taken out as one, then all that was put in."""
    ordered: list[Piece] = []
    changed: dict[Kind, list[str]] = {"taken out": [], "put in": []}
    for each in [*pieces, Piece("same", "")]:
        if each.kind != "same":
            changed[each.kind].append(each.text)
            continue
        for kind, words in changed.items():
            ordered += piece(kind, words)
            words.clear()
        ordered += [each] if each.text else []
    return ordered
