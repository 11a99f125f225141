"""The result as plain tables: the sheets of its workbook, and its CSV files.

A level is told by its name and never as a number: numbers ask to be added up.
"""

from collections.abc import Sequence

from officefiles.sheets import Row, Sheet, columns, csv_file
from selfcheck.exports.caveats import NOT_A_SCORE, PASSED, REASONS, STRATEGIES, what_it_is
from selfcheck.exports.telling import day, saved_on
from selfcheck.report import PartResult, PhaseResult, Report


def sheets(report: Report) -> tuple[Sheet, ...]:
    """Everything, in the order of the sheets of a workbook."""
    return (
        profile_sheet(report),
        parts_sheet(report),
        statements_sheet(report),
        strategies_sheet(report),
        plan_sheet(report),
    )


def profile_sheet(report: Report) -> Sheet:
    """What the check says as a whole, and where each phase stands."""
    told = (
        ("Title", report.title, ""),
        ("In a sentence", report.sentence, ""),
        ("How much it rests on", report.basis, ""),
        ("What it is", what_it_is(report), ""),
        ("What it is not", NOT_A_SCORE, ""),
        ("About", report.about, ""),
        ("Answers as saved on", day(saved_on(report.saved_at)), day(report.before_saved_on)),
        ("Kept until", day(report.expires_on), ""),
    )
    phases = (
        (f"{phase.number}. {phase.name}", phase.level, phase.level_before)
        for phase in report.phases
    )
    return Sheet("Profile", columns(What=34, Now=80, Before=24), (*told, *phases))


def parts_sheet(report: Report) -> Sheet:
    """A row for each part."""
    rows = tuple(part_row(phase, part) for phase in report.phases for part in phase.parts)
    known = columns(
        Phase=14,
        Part=8,
        Name=40,
        Question=50,
        Level=20,
        What_this_level_looks_like=50,
        Level_before=20,
        Statements_read_as=20,
        Another_level_chosen=14,
        Based_on=60,
        Why_this_level=60,
        Keep_doing=60,
        Move_beyond=60,
        Next_level=16,
        To_get_there=60,
        How_you_will_know=40,
        Note_on_wording=40,
    )
    return Sheet("Parts", known, rows)


def part_row(phase: PhaseResult, part: PartResult) -> Row:
    return (
        phase.name,
        part.identifier,
        part.label,
        part.question,
        part.level,
        part.hint,
        part.level_before,
        part.read_as.level if part.read_as else "",
        yes_or_no(part.overruled),
        part.note,
        part.reason,
        joined(part.keep),
        joined(part.move_beyond),
        part.next_level,
        joined((*part.unfinished, *part.next_statements)),
        joined(part.measures),
        part.wording_note,
    )


def statements_sheet(report: Report) -> Sheet:
    """A row for each statement, those that nobody answered included."""
    rows = tuple(
        (
            phase.name,
            part.identifier,
            statement.identifier,
            statement.text,
            statement.level,
            "To move beyond" if statement.move_beyond else "Counts towards the level",
            statement.practice_in_words or "Not answered",
            statement.wording_then,
        )
        for phase in report.phases
        for part in phase.parts
        for statement in part.statements
    )
    known = columns(
        Phase=14,
        Part=8,
        Identifier=16,
        Statement=80,
        Level=16,
        Kind=24,
        Answer=18,
        Words_when_it_was_answered=60,
    )
    return Sheet("Statements", known, rows)


def strategies_sheet(report: Report) -> Sheet:
    """A row for each part that serves a strategy's element; one for an element that none serves."""
    rows = tuple(
        (
            strategy.name,
            strategy.status,
            strategy.status_reason,
            element.name,
            yes_or_no(element.checked),
            *served,
            f"{STRATEGIES} {REASONS}",
        )
        for strategy in report.strategies
        for element in strategy.elements
        for served in [(part.label, part.level, part.why) for part in element.parts]
        or [("", "", "")]
    )
    known = columns(
        Strategy=34,
        Status=14,
        About_its_status=50,
        What_it_asks_for=50,
        Wording_read_by_us=14,
        Part_that_serves_it=40,
        Level=20,
        Why=50,
        About_these_links=60,
    )
    return Sheet("Strategies", known, rows)


def plan_sheet(report: Report) -> Sheet:
    """A row for each action. Dates are dates, so that they sort."""
    rows = tuple(
        (
            number,
            action.what,
            action.why,
            action.part,
            action.owner,
            action.due_on,
            PASSED if action.overdue else "",
            action.progress_in_words,
            action.how_we_will_know,
        )
        for number, action in enumerate(report.actions, start=1)
    )
    known = columns(
        Order=8,
        Action=60,
        Why=50,
        Part=30,
        Who_leads=26,
        By_when=14,
        Date_passed=20,
        Where_it_stands=18,
        How_we_will_know=50,
    )
    return Sheet("Action plan", known, rows)


def joined(items: Sequence[str]) -> str:
    return "; ".join(items)


def yes_or_no(answer: bool) -> str:
    return "Yes" if answer else "No"


def parts_csv(report: Report) -> bytes:
    return csv_file(parts_sheet(report))


def statements_csv(report: Report) -> bytes:
    return csv_file(statements_sheet(report))
