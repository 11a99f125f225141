"""Where the sections that people were asked about are now. Plain values in, plain values out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rapidfuzz import fuzz

from draftcomments.drafts.sections import Section

State = Literal["unchanged", "changed", "removed"]
NO_MOVES: Mapping[str, str] = MappingProxyType({})
# How alike two texts are, of 100, to ask a person if one is the other in a new place.
ALIKE = 80
# The same for a text that may stand inside a longer one; short ones stand in many.
FOUND_INSIDE = 90
SHORTEST_INSIDE = 40


@dataclass(frozen=True)
class Placement:
    """Where a frozen section is in the draft of now.

    - `state` - "unchanged", "changed", or "removed" when it stands nowhere
    - `moved` - it stands in another order among the sections that both have
    - `now` - the section it stands in; None when removed
    - `perhaps` - for a removed one: a section with almost the same words. A person decides
    - `confirmed` - a person has said where it is now
    """

    state: State
    moved: bool
    now: Section | None
    perhaps: Section | None
    confirmed: bool


def where_now(
    frozen: Sequence[Section], now: Sequence[Section], moves: Mapping[str, str] = NO_MOVES
) -> dict[str, Placement]:
    """For each frozen section, by key, where it stands now.

    It is found by its key, or by any of its blocks, or where a person confirmed that it is. `moves`
    holds what was confirmed: the key of a frozen section, and the path where it is now.
    """
    homes = {path: section for section in now for path in section.paths}
    found = {section.key: found_for(section, homes, moves) for section in frozen}
    moved = out_of_order([key for key in found if found[key][0]], found, now)
    placements = {}
    for section in frozen:
        home, confirmed = found[section.key]
        perhaps = None if home else likeliest(section, frozen, now)
        state = state_of(section, home, confirmed)
        is_moved = section.key in moved
        placements[section.key] = Placement(state, is_moved, home, perhaps, confirmed)
    return placements


def found_for(
    section: Section, homes: Mapping[str, Section], moves: Mapping[str, str]
) -> tuple[Section | None, bool]:
    """Where a section is, and whether only a person's word says so."""
    home = homes.get(section.key)
    if home and home.key == section.key:
        return home, False
    holding = Counter(homes[path].key for path in section.paths if path in homes)
    if holding:
        return homes[holding.most_common(1)[0][0]], False
    confirmed = homes.get(moves.get(section.key, ""))
    return confirmed, confirmed is not None


def state_of(section: Section, home: Section | None, confirmed: bool) -> State:
    if home is None:
        return "removed"
    is_same_place = confirmed or home.key == section.key
    return "unchanged" if is_same_place and home.fingerprint == section.fingerprint else "changed"


def out_of_order(
    keys: Sequence[str],
    found: Mapping[str, tuple[Section | None, bool]],
    now: Sequence[Section],
) -> set[str]:
    """The fewest sections that must have been moved: all but the longest run that kept its order."""
    order = {section.key: at for at, section in enumerate(now)}
    places = [order[home.key] for key in keys if (home := found[key][0])]
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, place in enumerate(places):
        # Sections that were joined share a place: the later one follows the earlier.
        length = bisect_left(ends, place + 1)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
    kept: set[str] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(keys[step])
        step = before[step]
    return set(keys) - kept


def likeliest(
    section: Section, frozen: Sequence[Section], now: Sequence[Section]
) -> Section | None:
    """The section that a removed one most likely became, if one is alike enough."""
    known = {each.key: each for each in frozen}
    scored = [(likeness(section, each, known.get(each.key)), each) for each in now]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score else None


def likeness(section: Section, there: Section, before: Section | None) -> float:
    """How like a removed section another one is, of 100; 0 for not enough.

    One that was there `before` counts only if the removed words have come into it since.
    """
    if before is None:
        if not section.text:
            return 100.0 if section.fingerprint == there.fingerprint else 0.0
        return fuzz.ratio(section.text, there.text, score_cutoff=ALIKE)
    if len(section.text) < SHORTEST_INSIDE or len(there.text) < len(section.text):
        return 0.0
    if fuzz.partial_ratio(section.text, before.text, score_cutoff=FOUND_INSIDE):
        return 0.0
    return fuzz.partial_ratio(section.text, there.text, score_cutoff=FOUND_INSIDE)
