"""From stored answers to what the pages show: tasks, check answers, profile and next steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from framework.enums import Advice
from framework.levels import statement_row
from framework.outline import Outline, PhaseOutline, SubPhaseOutline
from selfcheck import scoring
from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck
from selfcheck.questions import Question, read_statements

READINGS = {
    AnswerKind.NOT_SURE.value: scoring.NOT_SURE,
    AnswerKind.DOES_NOT_APPLY.value: scoring.DOES_NOT_APPLY,
    AnswerKind.NOT_ANSWERED.value: scoring.NOT_ANSWERED,
}
NO_BREAK = "\N{NO-BREAK SPACE}"
Answers = Mapping[int, Answer]
Row = dict[str, Any]


def read_answers(self_check: SelfCheck) -> dict[int, Answer]:
    """The answers by sub-phase: one query."""
    answers = self_check.answers.select_related("level")
    return {answer.sub_phase_id: answer for answer in answers}


def reading_of(answer: Answer) -> scoring.Reading:
    return scoring.at(answer.level.number) if answer.level else READINGS[answer.kind]


def profile_of(answers: Answers, outline: Outline) -> scoring.Profile:
    """The answers as a profile of the framework as it stands now."""
    known = outline.known_sub_phases()
    return scoring.profile(
        [
            scoring.PhaseQuestions(
                phase.identifier,
                phase.name,
                tuple(part.identifier for part in phase.known_sub_phases),
            )
            for phase in outline.phases
        ],
        {part.identifier: reading_of(answers[part.pk]) for part in known if part.pk in answers},
        level_names(outline),
    )


def result_of(answers: Answers, outline: Outline) -> Row:
    """Everything that the results page shows, by the names that its template states."""
    profile = profile_of(answers, outline)
    steps = next_step_rows(profile, answers, outline)
    return {
        "profile": profile,
        "phases": phase_rows(profile, outline),
        "parts": part_rows(profile, outline),
        "notes": note_rows(answers, outline),
        "steps": steps,
        "step_pks": [step["pk"] for step in steps],
        "strengths": parts_called(profile.strengths, outline),
    }


def level_names(outline: Outline) -> dict[int, str]:
    return {level.number: level.name for level in outline.levels}


def task_rows(token: str, profile: scoring.Profile, outline: Outline) -> list[Row]:
    """The phases as `components/task_list.html` takes them."""
    return [
        {
            "title": f"{phase.number}. {phase.name}",
            "url": reverse("selfcheck:phase", args=[token, phase.identifier]),
            "hint": task_hint(phase),
            **task_status(read),
        }
        for phase, read in zip(outline.phases, profile.phases, strict=True)
    ]


def task_hint(phase: PhaseOutline) -> str:
    """What the phase asks about, or why it asks nothing."""
    labels = [part.label for part in phase.known_sub_phases]
    return "; ".join(labels) or "We have not yet been able to read this part of the published text."


def task_status(phase: scoring.PhaseProfile) -> dict[str, str]:
    if not phase.parts:
        # Joined so that the words stay on one line beside the task.
        text = scoring.State.NO_QUESTIONS.value.replace(" ", NO_BREAK)
        return {"status_text": text, "status_kind": "blocked"}
    if phase.complete:
        return {"status_text": "Completed", "status_kind": "completed"}
    return {"status_text": "Incomplete", "status_kind": "blue"}


def answer_groups(token: str, answers: Answers, outline: Outline) -> list[Row]:
    """Each phase that has questions, with rows as `components/summary_list.html` takes them."""
    return [
        {"phase": phase, "rows": answer_rows(token, phase, answers)}
        for phase in outline.phases
        if phase.known_sub_phases
    ]


def answer_rows(token: str, phase: PhaseOutline, answers: Answers) -> list[Row]:
    url = reverse("selfcheck:phase", args=[token, phase.identifier])
    rows = []
    for part in phase.known_sub_phases:
        answer = answers.get(part.pk)
        row = {"key": part.label, "value": answer_in_words(answer)}
        rows.append({**row, "change_url": f"{url}#question-{part.identifier}"})
        if answer and answer.note:
            rows.append({"key": f"Note for {part.identifier}", "value": in_lines(answer.note)})
    return rows


def in_lines(note: str) -> SafeString:
    """A note with its line breaks."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in note.splitlines()))


def answer_in_words(answer: Answer | None) -> str:
    if answer is None:
        return AnswerKind.NOT_ANSWERED.label
    return answer.level.name if answer.level else answer.get_kind_display()


def phase_rows(profile: scoring.Profile, outline: Outline) -> list[Row]:
    """The phases as `components/profile_table.html` takes them."""
    names = level_names(outline)
    return [
        {
            "label": f"{phase.number}. {phase.name}",
            "url": phase.path,
            "filled": read.reading.level or 0,
            "level": phase_in_words(read, names),
        }
        for phase, read in zip(outline.phases, profile.phases, strict=True)
    ]


def phase_in_words(phase: scoring.PhaseProfile, names: Mapping[int, str]) -> str:
    level, highest = phase.reading.level, phase.highest
    if level is None or highest is None:
        return phase.reading.state.value
    if level == highest:
        return names[level]
    return f"{names[level]} to {names[highest]}"


def part_rows(profile: scoring.Profile, outline: Outline) -> list[Row]:
    """The sub-phases as `components/profile_table.html` takes them."""
    names = level_names(outline)
    readings = {name: read for phase in profile.phases for name, read in phase.parts}
    return [
        {
            "label": part.label,
            "url": part.path,
            "filled": readings[part.identifier].level or 0,
            "level": reading_in_words(readings[part.identifier], names),
        }
        for part in outline.known_sub_phases()
    ]


def note_rows(answers: Answers, outline: Outline) -> list[Row]:
    """The notes as `components/summary_list.html` takes them."""
    noted = [part for part in outline.known_sub_phases() if part.pk in answers]
    return [
        {"key": part.label, "value": in_lines(answers[part.pk].note)}
        for part in noted
        if answers[part.pk].note
    ]


def reading_in_words(reading: scoring.Reading, names: Mapping[int, str]) -> str:
    return reading.state.value if reading.level is None else names[reading.level]


def next_step_rows(profile: scoring.Profile, answers: Answers, outline: Outline) -> list[Row]:
    """What to do next, in order, with statements one level up: one query for all of them."""
    parts = parts_called(profile.next_steps, outline)
    statements = read_statements(parts) if parts else {}
    return [
        next_step(Question(part, outline.levels, statements[part.pk]), answers[part.pk], outline)
        for part in parts
    ]


def parts_called(identifiers: Iterable[str], outline: Outline) -> list[SubPhaseOutline]:
    by_identifier = {part.identifier: part for part in outline.known_sub_phases()}
    return [by_identifier[identifier] for identifier in identifiers]


def next_step(question: Question, answer: Answer, outline: Outline) -> Row:
    """One part: what to move beyond, and what the next level looks like. Both empty when unsure."""
    part = question.sub_phase
    row: Row = {"pk": part.pk, "label": part.label, "url": part.path, "unsure": not answer.level}
    if not answer.level:
        return row
    here = answer.level.number
    return {
        **row,
        "level": answer.level.name,
        "next_level": level_names(outline)[here + 1],
        "move_beyond": texts(question, here, Advice.MOVE_BEYOND),
        "next_statements": texts(question, here + 1, Advice.KEEP),
    }


def texts(question: Question, number: int, advice: Advice) -> list[str]:
    return [
        statement_row(statement)["text"]
        for statement in question.at(number)
        if statement.advice == advice
    ]
