"""Finds which stored statement each statement of the files is: by name, words, place and likeness."""

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
"""The share of the place in that."""

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
    for search in (same_words, similar_words):
        matches |= search(open_ones, left, text.wording)
        taken = {each.stored.identifier for each in matches.values()}
        left = [each for each in left if each.identifier not in taken]
        open_ones = [each for each in open_ones if each.key not in matches]
    retired = [each for each in standing.retired if each.identifier not in text.gone]
    return matches | were_here(open_ones, retired)


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
    done: set[str] = set()
    for _, _, each, other in rated:
        if each.key not in done and other.identifier not in done:
            done |= {each.key, other.identifier}
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


def same_words(found: list[Found], stored: Sequence[StoredStatement], wording: str) -> Matches:
    words: dict[str, list[StoredStatement]] = {}
    for each in stored:
        words.setdefault(compared(each.text), []).append(each)
    matches: Matches = {}
    for each in found:
        for other in words.get(compared(each.said.text), []):
            pass
    candidates = [each for each in found if compared(each.said.text) in words]
    pairs = best_pairs(
        candidates,
        stored,
        lambda each, other: float(compared(each.said.text) == compared(other.text)),
    )
    matches = {each.key: Match(other, SAME_WORDS) for each, other in pairs}
    return matches
