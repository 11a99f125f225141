"""Finds which stored statement each statement of the files is: by name, words, place and likeness."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from framework.official.standing import Standing, StoredStatement, is_ours
from framework.official.text import NEW, Found, OfficialText, UnreadableTextError, compared

ALIKE = 60
"""Out of 100: from here two wordings at one level are taken for one statement."""
ALIKE_ELSEWHERE = 80
"""The same, at another level of the same part."""
LIKELY = 50
"""Likeness and place together, where an account of ours gives way to the published sentence."""
PLACE_COUNTS = 40
"""The share of the place in that, where both have as many statements at a level."""

NAMED = "named by hand"
SAME_WORDS = "same words"
WAS_HERE = "was here before"
SIMILAR = "similar words"
BY_PLACE = "same level and place"


@dataclass(frozen=True)
class Match:
    """What a statement of the files is. `alike` is out of 100."""

    stored: StoredStatement
    how: str
    alike: int = 100

    @property
    def is_a_guess(self) -> bool:
        """Whether somebody has to look: the place said more than the words."""
        return self.how == BY_PLACE


Matches = dict[str, Match]


def match(text: OfficialText, standing: Standing) -> Matches:
    """Each statement that is known, by its key. Raises `UnreadableTextError` for a wrong name."""
    found = list(text.statements())
    matches = named_matches(found, text, standing)
    parts = {part.identifier for part in text.parts}
    stored = [each for each in standing.statements() if each.part in parts]
    taken = {each.stored.identifier for each in matches.values()} | set(text.gone)
    left = [each for each in stored if each.identifier not in taken]
    open_ones = [each for each in found if each.key not in matches and not each.said.identifier]
    retired = [each for each in standing.retired if each.identifier not in taken]
    steps = (
        (same_words_there, left),
        (were_here, retired),
        (same_words_elsewhere, left),
        (similar_words, left),
    )
    for search, among in steps:
        taken = {each.stored.identifier for each in matches.values()}
        open_ones = [each for each in open_ones if each.key not in matches]
        free = [each for each in among if each.identifier not in taken]
        matches |= search(open_ones, free)
    return matches


def named_matches(found: Iterable[Found], text: OfficialText, standing: Standing) -> Matches:
    """Those that a file or a list of pairs names."""
    known = {each.identifier: each for each in (*standing.retired, *standing.statements())}
    matches: Matches = {}
    for each in found:
        name = each.said.identifier
        if not name or name == NEW:
            continue
        if name not in known:
            raise UnreadableTextError(
                each.said.place.problem(
                    f"There is no statement “{name[:60]}” here.",
                    "Leave the identifier out where a statement is new.",
                )
            )
        if name in text.gone or any(name == match.stored.identifier for match in matches.values()):
            raise UnreadableTextError(
                each.said.place.problem(f"“{name}” is named twice.", "Name it once.")
            )
        alike = likeness(each.said.text, known[name].text)
        matches[each.key] = Match(known[name], NAMED, alike)
    return matches


def best_pairs(
    found: Iterable[Found],
    stored: Sequence[StoredStatement],
    worth: Callable[[Found, StoredStatement], float],
) -> Iterable[tuple[Found, StoredStatement]]:
    """The pairs that are worth most, each statement once. No pair without worth."""
    rated = [
        (value, distance(each, other), each, other)
        for each in found
        for other in stored
        if (value := worth(each, other)) > 0
    ]
    rated.sort(key=lambda pair: (-pair[0], pair[1]))
    found_done: set[str] = set()
    stored_done: set[str] = set()
    for _, _, each, other in rated:
        if each.key not in found_done and other.identifier not in stored_done:
            found_done.add(each.key)
            stored_done.add(other.identifier)
            yield each, other


def distance(found: Found, stored: StoredStatement) -> tuple[bool, bool, int, str, str]:
    """How far apart two places are: part, level, position. Then by name, for the same answer always."""
    return (
        found.part != stored.part,
        found.level != stored.level,
        abs(found.position - stored.position),
        found.key,
        stored.identifier,
    )


def with_same_words(
    found: Sequence[Found], stored: Sequence[StoredStatement], how: str, *, there: bool
) -> Matches:
    """Those with the same words; where `there`, only at the same level of the same part."""

    def worth(each: Found, other: StoredStatement) -> float:
        fits = level_of(each) == level_of(other) or not there
        return float(fits and compared(each.said.text) == compared(other.text))

    return {each.key: Match(other, how) for each, other in best_pairs(found, stored, worth)}


def same_words_there(found: Sequence[Found], stored: Sequence[StoredStatement]) -> Matches:
    return with_same_words(found, stored, SAME_WORDS, there=True)


def were_here(found: Sequence[Found], retired: Sequence[StoredStatement]) -> Matches:
    """Retired statements that come back: rather than one that moves to where they were."""
    return with_same_words(found, retired, WAS_HERE, there=True)


def same_words_elsewhere(found: Sequence[Found], stored: Sequence[StoredStatement]) -> Matches:
    return with_same_words(found, stored, SAME_WORDS, there=False)


def similar_words(found: Sequence[Found], stored: Sequence[StoredStatement]) -> Matches:
    matches: Matches = {}
    ours, theirs = Counter(map(level_of, stored)), Counter(map(level_of, found))

    def worth(each: Found, other: StoredStatement) -> float:
        counts = sorted((ours[level_of(each)], theirs[level_of(each)]))
        return worth_of_likeness(each, other, PLACE_COUNTS * counts[0] / max(counts[1], 1))

    for each, other in best_pairs(found, stored, worth):
        alike = likeness(each.said.text, other.text)
        matches[each.key] = Match(other, SIMILAR if alike >= ALIKE else BY_PLACE, alike)
    return matches


def level_of(each: Found | StoredStatement) -> tuple[str, str]:
    return (each.part, each.level)


def worth_of_likeness(found: Found, stored: StoredStatement, place_counts: float) -> float:
    """Nothing outside the part. Place counts where our own account meets the published sentence."""
    if found.part != stored.part:
        return 0
    alike = likeness(found.said.text, stored.text)
    if level_of(found) != level_of(stored):
        return alike if alike >= ALIKE_ELSEWHERE else 0
    if is_ours(found.wording) == is_ours(stored.wording):
        return alike if alike >= ALIKE else 0
    worth = alike + place_counts / (1 + abs(found.position - stored.position))
    return worth if worth >= LIKELY else 0


def likeness(one: str, other: str) -> int:
    """How alike two texts are, out of 100, whatever the order of their words."""
    return round(fuzz.token_sort_ratio(compared(one), compared(other)))
