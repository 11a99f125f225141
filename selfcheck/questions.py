"""What a check asks about: which phase comes next, and what to think of when answering."""

from framework.outline import Outline, PhaseOutline, SubPhaseOutline
from selfcheck.enums import Route
from selfcheck.models import SelfCheck
from selfcheck.question_records import questions_in_use


def phase_after(phase: PhaseOutline, outline: Outline, route: str) -> PhaseOutline | None:
    """The next phase that a route asks something about."""
    asked = questions_in_use()
    later = (other for other in outline.phases if other.number > phase.number)
    return next(
        (
            other
            for other in later
            if any(route == Route.DETAILED or part.pk in asked for part in other.known_sub_phases)
        ),
        None,
    )


def phase_of(part: SubPhaseOutline | None, outline: Outline) -> PhaseOutline | None:
    """The phase that a sub-phase belongs to."""
    return next((phase for phase in outline.phases if part in phase.sub_phases), None)


def scope_in_words(self_check: SelfCheck) -> str:
    """What to think of when answering, by the kind of work and how wide it goes."""
    lens = self_check.get_lens_display().lower()
    if self_check.reach:
        work = f"{lens} work" if lens else "the work"
        return (
            f"Think of {work} across your {self_check.get_reach_display().lower()}, as it is now."
        )
    return (
        f"Think of your {lens} work, as it is now." if lens else "Think of your work, as it is now."
    )
