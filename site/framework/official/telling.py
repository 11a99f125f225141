"""Says in plain lines what a comparison found."""

from collections.abc import Iterator

from framework.official.changes import Comparison, Kind, PartChange, StatementChange, TextChange

LABELS = {
    Kind.ADDED: "Added",
    Kind.BACK: "Back",
    Kind.REWORDED: "Reworded",
    Kind.MOVED: "Moved",
    Kind.GONE: "Gone",
    Kind.UNCHANGED: "Unchanged",
}


def tell(comparison: Comparison) -> Iterator[str]:
    """Every change, part by part, and what to look at."""
    edition = comparison.edition
    yield f"Edition: {edition.title}, published {edition.published_on:%-d %B %Y}."
    yield f"Licence: {edition.licence}. {edition.attribution}"
    for phase in comparison.phases:
        yield from tell_texts(phase.text)
    for part in comparison.parts:
        yield from tell_part(part)
    if comparison.left_alone:
        yield f"Not in these files, and left as they are: {', '.join(comparison.left_alone)}."
    yield from (f"Note: {note}" for note in comparison.notes)
    yield summary(comparison)
    if comparison.guesses:
        names = ", ".join(each.identifier for each in comparison.guesses)
        yield f"Look at these pairs: their place says more than their words. {names}."


def summary(comparison: Comparison) -> str:
    """The counts of statements in one line."""
    counts = ", ".join(f"{comparison.counts[kind]} {kind.value}" for kind in Kind)
    return f"Statements: {counts}."


def tell_texts(text: TextChange) -> Iterator[str]:
    if not text.changes_something:
        return
    new = " (no text here before)" if text.is_new else ""
    yield f"{text.label}{new}"
    if text.is_remarked:
        yield f"  Whose words: {text.wording}"
    for field in text.fields:
        yield f"  {field.label}"
        yield from old_and_new(field.old, field.new)


def tell_part(part: PartChange) -> Iterator[str]:
    if not part.changes_something:
        yield f"{part.text.label}: nothing changes."
        return
    yield from tell_texts(part.text) if part.text.changes_something else [part.text.label]
    for change in part.statements:
        yield from tell_statement(change)


def tell_statement(change: StatementChange) -> Iterator[str]:
    yield f"  {LABELS[change.kind]}: {change.identifier}{way_of(change)}{how(change)}"
    if change.kind is Kind.UNCHANGED:
        return
    old = change.old.text if change.old else ""
    new = change.new.said.text if change.new else ""
    yield from old_and_new(old, new) if old != new else [f"      {new}"]


def way_of(change: StatementChange) -> str:
    """Where a statement was and is, where it moves; what says it now, where it goes."""
    if change.replaced_by:
        return f", now {change.replaced_by}"
    if change.old is None or change.new is None:
        return ""
    before = f"{change.old.part}, {change.old.level}, {change.old.position}"
    after = f"{change.new.part}, {change.new.level}, {change.new.position}"
    kept = f"; {change.old.identifier} is retired" if change.starts_anew else ""
    return "" if before == after else f" from {before} to {after}{kept}"


def how(change: StatementChange) -> str:
    """How it was found to be the same."""
    if change.match is None:
        return ""
    look = ": look at this one" if change.match.is_a_guess else ""
    return f" ({change.match.how}, {change.match.alike} in 100 alike{look})"


def old_and_new(old: str, new: str) -> Iterator[str]:
    if old:
        yield f"    - {old}"
    if new:
        yield f"    + {new}"
