"""What a text would change in the framework: nothing is written here."""

from collections import Counter
from collections.abc import Iterable, Mapping

from framework.official.changes import (
    Comparison,
    FieldChange,
    Kind,
    PartChange,
    PhaseChange,
    StatementChange,
    TextChange,
)
from framework.official.matching import Match, Matches, match
from framework.official.standing import (
    PART_TEXTS,
    PHASE_TEXTS,
    Standing,
    StoredPart,
    StoredPhase,
    StoredStatement,
    is_ours,
)
from framework.official.text import (
    EditionText,
    Found,
    OfficialText,
    PartText,
    PhaseText,
    Problem,
    UnreadableTextError,
    compared,
)


def compare(
    text: OfficialText, standing: Standing, edition: EditionText, identifier: str
) -> Comparison:
    """What the text would change. Raises `UnreadableTextError` for a name that is not known."""
    check_what_is_gone(text, standing)
    matches = match(text, standing)
    by_part = statement_changes(text, standing, matches, identifier)
    parts = tuple(
        PartChange(
            said,
            change_of_part(said, standing.part(said.identifier), text, identifier),
            tuple(by_part[said.identifier]),
        )
        for said in text.parts
    )
    there = {said.identifier for said in text.parts}
    changes = [each for part in parts for each in part.statements]
    return Comparison(
        edition=edition,
        edition_identifier=identifier,
        phases=tuple(phase_changes(text, standing, identifier)),
        parts=parts,
        left_alone=tuple(p.identifier for p in standing.parts if p.identifier not in there),
        notes=text.notes,
        counts=Counter(each.kind.value for each in changes),
    )


def check_what_is_gone(text: OfficialText, standing: Standing) -> None:
    known = {each.identifier for each in standing.statements()}
    parts = {part.identifier for part in text.parts}
    stored = {each.identifier: each.part for each in standing.statements()}
    for name in text.gone:
        if name not in known or stored[name] not in parts:
            raise UnreadableTextError(
                Problem(
                    "The list of what is gone",
                    "",
                    f"“{name[:60]}” is no statement of the parts in these files.",
                    "Check the identifier.",
                )
            )


def mark(wording: str, identifier: str) -> tuple[str, str]:
    """Whose words a text is in, with the edition that they come from: ours come from none."""
    return (wording, "" if is_ours(wording) else identifier)


def phase_changes(text: OfficialText, standing: Standing, identifier: str) -> list[PhaseChange]:
    """Of the phases in the files, and of those that parts in the files belong to."""
    said = {phase.number: phase for phase in text.phases}
    touched = {part.phase_number for part in text.parts}
    changes = []
    for stored in standing.phases:
        if stored.number in said or stored.number in touched:
            phase = said.get(stored.number, PhaseText(stored.number))
            is_whole = stored.number in touched and is_whole_now(stored.number, text, standing)
            change = change_of_phase(phase, stored, text, identifier, is_whole=is_whole)
            changes.append(PhaseChange(phase, change))
    return changes


def is_whole_now(number: int, text: OfficialText, standing: Standing) -> bool:
    """Whether every part of a phase is there in published words once the text is loaded."""
    wordings = {part.identifier: text.wording_of(part) for part in text.parts}
    stored = [part for part in standing.parts if part.phase == number]
    return not any(is_ours(wordings.get(part.identifier, part.wording)) for part in stored)


def change_of_phase(
    said: PhaseText, stored: StoredPhase, text: OfficialText, identifier: str, *, is_whole: bool
) -> TextChange:
    """A phase is changed only in what the files say of it. A note on gaps goes when they are gone."""
    wording = text.wording_of(said) if said.purpose else stored.wording
    fields = [
        change
        for change in field_changes(said, stored.texts, PHASE_TEXTS)
        if change.new or (change.name == "gaps" and is_whole)
    ]
    label = f"Phase {said.number} {said.name or stored.texts['name']}"
    marks = mark(wording, identifier) if said.purpose else (stored.wording, stored.edition)
    return TextChange(label, wording, tuple(fields), marks != (stored.wording, stored.edition))


def change_of_part(
    said: PartText, stored: StoredPart | None, text: OfficialText, identifier: str
) -> TextChange:
    """A part is in the files as a whole: what they do not say of it, it does not say any more."""
    wording = text.wording_of(said)
    label = f"{said.identifier} {said.title}"
    if stored is None:
        return TextChange(label, wording, field_changes(said, {}, PART_TEXTS), is_new=True)
    fields = tuple(
        change
        for change in field_changes(said, stored.texts, PART_TEXTS)
        if change.new or change.name != "source"
    )
    is_remarked = mark(wording, identifier) != (stored.wording, stored.edition)
    return TextChange(label, wording, fields, is_remarked, is_new=not stored.known)


def field_changes(
    said: PartText | PhaseText, stored: Mapping[str, str], names: Iterable[str]
) -> tuple[FieldChange, ...]:
    pairs = [(name, stored.get(name, ""), getattr(said, name)) for name in names]
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if new != old)


def statement_changes(
    text: OfficialText, standing: Standing, matches: Matches, identifier: str
) -> dict[str, list[StatementChange]]:
    """What happens to each statement, by part: those of the files in order, then those that go."""
    changes: dict[str, list[StatementChange]] = {part.identifier: [] for part in text.parts}
    used = set(standing.used)
    kept: set[str] = set()
    for found in text.statements():
        change = change_of(found, matches.get(found.key), used, identifier)
        changes[found.part].append(change)
        used.add(change.identifier)
        if change.old is not None:
            kept.add(change.old.identifier)
    said = {
        compared(each.new.said.text): each.identifier
        for of_part in changes.values()
        for each in of_part
        if each.new
    }
    for part, of_part in changes.items():
        stored = standing.part(part)
        for old in stored.statements if stored else ():
            if old.identifier not in kept:
                now = said.get(compared(old.text), "")
                gone = StatementChange(Kind.GONE, old.identifier, old=old, replaced_by=now)
                of_part.append(gone)
    return changes


def change_of(
    found: Found, match: Match | None, used: set[str], identifier: str
) -> StatementChange:
    if match is None:
        return StatementChange(Kind.ADDED, new_identifier(found, used), new=found)
    old = match.stored
    if (old.part, old.level) != (found.part, found.level):
        return StatementChange(Kind.MOVED, new_identifier(found, used), old, found, match)
    is_remarked = mark(found.wording, identifier) != (old.wording, old.edition)
    return StatementChange(kind_of(found, old), old.identifier, old, found, match, is_remarked)


def kind_of(found: Found, old: StoredStatement) -> Kind:
    if old.retired:
        return Kind.BACK
    if found.said.text != old.text:
        return Kind.REWORDED
    return Kind.UNCHANGED if found.position == old.position else Kind.MOVED


def new_identifier(found: Found, used: set[str]) -> str:
    """A lasting name that no statement has or ever had."""
    start = f"{found.part}-{found.level}-"
    numbers = [name.removeprefix(start) for name in used if name.startswith(start)]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{start}{highest + 1}"
