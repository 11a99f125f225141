"""Makes reports by hand: a whole one, a large one, and one full of text that means to break files."""

from dataclasses import replace
from datetime import UTC, date, datetime

from selfcheck.enums import Practice, Progress
from selfcheck.report import (
    EarlierAnswer,
    ElementResult,
    MeasureToUse,
    PartResult,
    PhaseResult,
    PlannedAction,
    ReadAs,
    Report,
    ServingPart,
    StatementResult,
    StrategyResult,
)

LEVELS = ("Emerging", "Developing", "Maturing", "Thriving")
PHASES = ("Check", "Challenge", "Plan", "Prepare", "Engage", "Involve", "Evaluate")
SENTENCE = "Engage is furthest on. Check is just starting."
HOSTILE = (
    '=HYPERLINK("https://elsewhere.invalid","a")\x00\x0b\x1f\ud800\ufffe\u202eabc\u2066\r\n'
    "</w:t><script>alert(1)</script>]]>&amp;{{ 7 }}{% now %} السلام عليكم 👩🏽‍🤝‍👩🏻 "
)


def part_result(
    place: int, filled: int, *, statements: int = 4, answered: bool = True
) -> PartResult:
    phase = PHASES[place % len(PHASES)]
    identifier = f"{place % len(PHASES) + 1}{chr(ord('a') + place // len(PHASES))}"
    return PartResult(
        pk=place,
        identifier=identifier,
        label=f"{identifier} {phase}: what we know together",
        path=f"/framework/{phase.lower()}/",
        question="Which level is closest to how your system works now?",
        level=LEVELS[filled - 1] if filled else "Not sure",
        filled=filled,
        note="The engagement report of last spring, and what people told us.",
        reason="Two of us see it from another side.",
        read_as=ReadAs(LEVELS[max(filled - 1, 0)], ("You do 3 of its 4 statements.",)),
        statements=tuple(
            statement_result(identifier, number, answered=answered) for number in range(statements)
        ),
        keep=("We share what we learn.",),
        move_beyond=("One team does it all.",) if filled == 1 else (),
        unfinished=("We ask people what matters to them.",),
        next_level=LEVELS[filled] if 0 < filled < 4 else "",
        next_statements=("We plan with people from the start.",) if 0 < filled < 4 else (),
        known_by=(MeasureToUse("People say that they were heard", "/measures/felt-heard/"),),
    )


def statement_result(part: str, number: int, *, answered: bool) -> StatementResult:
    level = number % len(LEVELS)
    practice = list(Practice)[number % len(Practice)] if answered else None
    return StatementResult(
        identifier=f"{part}.{level + 1}.{number}",
        text=f"We do the thing that statement {number} of part {part} speaks of, together.",
        level=LEVELS[level],
        level_number=level + 1,
        move_beyond=number % 7 == 0,
        practice=practice.value if practice else "",
        practice_in_words=practice.label if practice else "",
    )


def action(number: int, **values: object) -> PlannedAction:
    progress = list(Progress)[number % len(Progress)]
    due = date(2027, number % 12 + 1, number % 28 + 1) if number % 3 else None
    made = PlannedAction(
        uid=f"{number:032x}",
        what=f"Ask people how they want to be asked, round {number}",
        why="5a Engage: Developing now",
        owner="Engagement lead",
        due_on=due,
        progress=progress.value,
        progress_in_words=progress.label,
        how_we_will_know="People say that they were heard",
        part="5a Engage",
    )
    return replace(made, **values)  # type: ignore[arg-type]  # values of any field


def report(parts: int = 8, statements: int = 4, actions: int = 3) -> Report:
    """A whole report. The first parts are further on than the last."""
    made = [part_result(place, 4 - place % 5, statements=statements) for place in range(parts)]
    phases = tuple(
        PhaseResult(
            identifier=name.lower(),
            number=number,
            name=name,
            path=f"/framework/{name.lower()}/",
            level=LEVELS[number % 4],
            filled=number % 4 + 1,
            parts=tuple(part for part in made if part.identifier.startswith(str(number))),
        )
        for number, name in enumerate(PHASES, start=1)
    )
    return Report(
        title="Self-check of how we engage people",
        about="Strategic work, for the whole system",
        saved_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
        expires_on=date(2027, 12, 22),
        sentence=SENTENCE,
        basis="This rests on 7 of the 8 questions that apply, so it is only part of the picture.",
        level_names=LEVELS,
        phases=phases,
        next_parts=tuple(part.identifier for part in made if part.filled < 4)[:3],
        strengths=tuple(part.identifier for part in made if part.filled == 4)[:2],
        strategies=(strategy(),),
        actions=tuple(action(number) for number in range(1, actions + 1)),
        earlier=(
            EarlierAnswer(
                "6b Sharing power", "Who decides?", "Maturing", "An old note", "An old reason"
            ),
        ),
    )


def strategy() -> StrategyResult:
    serving = ServingPart(
        "5a Engage", "/framework/engage/5a/", "Maturing", 3, "It asks who decides."
    )
    return StrategyResult(
        name="Core20PLUS5",
        status="In force",
        status_kind="in-force",
        status_reason="Check again by 1 April 2027.",
        elements=(
            ElementResult("Maternity care", checked=True, parts=(serving,)),
            ElementResult("A part nobody has read", checked=False, parts=()),
        ),
    )


def compared(told: Report) -> Report:
    """The same, with where it all stood the year before."""

    def before(phase: PhaseResult) -> PhaseResult:
        parts = tuple(
            replace(part, level_before="Emerging", filled_before=1) for part in phase.parts
        )
        return replace(phase, parts=parts, level_before="Emerging", filled_before=1)

    return replace(told, phases=tuple(map(before, told.phases)), before_saved_on=date(2025, 11, 3))


def hostile(text: str = HOSTILE) -> Report:
    """Every word that a person can write is text that means to break files."""
    told = report(parts=2, statements=2, actions=0)
    long = (text * (1000 // len(text) + 1))[:1000]
    phases = tuple(
        replace(phase, parts=tuple(replace(part, note=long, reason=text) for part in phase.parts))
        for phase in told.phases
    )
    worst = action(1, what=text, why=text, owner=text, how_we_will_know=text, part=text)
    old = EarlierAnswer(text, text, "Maturing", long, long)
    return replace(told, title=text, phases=phases, actions=(worst,), earlier=(old,))


def nearly_empty() -> Report:
    """Somebody looked and answered nothing, on a site whose framework is not loaded."""
    return Report(
        title="Your self-check",
        about="",
        saved_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
        expires_on=date(2027, 12, 22),
        sentence="You have not answered any questions yet.",
        basis="",
        level_names=(),
        phases=(),
    )


def quick(told: Report) -> Report:
    """The same, by somebody who answered no statement."""

    def silent(part: PartResult) -> PartResult:
        statements = (
            replace(statement, practice="", practice_in_words="") for statement in part.statements
        )
        return replace(part, statements=tuple(statements), read_as=None)

    phases = (replace(phase, parts=tuple(map(silent, phase.parts))) for phase in told.phases)
    return replace(told, phases=tuple(phases))


def tick_boxes(told: Report) -> int:
    """How many boxes a word processor has to show: 4 a part, 5 a statement, 1 an action."""
    statements = sum(
        len(part.statements) for part in told.parts if any(s.practice for s in part.statements)
    )
    return 4 * len(told.parts) + 5 * statements + len(told.actions)


def ticks(told: Report) -> int:
    """How many of them are ticked."""
    levels = sum(part.filled > 0 for part in told.parts)
    statements = sum(bool(s.practice) for part in told.parts for s in part.statements)
    return levels + statements + sum(action.progress == Progress.DONE for action in told.actions)
