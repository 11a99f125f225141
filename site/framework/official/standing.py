"""The framework as it is stored now, as plain values, and its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.utils import timezone

from framework.enums import Wording
from framework.models import FormerWording, Phase, Statement, SubPhase
from framework.official.text import LEVELS, OfficialText, PartText, PhaseText, StatementText


@dataclass(frozen=True)
class StoredStatement:
    identifier: str
    part: str
    level: str
    position: int
    text: str
    wording: str
    edition: str
    version: int
    retired: bool


@dataclass(frozen=True)
class StoredPart:
    """A sub-phase. `texts` holds what a file may change, by the name of the field."""

    identifier: str
    phase: int
    known: bool
    texts: Mapping[str, str]
    wording: str
    edition: str
    version: int
    statements: tuple[StoredStatement, ...] = ()


@dataclass(frozen=True)
class StoredPhase:
    number: int
    texts: Mapping[str, str]
    wording: str
    edition: str


PART_TEXTS = ("title", "summary", "link_to_inequalities", "activities", "gaps", "source")
PHASE_TEXTS = ("name", "purpose", "gaps")


@dataclass(frozen=True)
class Standing:
    """What is stored. `used` are all identifiers of statements that there ever were."""

    phases: tuple[StoredPhase, ...]
    parts: tuple[StoredPart, ...]
    retired: tuple[StoredStatement, ...]
    used: frozenset[str] = field(default=frozenset())

    @property
    def phase_names(self) -> dict[int, str]:
        return {phase.number: phase.texts["name"] for phase in self.phases}

    def part(self, identifier: str) -> StoredPart | None:
        return next((part for part in self.parts if part.identifier == identifier), None)

    def statements(self) -> list[StoredStatement]:
        return [statement for part in self.parts for statement in part.statements]

    def fingerprint(self) -> str:
        """Differs as soon as anything differs that a file may change."""
        whole = {**asdict(self), "used": sorted(self.used)}
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()

    def as_text(self) -> OfficialText:
        """What is stored as a file would have it, so that it can be loaded again."""
        return OfficialText(
            phases=tuple(
                PhaseText(
                    number=phase.number,
                    name=phase.texts["name"],
                    purpose=phase.texts["purpose"],
                    wording=phase.wording,
                    gaps=phase.texts["gaps"],
                )
                for phase in self.phases
            ),
            parts=tuple(part_as_text(part) for part in self.parts if part.known),
        )


def part_as_text(part: StoredPart) -> PartText:
    levels = {
        level: tuple(
            StatementText(each.text, each.identifier, each.wording)
            for each in part.statements
            if each.level == level
        )
        for level in LEVELS
    }
    return PartText(
        identifier=part.identifier,
        title=part.texts["title"],
        summary=part.texts["summary"],
        link_to_inequalities=part.texts["link_to_inequalities"],
        activities=part.texts["activities"],
        levels=levels,
        source=part.texts["source"],
        wording=part.wording,
        gaps=part.texts["gaps"],
    )


def read_standing() -> Standing:
    """Read what is stored: four queries."""
    today = timezone.localdate()
    statements = [
        stored_statement(statement, retired=bool(each_day and each_day <= today))
        for statement in Statement.objects.select_related("sub_phase", "level", "edition")
        for each_day in [statement.retired_on]
    ]
    former = FormerWording.objects.values_list("identifier", flat=True)
    in_use = [statement for statement in statements if not statement.retired]
    return Standing(
        phases=tuple(stored_phase(phase) for phase in Phase.objects.select_related("edition")),
        parts=tuple(
            stored_part(part, in_use)
            for part in SubPhase.objects.select_related("phase", "edition")
        ),
        retired=tuple(statement for statement in statements if statement.retired),
        used=frozenset(former) | {statement.identifier for statement in statements},
    )


def stored_phase(phase: Phase) -> StoredPhase:
    return StoredPhase(
        number=phase.number,
        texts={name: getattr(phase, name) for name in PHASE_TEXTS},
        wording=phase.wording,
        edition=phase.edition.identifier if phase.edition else "",
    )


def stored_part(part: SubPhase, statements: Iterable[StoredStatement]) -> StoredPart:
    return StoredPart(
        identifier=part.identifier,
        phase=part.phase.number,
        known=part.known,
        texts={name: getattr(part, name) for name in PART_TEXTS},
        wording=part.wording,
        edition=part.edition.identifier if part.edition else "",
        version=part.version,
        statements=tuple(each for each in statements if each.part == part.identifier),
    )


def stored_statement(statement: Statement, *, retired: bool) -> StoredStatement:
    return StoredStatement(
        identifier=statement.identifier,
        part=statement.sub_phase.identifier,
        level=statement.level.identifier,
        position=statement.position,
        text=statement.text,
        wording=statement.wording,
        edition=statement.edition.identifier if statement.edition else "",
        version=statement.version,
        retired=retired,
    )


def is_ours(wording: str) -> bool:
    return wording == Wording.OURS
