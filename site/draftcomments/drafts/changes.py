"""What became of the parts of a draft: as people were asked about them, and as they are now."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from draftcomments.drafts.anchors import Placement, where_now
from draftcomments.drafts.differences import Piece, difference
from draftcomments.drafts.sections import Section, sections_of
from draftcomments.models import Round

NEW = "new"
CHANGED = "changed"
REMOVED = "removed"
UNCHANGED = "unchanged"
# How much that stayed the same is shown before and after what did not.
WORDS_AROUND = 12


@dataclass(frozen=True)
class Change:
    """A part before and after. `state` is new, removed or changed."""

    label: str
    state: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return shortened(difference(self.before, self.after))

    @property
    def words_are_the_same(self) -> bool:
        """A picture, a link or how it is set out is what changed."""
        return self.before == self.after


@dataclass(frozen=True)
class PartNow:
    """A part that an answer may speak of.

    `key` is the one it had when the draft was frozen; for a part that was not there then, the one it
    has now. `state` says how it differs: unchanged, changed, removed or new.
    """

    key: str
    label: str
    state: str
    now: Section


@dataclass(frozen=True)
class Standing:
    """The parts that people were asked about, by key; those of the latest draft; and where each is."""

    frozen: Mapping[str, Section]
    now: Sequence[Section]
    placed: Mapping[str, Placement]


def standing_of(round: Round) -> Standing:
    """How the parts of a round stand in the latest draft of its page, if there is one yet."""
    if round.page is None:
        return Standing(frozen_sections(round), [], {})
    return standing_in(sections_of(round.page.get_latest_revision_as_object()), round)


def standing_in(now: Sequence[Section], round: Round) -> Standing:
    """How the parts of a round stand among the sections of some version of its page."""
    frozen = frozen_sections(round)
    moves = {move.section_key: move.now_at for move in round.moves.all()}
    return Standing(frozen, now, where_now(list(frozen.values()), now, moves))


def frozen_sections(round: Round) -> dict[str, Section]:
    """The parts that people are asked about, by key, in the order of the page."""
    sections = [Section.of(data) for data in round.sections]
    return {section.key: section for section in sections}


def parts_now(standing: Standing) -> list[PartNow]:
    """Every part of the latest draft, and those that were taken out: first what has changed."""
    parts = [*frozen_parts(standing), *new_parts(standing)]
    return sorted(parts, key=lambda part: part.state == UNCHANGED)


def frozen_parts(standing: Standing) -> Iterator[PartNow]:
    for key, place in standing.placed.items():
        now = place.now or taken_out(standing.frozen[key])
        yield PartNow(key, now.label, place.state, replace(now, key=key, html=""))


def new_parts(standing: Standing) -> Iterator[PartNow]:
    known = {place.now.key for place in standing.placed.values() if place.now}
    for section in standing.now:
        if section.key not in known:
            yield PartNow(section.key, section.label, NEW, replace(section, html=""))


def taken_out(section: Section) -> Section:
    """What is left of a part: its name."""
    return replace(section, paths=(), text="", fingerprint="", html="")


def as_changed(
    *, round: Round, keys: Collection[str], kept: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The chosen parts as they are now, as `Outcome.changed_sections` stores them.

    Those among `kept` stay as they were stored. Keys of no part are left out.
    """
    stored = {data["key"]: dict(data) for data in kept}
    if not set(keys) - set(stored):
        return [stored[key] for key in stored if key in keys]
    found = {part.key: part.now.as_data() for part in parts_now(standing_of(round))}
    return [stored.get(key) or found[key] for key in keys if key in stored or key in found]


def changes_in(stored: Iterable[Mapping[str, Any]], frozen: Mapping[str, Section]) -> list[Change]:
    """Stored parts beside what people had read, but those in which nothing differs."""
    parts = [Section.of(data) for data in stored]
    return [change_of(part, frozen) for part in parts if differs(part, frozen)]


def differs(part: Section, frozen: Mapping[str, Section]) -> bool:
    before = frozen.get(part.key)
    return before is None or before.fingerprint != part.fingerprint


def change_of(after: Section, frozen: Mapping[str, Section]) -> Change:
    before = frozen.get(after.key)
    if before is None:
        return Change(after.label, NEW, "", after.text)
    state = CHANGED if after.paths else REMOVED
    return Change(after.label, state, before.text, after.text)


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """What differs, with some words around it: what stayed the same is cut where it is long."""
    last = len(pieces) - 1
    return [
        cut(piece, starts=at == 0, ends=at == last) if piece.kind == "same" else piece
        for at, piece in enumerate(pieces)
    ]


def cut(piece: Piece, *, starts: bool, ends: bool) -> Piece:
    words = piece.text.split()
    head = [] if starts else words[:WORDS_AROUND]
    tail = [] if ends else words[-WORDS_AROUND:]
    if len(words) <= len(head) + len(tail) + WORDS_AROUND:
        return piece
    return Piece(piece.kind, " ".join([*head, "…", *tail]))
