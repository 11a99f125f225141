"""The framework's outline as plain values, kept in the cache: what menus and lists need of it."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.cache import cache
from django.db.models import Prefetch

from framework.enums import Advice, Wording
from framework.models import Level, Phase, Statement, SubPhase

CACHE_KEY = "framework-outline"
CACHE_SECONDS = 60


@dataclass(frozen=True)
class LevelOutline:
    identifier: str
    number: int
    name: str
    meaning: str


@dataclass(frozen=True)
class SubPhaseOutline:
    pk: int
    identifier: str
    title: str
    topic_hint: str
    summary: str
    known: bool
    path: str
    version: int
    hints: dict[str, str] = field(default_factory=dict)
    wording: str = Wording.OURS.value

    @property
    def label(self) -> str:
        """The identifier with the title, or with words that say that it is not known."""
        return f"{self.identifier} {self.title or 'Text to be added'}"


@dataclass(frozen=True)
class PhaseOutline:
    pk: int
    identifier: str
    number: int
    name: str
    purpose: str
    gaps: str
    path: str
    sub_phases: tuple[SubPhaseOutline, ...] = field(default=())
    wording: str = Wording.OURS.value

    @property
    def label(self) -> str:
        return self.name

    @property
    def known_sub_phases(self) -> tuple[SubPhaseOutline, ...]:
        return tuple(sub_phase for sub_phase in self.sub_phases if sub_phase.known)


@dataclass(frozen=True)
class Outline:
    """Phases with their sub-phases in order, and the levels in order."""

    phases: tuple[PhaseOutline, ...]
    levels: tuple[LevelOutline, ...]

    def phase_cards(self) -> list[dict[str, Any]]:
        """The phases as `components/phase_cards.html` wants them."""
        return [
            {"number": p.number, "name": p.name, "url": p.path, "summary": p.purpose}
            for p in self.phases
        ]

    def reading_order(self) -> list["PhaseOutline | SubPhaseOutline"]:
        """Every page of the framework in order: each phase, then its known sub-phases."""
        order: list[PhaseOutline | SubPhaseOutline] = []
        for phase in self.phases:
            order += [phase, *phase.known_sub_phases]
        return order

    def known_sub_phases(self) -> list[SubPhaseOutline]:
        return [sub_phase for phase in self.phases for sub_phase in phase.known_sub_phases]

    def phase(self, identifier: str) -> PhaseOutline | None:
        return next((phase for phase in self.phases if phase.identifier == identifier), None)


def read_outline() -> Outline:
    """Read the outline from the database: four queries."""
    in_use = Prefetch("sub_phases__statements", Statement.objects.in_use())
    phases = Phase.objects.prefetch_related(in_use)
    levels = list(Level.objects.all())
    return Outline(
        phases=tuple(outline_of_phase(phase, levels) for phase in phases),
        levels=tuple(
            LevelOutline(level.identifier, level.number, level.name, level.meaning)
            for level in levels
        ),
    )


def outline_of_phase(phase: Phase, levels: list[Level]) -> PhaseOutline:
    return PhaseOutline(
        pk=phase.pk,
        identifier=phase.identifier,
        number=phase.number,
        name=phase.name,
        purpose=phase.purpose,
        gaps=phase.gaps,
        path=phase.path,
        sub_phases=tuple(
            outline_of_sub_phase(phase, part, levels) for part in phase.sub_phases.all()
        ),
        wording=phase.wording,
    )


def outline_of_sub_phase(phase: Phase, part: SubPhase, levels: list[Level]) -> SubPhaseOutline:
    statements = list(part.statements.all())
    return SubPhaseOutline(
        pk=part.pk,
        identifier=part.identifier,
        title=part.title,
        topic_hint=part.topic_hint,
        summary=part.summary,
        known=part.known,
        path=f"{phase.path}{part.slug}/",
        version=part.version,
        hints={level.identifier: level_hint(level, statements) for level in levels},
        wording=part.wording,
    )


def level_hint(level: Level, statements: list[Statement]) -> str:
    """A first impression of a sub-phase at a level: its first statement there."""
    first = next((each for each in statements if each.level_id == level.pk), None)
    if first is None:
        return "We have not yet been able to read the text of this level."
    beyond = "A limit to move beyond: " if first.advice == Advice.MOVE_BEYOND else ""
    return f"{beyond}{first.text}"


def framework_outline() -> Outline:
    """The outline, from the cache where it is there."""
    return cast(Outline, cache.get_or_set(CACHE_KEY, read_outline, CACHE_SECONDS))


def forget_outline(**kwargs: Any) -> None:
    """Drop the cached outline: called when one of its records changes."""
    cache.delete(CACHE_KEY)
