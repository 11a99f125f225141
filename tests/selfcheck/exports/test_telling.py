"""What the document of a result says, and in which order."""

from dataclasses import replace

from officefiles.document import (
    PAGE_WIDTH,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    lines,
)
from selfcheck.exports.caveats import PASSED, STRATEGIES, UNSURE_STEP, WHAT_IT_IS
from selfcheck.exports.telling import document_of
from tests.selfcheck import reports


def headings(document: Document, level: int) -> list[str]:
    return [
        block.text
        for block in document.blocks
        if isinstance(block, Heading) and block.level == level
    ]


def table(document: Document, caption: str) -> Table:
    return next(
        block for block in document.blocks if isinstance(block, Table) and block.caption == caption
    )


def said(document: Document) -> list[str]:
    """Paragraphs and bullets, in order."""
    told: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            told.append(f"{block.label}|{block.text}")
        elif isinstance(block, Bullets):
            told.extend(block.items)
    return told


def test_the_profile_comes_first_and_the_single_answers_last() -> None:
    assert headings(document_of(reports.report()), 1) == [
        "Where each phase stands",
        "Where each part stands",
        "What to do next",
        "Keep going",
        "Action plan",
        "What this says about strategies",
        "The answers, and what they rest on",
        "Answers to questions that are no longer asked",
        "About this file",
    ]


def test_an_earlier_answer_is_told_with_its_note_and_its_reason() -> None:
    (row,) = table(document_of(reports.report()), "Earlier answers").rows
    assert row[-1] == lines("An old note", "Why this level: An old reason")


def test_what_is_not_there_leaves_no_empty_section() -> None:
    document = document_of(reports.nearly_empty())
    assert headings(document, 1) == [
        "Where each phase stands",
        "Where each part stands",
        "Action plan",
        "The answers, and what they rest on",
        "About this file",
    ]
    assert "|There are no actions in the plan yet." in said(document)


def test_no_table_is_wider_than_the_page() -> None:
    for told in (reports.report(), reports.compared(reports.report())):
        tables = [block for block in document_of(told).blocks if isinstance(block, Table)]
        widths = {
            sum(column.width * len(column.headings) for column in found.columns) for found in tables
        }
        assert widths == {PAGE_WIDTH}


def test_the_round_before_has_a_column_and_only_then() -> None:
    told = reports.report()
    now = table(document_of(told), "The level of each part")
    assert [column.heading for column in now.columns] == ["Part", "Levels", "Level"]
    both = table(document_of(reports.compared(told)), "The level of each part")
    assert [column.heading for column in both.columns] == ["Part", "Levels", "Level", "Before"]
    assert both.rows[0][-1].texts == ("Emerging",)


def test_a_level_is_a_place_on_the_bar_and_not_sure_is_none() -> None:
    rows = table(document_of(reports.report()), "The level of each part").rows
    places = {row[0].texts[0]: row[1].chosen for row in rows}
    assert places["1a Check: what we know together"] == 3
    assert places["4a Prepare: what we know together"] == 0
    assert places["5a Engage: what we know together"] is None


def test_a_step_says_what_to_finish_what_to_leave_and_what_comes_next() -> None:
    step = replace(reports.part_result(3, 1), label="4a Prepare")
    phase = replace(reports.report().phases[3], parts=(step,))
    told = replace(reports.report(), phases=(phase,), next_parts=("4a",), strengths=())
    words = said(document_of(told))
    at = words.index("Move beyond:|")
    assert words[at : at + 8] == [
        "Move beyond:|",
        "One team does it all.",
        "Finish these first:|",
        "We ask people what matters to them.",
        "To get from Emerging to Developing:|",
        "We plan with people from the start.",
        "How you will know that it works:|",
        "People say that they were heard",
    ]


def test_a_step_that_nobody_is_sure_of_and_one_whose_text_is_unknown_say_so() -> None:
    unsure = reports.part_result(4, 0)
    unknown = replace(reports.part_result(1, 2), next_statements=())
    told = reports.report()
    phases = (replace(told.phases[0], parts=(unsure, unknown)),)
    words = said(
        document_of(
            replace(
                told,
                phases=phases,
                next_parts=(unknown.identifier, unsure.identifier),
                strengths=(),
            )
        )
    )
    assert f"|{UNSURE_STEP}" in words
    assert any(
        "not yet been able to read the published text for Maturing" in said for said in words
    )


def test_statements_are_listed_where_somebody_answered_one() -> None:
    answered = reports.part_result(0, 2)
    not_answered = reports.part_result(1, 2, answered=False)
    told = reports.report()
    phases = (replace(told.phases[0], parts=(answered, not_answered)),)
    document = document_of(replace(told, phases=phases, next_parts=(), strengths=()))
    captions = [block.caption for block in document.blocks if isinstance(block, Table)]
    assert f"{answered.label}: the statements" in captions
    assert f"{not_answered.label}: the statements" not in captions


def test_words_that_changed_since_stand_below_those_of_now() -> None:
    old = replace(reports.statement_result("1a", 0, answered=True), wording_then="As it was.")
    part = replace(reports.part_result(0, 2), statements=(old,))
    told = reports.report()
    phases = (replace(told.phases[0], parts=(part,)),)
    document = document_of(replace(told, phases=phases, next_parts=(), strengths=()))
    row = table(document, f"{part.label}: the statements").rows[0]
    assert row[0].texts == (old.text, "When it was answered, it said: As it was.")
    assert row[1].texts == ("Emerging", "Move beyond this")


def test_an_overruled_reading_is_told_with_its_reasons() -> None:
    part = replace(reports.part_result(0, 4), overruled=True)
    told = reports.report()
    phases = (replace(told.phases[0], parts=(part,)),)
    words = said(document_of(replace(told, phases=phases, next_parts=(), strengths=())))
    at = words.index(
        "The statements read as Thriving. The people who answered chose another level:|"
    )
    assert words[at + 1] == "You do 3 of its 4 statements."


def test_a_strategy_says_what_of_it_we_have_not_read() -> None:
    note = "We have not yet checked these words against the published page"
    told = said(document_of(reports.report()))
    assert told.count(f"|{note}: A part nobody has read.") == 1
    assert told.count(f"|{STRATEGIES}") == 1
    strategy = reports.strategy()
    assert replace(strategy, elements=strategy.elements[1:]).unchecked_note == f"{note}."
    assert replace(strategy, elements=strategy.elements[:1]).unchecked_note == ""


def test_a_file_says_what_it_is_and_for_a_team_whose_answers_these_are() -> None:
    assert f"|{WHAT_IT_IS}" in said(document_of(reports.report()))
    note = "These are the answers that the team agreed."
    document = document_of(replace(reports.report(), team_note=note))
    assert f"|{WHAT_IT_IS} {note}" in said(document)


def test_a_quick_answer_is_told_with_what_its_level_looks_like() -> None:
    part = replace(reports.part_result(3, 1, answered=False), hint="One team asks people.")
    phase = replace(reports.report().phases[3], parts=(part,))
    told = replace(reports.report(), phases=(phase,), next_parts=("4a",), strengths=())
    words = said(document_of(told))
    assert "Answer|Emerging: One team asks people." in words
    assert "Common at Emerging. If you do it, move beyond it:|" in words


def test_a_highest_level_that_we_have_not_read_is_no_strength_to_share() -> None:
    part = replace(reports.part_result(0, 4), unread=True)
    phase = replace(reports.report().phases[0], parts=(part,))
    told = replace(reports.report(), phases=(phase,), next_parts=(), strengths=("1a",))
    words = said(document_of(told))
    assert f"{part.label}|{part.unread_note}" in words
    assert "You chose Thriving. We have not yet read" in part.unread_note
    assert not any("Share how you got there" in each for each in words)


def test_a_day_that_has_passed_is_marked() -> None:
    told = replace(reports.report(), actions=(reports.action(1, overdue=True),))
    (row,) = table(document_of(told), "The action plan").rows
    assert row[3].texts == ("2 February 2027", PASSED)


def test_a_plan_has_an_owner_a_date_and_a_tick_for_what_is_done() -> None:
    rows = table(document_of(reports.report()), "The action plan").rows
    assert [row[0].chosen for row in rows] == [None, 0, None]
    assert [row[2].texts for row in rows] == [("Engagement lead",)] * 3
    assert [row[3].texts for row in rows] == [("2 February 2027",), ("3 March 2027",), ()]


def test_the_day_of_a_save_is_the_day_on_the_clock_here() -> None:
    assert "Answers as saved on|22 November 2026" in said(document_of(reports.report()))
