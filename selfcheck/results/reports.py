"""The whole result of a check as one value: see `selfcheck.report`."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from content.keys import hash_of
from framework.outline import Outline, PhaseOutline
from selfcheck import scoring
from selfcheck.combining import SMALLEST_GROUP
from selfcheck.enums import AnswerKind
from selfcheck.models import Action, Answer, SelfCheck, StatementAnswer
from selfcheck.plan_rows import is_late
from selfcheck.report import PartResult, PhaseResult, PlannedAction, Report
from selfcheck.results.earlier import earlier_answers
from selfcheck.results.gathered import Gathered, gather
from selfcheck.results.parts import part_result
from selfcheck.results.strategies import strategy_results
from selfcheck.results.words import about_in_words, phase_in_words

CALENDAR_NAME_LENGTH = 32
NOT_ANSWERED = AnswerKind.NOT_ANSWERED


def report_of(self_check: SelfCheck, outline: Outline) -> Report:
    """The result: seven queries, and three for a team, however many answers there are."""
    known = gather(self_check, outline)
    parts = {
        part.pk: part_result(part, known)
        for part in outline.known_sub_phases()
        if known.asks_about(part)
    }
    profile = profile_of(known)
    return Report(
        title=title_of(self_check),
        about=about_in_words(self_check),
        saved_at=self_check.saved_at,
        expires_on=self_check.expires_on,
        sentence=profile.sentence,
        basis=profile.basis,
        level_names=tuple(level.name for level in outline.levels),
        phases=tuple(
            phase_result(phase, read, parts, known)
            for phase, read in zip(outline.phases, profile.phases, strict=True)
        ),
        next_parts=profile.next_steps,
        strengths=profile.strengths,
        strategies=strategy_results(parts),
        actions=tuple(planned_actions(self_check)),
        earlier=earlier_answers(known),
        before_saved_on=known.before.saved_on if known.before else None,
        team_note=team_note(self_check),
    )


def title_of(self_check: SelfCheck) -> str:
    """Named for its team, where it has one with a label."""
    team = getattr(self_check, "coordinates", None) or self_check.team
    return f"Self-check: {team.label}" if team and team.label else "Self-check"


def team_note(self_check: SelfCheck) -> str:
    """Says whose answers a team's are, and how many sheets they rest on unless that is few."""
    team = getattr(self_check, "coordinates", None)
    if team is None:
        return ""
    filled = team.sheets.kept().filter(
        Exists(Answer.objects.filter(self_check=OuterRef("pk")).exclude(kind=NOT_ANSWERED))
        | Exists(StatementAnswer.objects.filter(self_check=OuterRef("pk")))
    )
    number = filled.count()
    counted = f" {number} sheets were filled in." if number >= SMALLEST_GROUP else ""
    return f"These are the answers that the team agreed.{counted}"


def profile_of(known: Gathered) -> scoring.Profile:
    """Where every part stands, as a profile of the framework as it is now."""
    known_parts = known.outline.known_sub_phases()
    return scoring.profile(
        [questions_of(phase, known) for phase in known.outline.phases],
        {part.identifier: known.standings[part.pk].reading for part in known_parts},
        known.names,
    )


def questions_of(phase: PhaseOutline, known: Gathered) -> scoring.PhaseQuestions:
    asked = tuple(part.identifier for part in phase.known_sub_phases if known.asks_about(part))
    return scoring.PhaseQuestions(phase.identifier, phase.name, asked)


def phase_result(
    phase: PhaseOutline,
    read: scoring.PhaseProfile,
    parts: dict[int, PartResult],
    known: Gathered,
) -> PhaseResult:
    was = phase_before(phase, known)
    return PhaseResult(
        identifier=phase.identifier,
        number=phase.number,
        name=phase.name,
        path=phase.path,
        level=phase_in_words(read, known.names),
        filled=read.reading.level or 0,
        level_before=phase_in_words(was, known.names) if was else "",
        filled_before=(was.reading.level or 0) if was else None,
        parts=tuple(parts[part.pk] for part in phase.known_sub_phases if part.pk in parts),
    )


def phase_before(phase: PhaseOutline, known: Gathered) -> scoring.PhaseProfile | None:
    """The phase in the round before; None in a first round, and where nothing is asked."""
    asked = questions_of(phase, known)
    if known.before is None or not asked.parts:
        return None
    return scoring.phase_profile(asked, known.before.readings)


def planned_actions(self_check: SelfCheck) -> list[PlannedAction]:
    """The rows of the plan, in order: one query."""
    return [
        planned_action(action)
        for action in self_check.actions.select_related("measure", "sub_phase")
    ]


def planned_action(action: Action) -> PlannedAction:
    known_by = [action.measure.name] if action.measure else []
    return PlannedAction(
        uid=hash_of(action.key)[:CALENDAR_NAME_LENGTH],
        what=action.what,
        why=action.why,
        owner=action.owner,
        due_on=action.due_on,
        progress=action.progress,
        progress_in_words=action.get_progress_display(),
        how_we_will_know=". ".join([*known_by, *filter(None, [action.how_we_will_know])]),
        part=str(action.sub_phase) if action.sub_phase else "",
        overdue=is_late(action, timezone.localdate()),
    )
