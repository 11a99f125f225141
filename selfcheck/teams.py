"""From the sheets of a team to what its pages show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.keys import hash_of
from framework.levels import level_names, level_rows
from framework.models import Statement
from framework.outline import LevelOutline, Outline, PhaseOutline, SubPhaseOutline
from selfcheck import combining
from selfcheck.combining import Combined, Given, Tally
from selfcheck.models import SelfCheck, Team
from selfcheck.results.words import on_one_line, reading_in_words
from selfcheck.scoring import HIGHEST_LEVEL, NOT_ANSWERED, Reading, at
from selfcheck.sheets import unread
from selfcheck.standing import (
    NOTHING_SAID,
    Standing,
    read_standings_of,
    reason_of,
    speaks_of,
)

Standings = Mapping[int, Standing]
Row = dict[str, Any]


@dataclass(frozen=True)
class Membership:
    """What a sheet has to do with a team: its own link coordinates it, or is of a member."""

    team: Team
    agreed: SelfCheck
    coordinates: bool


def membership_of(sheet: SelfCheck) -> Membership | None:
    """The team of a sheet; None without one, and when its thirteen months are over."""
    own = getattr(sheet, "coordinates", None)
    if own is not None:
        return Membership(own, sheet, coordinates=True)
    if sheet.team is None:
        return None
    agreed = SelfCheck.objects.kept().filter(pk=sheet.team.pk).first()
    return Membership(sheet.team, agreed, coordinates=False) if agreed else None


def team_to_join(secret: str) -> Team:
    """The team behind a join link. Raises `Team.DoesNotExist` where there is none, or none now."""
    agreed = SelfCheck.objects.kept()
    return Team.objects.select_related("agreed").get(join_hash=hash_of(secret), agreed__in=agreed)


@dataclass(frozen=True)
class PartTogether:
    """One part of the framework: what the team's people said, and what the team agreed."""

    phase: PhaseOutline
    part: SubPhaseOutline
    combined: Combined
    sentence: str
    rows: Sequence[Row]
    agreed: Standing
    agreed_in_words: str

    @property
    def is_earlier(self) -> bool:
        """What is agreed answers a question that is retired. It still counts."""
        return self.agreed.no_longer_asked

    @property
    def is_on_sheet(self) -> bool:
        """The team's sheet says something about the part, be it from before there was a team."""
        return self.agreed.reading != NOT_ANSWERED

    @property
    def is_agreed(self) -> bool:
        """Somebody has said why: no time is kept for an answer, so nothing else tells."""
        return self.is_on_sheet and bool(self.reason)

    @property
    def reason(self) -> str:
        return reason_of(self.agreed.answer)

    @property
    def read_as(self) -> str:
        """The level that the agreed sheet's own statements read as, where that is what counts."""
        return "" if self.agreed.read is None or self.agreed.overruled else self.agreed_in_words

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What people based their answers on, of those who agreed to be named."""
        return [note for tally in self.combined.tallies for note in tally.notes]


@dataclass(frozen=True)
class Together:
    """A team's sheets put together: how many there are, and the parts, most different first.

    `begun` holds the pks of the sheets that say something. It is never shown.
    """

    joined: int
    begun: frozenset[int]
    parts: tuple[PartTogether, ...]

    @property
    def compares(self) -> bool:
        """Whether there is anything to look at: somebody has answered something."""
        return bool(self.begun)

    def of_phase(self, phase: PhaseOutline) -> list[PartTogether]:
        return [part for part in self.parts if part.phase.pk == phase.pk]


def read_together(membership: Membership, outline: Outline) -> Together:
    """The combined view: four queries for any number of sheets."""
    sheets = list(membership.team.sheets.kept())
    found = read_standings_of([membership.agreed, *sheets], outline)
    agreed = found[membership.agreed.pk]
    combined = [
        ((phase, part), combined_part([(sheet, found[sheet.pk]) for sheet in sheets], part))
        for phase in outline.phases
        for part in phase.known_sub_phases
    ]
    ordered = combining.largest_difference_first(combined)
    return Together(
        joined=len(sheets),
        begun=frozenset(sheet.pk for sheet in sheets if says_something(found[sheet.pk])),
        parts=tuple(
            part_together(phase, part, each, agreed.get(part.pk, NOTHING_SAID), outline)
            for (phase, part), each in ordered
        ),
    )


def says_something(standings: Standings) -> bool:
    return any(standing.reading != NOT_ANSWERED for standing in standings.values())


def combined_part(sheets: Sequence[tuple[SelfCheck, Standings]], part: SubPhaseOutline) -> Combined:
    return combining.combine(
        given(sheet, standings.get(part.pk, NOTHING_SAID)) for sheet, standings in sheets
    )


def given(sheet: SelfCheck, standing: Standing) -> Given:
    """What a sheet says about a part. A note of somebody who did not agree goes no further."""
    note = standing.answer.note if standing.answer and sheet.shows_name else ""
    name = sheet.display_name if sheet.shows_name else ""
    return Given(standing.reading, name, sheet.shows_name, note)


def part_together(
    phase: PhaseOutline,
    part: SubPhaseOutline,
    combined: Combined,
    agreed: Standing,
    outline: Outline,
) -> PartTogether:
    names = level_names(outline.levels)
    return PartTogether(
        phase=phase,
        part=part,
        combined=combined,
        sentence=combining.in_words(combined, names),
        rows=count_rows(combined, names) if combined.shown else (),
        agreed=agreed,
        agreed_in_words=reading_in_words(agreed.reading, names),
    )


def count_rows(combined: Combined, names: Mapping[int, str]) -> list[Row]:
    """The answers as `selfcheck/parts/counts.html` takes them: every level, and what else was said."""
    found = {tally.reading: tally for tally in combined.tallies}
    levels = [at(number) for number in names if number <= HIGHEST_LEVEL]
    others = [reading for reading in found if reading.level is None]
    return [
        count_row(reading, found.get(reading, Tally(reading, 0)), combined, names)
        for reading in [*levels, *others]
    ]


def count_row(reading: Reading, tally: Tally, combined: Combined, names: Mapping[int, str]) -> Row:
    return {
        "answer": reading_in_words(reading, names),
        "count": tally.count,
        "share": round(100 * tally.count / combined.answered),
        "names": tally.names,
    }


def level_rows_by_part(
    parts: Sequence[PartTogether], levels: Sequence[LevelOutline], lens: str
) -> dict[int, list[Row]]:
    """What each level looks like, as `components/levels.html` takes it, by the part: one query."""
    wanted = [each.part.pk for each in parts]
    found: dict[int, list[Statement]] = {pk: [] for pk in wanted}
    for statement in Statement.objects.in_use().with_level().filter(sub_phase__in=wanted):
        found[statement.sub_phase_id].append(statement)
    return {pk: level_rows_for(lens, levels, statements) for pk, statements in found.items()}


def level_rows_for(
    lens: str, levels: Sequence[LevelOutline], statements: Sequence[Statement]
) -> list[Row]:
    """The levels of one part for a kind of work. One is missing where nobody has read any of it."""
    missing = unread(levels, statements)
    rows = level_rows(levels, [each for each in statements if speaks_of(lens, each)], lens)
    return [{**row, "meaning": "", "missing": row["number"] in missing} for row in rows]


def part_rows(together: Together, address: Mapping[int, str]) -> list[Row]:
    """The parts as `components/task_list.html` takes them, most different first.

    `address` is of the page of each phase, by its pk.
    """
    return [
        {
            "title": each.part.label,
            "url": f"{address[each.phase.pk]}#part-{each.part.identifier}",
            "hint": each.sentence,
            **agreed_status(each),
        }
        for each in together.parts
    ]


def agreed_status(part: PartTogether) -> Row:
    if part.is_agreed:
        return {"status_text": f"Agreed: {part.agreed_in_words}", "status_kind": "completed"}
    if part.is_on_sheet:
        words = f"On the team’s sheet: {part.agreed_in_words}"
        return {"status_text": words, "status_kind": "completed"}
    return {"status_text": on_one_line("To agree"), "status_kind": "blue"}


def how_many_agreed(parts: Sequence[PartTogether]) -> str:
    agreed = sum(part.is_agreed for part in parts)
    others = sum(part.is_on_sheet for part in parts) - agreed
    more = f", {others} more on the sheet" if others else ""
    return f"{agreed} of {len(parts)} agreed{more}"


def phase_rows(together: Together, outline: Outline, address: Mapping[int, str]) -> list[Row]:
    """The phases that have questions, as `components/task_list.html` takes them."""
    return [
        {
            "title": f"{phase.number}. {phase.name}",
            "url": address[phase.pk],
            "status_text": how_many_agreed(parts),
            "status_kind": "completed",
        }
        for phase in outline.phases
        if (parts := together.of_phase(phase))
    ]
