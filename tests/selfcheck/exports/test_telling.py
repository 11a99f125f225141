"""What the document of a result says, and in which order."""

from dataclasses import replace

from selfcheck.exports.document import PAGE_WIDTH, Bullets, Document, Heading, Paragraph, Table
from selfcheck.exports.telling import UNREAD_WORDING, UNSURE_STEP, document_of
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
    at = words.index("Move beyond these signs of Emerging:|")
    assert words[at : at + 8] == [
        "Move beyond these signs of Emerging:|",
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
    rows = table(document_of(reports.report()), "Core20PLUS5: the parts that serve it").rows
    assert [row[0].texts for row in rows] == [
        ("Maternity care",),
        ("A part nobody has read", UNREAD_WORDING),
    ]


def test_a_plan_has_an_owner_a_date_and_a_tick_for_what_is_done() -> None:
    rows = table(document_of(reports.report()), "The action plan").rows
    assert [row[0].chosen for row in rows] == [None, 0, None]
    assert [row[2].texts for row in rows] == [("Engagement lead",)] * 3
    assert [row[3].texts for row in rows] == [("2 February 2027",), ("3 March 2027",), ()]


def test_the_day_of_a_save_is_the_day_on_the_clock_here() -> None:
    assert "Answers as saved on|22 November 2026" in said(document_of(reports.report()))
