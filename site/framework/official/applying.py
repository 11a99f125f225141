"""Writes what a comparison says, all or nothing, without losing an answer that was given before."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from framework.models import Edition, Level, Measure, Phase, Statement, SubPhase
from framework.official.changes import (
    Comparison,
    FieldChange,
    Kind,
    PartChange,
    PhaseChange,
    StatementChange,
    TextChange,
)
from framework.official.comparing import compare
from framework.official.editions import edition_of, fields_of, identifier_of, is_recorded
from framework.official.standing import is_ours, read_standing
from framework.official.text import EditionText, Found, OfficialText

LONGEST_SLUG = 80


class FrameworkChangedError(Exception):
    """The framework is not what the changes were shown against: they have to be looked at again."""


def compare_with_stored(text: OfficialText, by_hand: EditionText) -> tuple[Comparison, str]:
    """What a text would change now, and the fingerprint of what it was compared with."""
    standing = read_standing()
    edition = edition_of(text, by_hand)
    identifier = identifier_of(edition)
    return compare(text, standing, edition, identifier), standing.fingerprint()


def is_up_to_date(comparison: Comparison) -> bool:
    """Whether loading would change nothing at all."""
    if comparison.changes_something:
        return False
    return comparison.is_all_ours or is_recorded(comparison.edition)


@transaction.atomic
def load_official_text(
    *, text: OfficialText, edition: EditionText, seen: str, user: User | None
) -> Comparison:
    """Load a text. Raises `FrameworkChangedError` where the framework is not as it was `seen`.

    The rows of the phases are locked first, so that two loads wait for each other.
    """
    list(Phase.objects.select_for_update())
    comparison, fingerprint = compare_with_stored(text, edition)
    if fingerprint != seen:
        raise FrameworkChangedError
    Loading(comparison, user).write()
    return comparison


class Loading:
    """One load, with the records that it needs again and again."""

    def __init__(self, comparison: Comparison, user: User | None) -> None:
        self.comparison = comparison
        self.today: date = timezone.localdate()
        self.edition = record_edition(comparison, user)
        self.levels = {level.identifier: level for level in Level.objects.all()}
        self.phases = {phase.number: phase for phase in Phase.objects.all()}
        self.parts = {part.identifier: part for part in SubPhase.objects.select_related("phase")}
        self.statements = {each.identifier: each for each in Statement.objects.all()}

    def write(self) -> None:
        for phase in self.comparison.phases:
            if phase.text.changes_something:
                self.write_phase(phase)
        for part in self.comparison.parts:
            self.write_part(part)
        changes = [each for part in self.comparison.parts for each in part.statements]
        # What goes may name what replaces it, so that comes first.
        for change in sorted(changes, key=lambda each: each.kind is Kind.GONE):
            if change.changes_something:
                self.write_statement(change)

    def marks(self, wording: str) -> dict[str, object]:
        """Whose words a text is in now."""
        return {"wording": wording, "edition": None if is_ours(wording) else self.edition}

    def write_phase(self, change: PhaseChange) -> None:
        phase = self.phases[change.said.number]
        keep_as_plain_summary(phase, change.text, "purpose")
        apply_fields(phase, change.text.fields)
        if change.said.purpose:
            set_fields(phase, self.marks(change.text.wording))
        phase.save()

    def write_part(self, change: PartChange) -> None:
        if not change.text.changes_something:
            return
        said = change.said
        part = self.parts.get(said.identifier) or SubPhase(
            identifier=said.identifier,
            phase=self.phases[said.phase_number],
            letter=said.letter,
            known=False,
        )
        keep_as_plain_summary(part, change.text, "summary")
        apply_fields(part, change.text.fields)
        if not part.known:
            part.slug = slugify(f"{said.identifier} {said.title}")[:LONGEST_SLUG].strip("-")
            part.known = True
        set_fields(part, self.marks(change.text.wording))
        part.save()
        self.parts[part.identifier] = part

    def write_statement(self, change: StatementChange) -> None:
        """Retire it, store it as it is now, or both, where it moves to another level or part."""
        stored = self.statements[change.old.identifier] if change.old else None
        if change.new is None:
            self.retire(stored, self.statements.get(change.replaced_by))
        elif stored is None or change.starts_anew:
            statement = Statement(identifier=change.identifier)
            if stored is not None:
                copy_our_reading(stored, statement)
            self.fill(statement, change.new)
            statement.save()
            self.statements[statement.identifier] = statement
            if stored is not None:
                hand_on_links(stored, statement)
                self.retire(stored, statement)
        else:
            stored.retired_on, stored.replaced_by = None, None
            self.fill(stored, change.new)
            stored.save()

    def fill(self, statement: Statement, found: Found) -> None:
        part = self.parts[found.part]
        statement.sub_phase = part
        statement.level = self.levels[found.level]
        statement.position = found.position
        statement.text = found.said.text
        statement.source = part.source
        set_fields(statement, self.marks(found.wording))

    def retire(self, statement: Statement | None, replaced_by: Statement | None) -> None:
        if statement is None or statement.retired_on:
            return
        statement.retired_on = self.today
        statement.replaced_by = replaced_by
        statement.save()


def record_edition(comparison: Comparison, user: User | None) -> Edition | None:
    """The edition as a record; none where every word that is loaded is ours."""
    if comparison.is_all_ours:
        return None
    fields = fields_of(comparison.edition)
    edition, _ = Edition.objects.update_or_create(
        identifier=comparison.edition_identifier,
        defaults=fields,
        create_defaults={**fields, "loaded_by": user},
    )
    return edition


def keep_as_plain_summary(record: Phase | SubPhase, change: TextChange, name: str) -> None:
    """Our own account stays, as the plain summary, where published words take its place."""
    if is_ours(record.wording) and not is_ours(change.wording) and not record.plain_summary:
        record.plain_summary = getattr(record, name)


def apply_fields(record: Phase | SubPhase, changes: tuple[FieldChange, ...]) -> None:
    set_fields(record, {change.name: change.new for change in changes})


def set_fields(record: Phase | SubPhase | Statement, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def copy_our_reading(old: Statement, new: Statement) -> None:
    """What we say of a statement goes with it: our advice, and our wordings for kinds of work."""
    for name in ("advice", "lens", "strategic_text", "operational_text"):
        setattr(new, name, getattr(old, name))


def hand_on_links(old: Statement, new: Statement) -> None:
    """A statement that moves takes its measures and strategies with it."""
    for measure in Measure.objects.filter(statements=old):
        measure.statements.add(new)
    for link in old.strategy_links.all():
        link.statement, link.sub_phase = new, new.sub_phase
        link.save()
