"""What must be true of a text before it is compared: every problem is found at once."""

import re
from collections import Counter
from collections.abc import Iterator

from framework.official.text import (
    LEVELS,
    OfficialText,
    PartText,
    PhaseText,
    Problem,
    UnreadableTextError,
    compared,
)

IDENTIFIER = re.compile(r"[1-9][0-9]?[a-z]")
LONGEST_TITLE = 120
LONGEST_TEXT = 3_000
LONGEST_STATEMENT = 1_000
MOST_AT_A_LEVEL = 40
MOST_PARTS = 80
PHASE_LENGTHS = {"name": 60, "purpose": LONGEST_TEXT, "gaps": LONGEST_TEXT}
PART_LENGTHS = {
    "title": LONGEST_TITLE,
    "summary": LONGEST_TEXT,
    "link_to_inequalities": LONGEST_TEXT,
    "activities": LONGEST_TEXT,
    "gaps": LONGEST_TEXT,
    "source": 500,
}
EDITION_LENGTHS = {"title": 200, "makers": 300, "licence": 100, "attribution": LONGEST_TEXT}
CHECK_THE_LIST = "Check that the list ends where it should."


def check(text: OfficialText, phases: frozenset[int]) -> None:
    """Raises `UnreadableTextError` with every problem. `phases` are the numbers that there are."""
    found = [
        *problems_of_edition(text),
        *twice(text),
        *(each for phase in text.phases for each in problems_of_phase(phase, phases)),
        *(each for part in text.parts for each in problems_of_part(part, phases, text.wording)),
    ]
    if found:
        raise UnreadableTextError(*found)


def problems_of_edition(text: OfficialText) -> Iterator[Problem]:
    for name, most in EDITION_LENGTHS.items():
        if len(getattr(text.edition, name)) > most:
            yield Problem("The edition", name, f"This has more than {most} characters.", "")
    for name in ("source", "licence_address"):
        address = getattr(text.edition, name)
        if address and not is_web_address(address):
            yield Problem(
                "The edition", name, "This is no web address.", "It has to begin with https://."
            )


def is_web_address(address: str) -> bool:
    is_long = len(address) > PART_LENGTHS["source"]
    return (
        address.startswith(("https://", "http://"))
        and not is_long
        and not re.search(r"\s", address)
    )


def twice(text: OfficialText) -> Iterator[Problem]:
    """Parts and phases that stand in the files more than once."""
    kept = "Keep one of them."
    if len(text.parts) > MOST_PARTS:
        yield Problem("The files", "", f"There are more than {MOST_PARTS} parts.", kept)
    parts: dict[str, PartText] = {}
    for part in text.parts:
        first = parts.setdefault(part.identifier, part)
        if first is not part:
            where = f"{first.place.file}, {first.place.at}"
            yield part.place.problem(f"{part.identifier} stands also in {where}.", kept)
    numbers = Counter(phase.number for phase in text.phases)
    for phase in text.phases:
        if numbers[phase.number] > 1:
            yield phase.place.problem(f"Phase {phase.number} stands here twice.", kept)


def problems_of_phase(phase: PhaseText, phases: frozenset[int]) -> Iterator[Problem]:
    if phase.number not in phases:
        yield phase.place.problem(f"There is no phase {phase.number}.", "Check the number.")
    yield from too_long(phase, PHASE_LENGTHS)


def problems_of_part(part: PartText, phases: frozenset[int], wording: str) -> Iterator[Problem]:
    if not IDENTIFIER.fullmatch(part.identifier):
        yield part.place.problem(
            f"“{part.identifier[:20]}” is no number and letter of a part.",
            "Write it as in the framework, such as 1b: a number, then a letter from a to z.",
        )
    elif part.phase_number not in phases:
        yield part.place.problem(
            f"{part.identifier} belongs to no phase: there is no phase {part.phase_number}.",
            "Check the number.",
        )
    if not part.title:
        yield part.place.problem(f"{part.identifier} has no title.", "Write it.")
    if part.source and not is_web_address(part.source):
        yield part.place.problem(
            f"The source of {part.identifier} is no web address.", "It has to begin with https://."
        )
    yield from too_long(part, PART_LENGTHS)
    if (part.wording or wording) != "ours":
        yield from missing_texts(part)
    yield from problems_of_statements(part)


def missing_texts(part: PartText) -> Iterator[Problem]:
    """A published text is whole. Only our own account may have gaps."""
    if not part.summary:
        yield part.place.problem(
            f"{part.identifier} has no summary.", "Check that “Summary” is a heading of its own."
        )
    for level in LEVELS:
        if not part.levels.get(level):
            what = "is missing" if level not in part.levels else "has no actions"
            yield part.place.problem(
                f"The level {level.capitalize()} of {part.identifier} {what}.",
                "Check that it is a heading of its own, with its actions as a list below it.",
            )


def problems_of_statements(part: PartText) -> Iterator[Problem]:
    for level, statements in part.levels.items():
        name = f"{part.identifier}, {level.capitalize()}"
        if len(statements) > MOST_AT_A_LEVEL:
            yield part.place.problem(f"{name} has {len(statements)} actions.", CHECK_THE_LIST)
        seen: set[str] = set()
        for said in statements:
            words = compared(said.text)
            if not words:
                yield said.place.problem(
                    f"An action of {name} is empty.", "Write it, or take the empty item out."
                )
            elif words in seen:
                yield said.place.problem(
                    f"An action of {name} stands here twice: “{said.text[:80]}”.",
                    "Keep one of them.",
                )
            elif len(said.text) > LONGEST_STATEMENT:
                yield said.place.problem(
                    f"An action of {name} has {len(said.text):,} characters. "
                    f"The most is {LONGEST_STATEMENT:,}.",
                    CHECK_THE_LIST,
                )
            seen.add(words)


def too_long(text: PartText | PhaseText, lengths: dict[str, int]) -> Iterator[Problem]:
    for name, most in lengths.items():
        if len(getattr(text, name)) > most:
            shown = name.replace("_", " ")
            yield text.place.problem(
                f"The {shown} has more than {most:,} characters.", CHECK_THE_LIST
            )
