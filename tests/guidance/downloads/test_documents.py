"""What the files say: the framework, a phase, guidance and the cross-walk."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from framework.enums import Advice, Lens, Rung, Wording
from framework.models import Edition, Measure
from guidance.downloads.about import ATTRIBUTION
from guidance.downloads.framework_text import framework_document
from guidance.downloads.subjects import every_subject, subject_named
from guidance.models import StrategyIndexPage
from officefiles.document import Bullets, Choice, Document, Heading, Paragraph, Table
from tests.factories.framework import StatementFactory, SubPhaseFactory
from tests.guidance.downloads.conftest import Places, text_block

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def document(name: str) -> Document:
    subject = subject_named(name)
    assert subject
    told = subject.document(NOW)
    assert told
    return told


def words(told: Document) -> str:
    return repr(told.blocks)


def test_there_is_a_subject_for_each_public_page_of_its_kind(places: Places) -> None:
    names = [subject.name for subject in every_subject()]
    assert names == ["framework", "phase-check", "guidance-ask-people"]


def test_the_framework_has_its_phases_parts_and_statements_with_boxes_to_tick(
    places: Places,
) -> None:
    told = document("framework")
    headings = [(block.level, block.text) for block in told.blocks if isinstance(block, Heading)]
    assert (1, "1. Check") in headings
    assert (2, "1a Evidence") in headings
    table = next(
        block
        for block in told.blocks
        if isinstance(block, Table) and block.caption.startswith("1a Evidence")
    )
    assert len(table.rows) == 2
    assert all(isinstance(row[2], Choice) for row in table.rows)
    assert "We are developing." in words(told)


def test_a_phase_stands_by_itself_and_leads_to_its_guidance(places: Places) -> None:
    told = document("phase-check")
    headings = [(block.level, block.text) for block in told.blocks if isinstance(block, Heading)]
    assert (1, "1a Evidence") in headings
    assert (1, "Guidance for this phase") in headings
    assert "/guidance/ask-people/" in words(told)


def test_headings_leave_out_no_step(places: Places) -> None:
    places.guidance.body = [{"type": "do_list", "value": ["ask"]}]
    places.guidance.save_revision().publish()
    told = document("guidance-ask-people")
    first = next(block for block in told.blocks if isinstance(block, Heading))
    assert (first.level, first.text) == (1, "Do")


def test_a_file_says_whose_words_it_holds_where_it_is_from_and_of_what_day_it_is(
    places: Places,
) -> None:
    for name in ("framework", "phase-check", "guidance-ask-people"):
        told = document(name)
        assert ATTRIBUTION in words(told)
        assert Paragraph("22 November 2026", "As it was on") in told.blocks
        assert told.footer
        assert "The page on the site" in words(told)


def test_the_words_of_an_edition_are_marked_and_its_licence_is_named(places: Places) -> None:
    edition = Edition.objects.create(
        identifier="first",
        title="The framework, first edition",
        published_on=date(2025, 2, 12),
        makers="CQC",
        licence="OGL v3.0",
        licence_address="https://example.org/ogl/",
        attribution="Made by the CQC.",
        source="https://example.org/",
    )
    StatementFactory(
        sub_phase=places.sub_phase, text="As published.", wording=Wording.OFFICIAL, edition=edition
    )
    told = document("framework")
    assert "As published. (CQC text)" in words(told)
    assert "The framework, first edition, 12 February 2025. Made by the CQC." in words(told)
    assert "OGL" in told.footer


def test_what_to_move_beyond_is_marked_and_statements_of_one_kind_of_work_are(
    places: Places,
) -> None:
    StatementFactory(
        sub_phase=places.sub_phase,
        text="We ask nobody.",
        advice=Advice.MOVE_BEYOND,
        lens=Lens.STRATEGIC,
        strategic_text="The board asks nobody.",
    )
    told = words(document("framework"))
    assert "Strong(text='Move beyond: '), 'We ask nobody. (Strategic work)'" in told
    assert "Strong(text='In strategic work: '), 'The board asks nobody.'" in told
    operational = words(framework_document(places.framework, NOW, Lens.OPERATIONAL))
    assert "nobody" not in operational
    strategic = words(framework_document(places.framework, NOW, Lens.STRATEGIC))
    assert "The board asks nobody. (Strategic work)" in strategic


def test_measures_are_named_once_for_a_part_and_its_statements(places: Places) -> None:
    measure = Measure.objects.create(
        identifier="people-reached", rung=Rung.REACH, name="People reached", shows="Who came."
    )
    measure.sub_phases.add(places.sub_phase)
    measure.statements.add(places.sub_phase.statements.first())
    told = document("phase-check")
    lists = [block for block in told.blocks if isinstance(block, Bullets)]
    named = [item for block in lists for item in block.items if "People reached" in repr(item)]
    assert len(named) == 1
    assert "/measures/people-reached/" in words(told)


def test_the_body_of_a_page_that_is_not_public_stays_out(places: Places) -> None:
    places.part.body = [text_block("<p>Only for us.</p>")]
    places.part.save_revision().publish()
    assert "Only for us." in words(document("framework"))
    places.part.unpublish()
    assert "Only for us." not in words(document("framework"))


def test_questions_to_the_database_do_not_grow_with_the_framework(places: Places) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            document("framework")
        return len(queries)

    asked()
    few = asked()
    for letter in "bcdefghijklmnopqrstu":
        StatementFactory(sub_phase=SubPhaseFactory(phase=places.phase.phase, letter=letter))
    assert asked() == few <= 20


def test_the_cross_walk_is_told_as_its_annex_with_the_day_it_was_made(places: Places) -> None:
    strategies = StrategyIndexPage(title="Strategies", slug="strategies")
    places.framework.get_parent().add_child(instance=strategies)
    assert "cross-walk" in [subject.name for subject in every_subject()]
    told = document("cross-walk")
    assert told.wide
    assert "22 November 2026" in words(told)
    assert "/strategies/cross-walk/" in words(told)
