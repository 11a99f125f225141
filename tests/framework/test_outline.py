"""The outline in the cache follows the records."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from framework.outline import framework_outline
from tests.factories.framework import SubPhaseFactory, four_levels


def test_the_outline_is_read_once(db: None) -> None:
    four_levels()
    SubPhaseFactory.create_batch(3)
    framework_outline()
    with CaptureQueriesContext(connection) as queries:
        outline = framework_outline()
    assert len(queries) == 0
    assert [level.number for level in outline.levels] == [1, 2, 3, 4]
    assert len(outline.known_sub_phases()) == 3


def test_a_changed_record_shows_at_once(db: None) -> None:
    part = SubPhaseFactory(title="Before")
    framework_outline()
    part.title = "After"
    part.save()
    assert framework_outline().known_sub_phases()[0].title == "After"


def test_an_unknown_part_is_shown_as_unknown(db: None) -> None:
    SubPhaseFactory(title="", known=False)
    outline = framework_outline()
    assert outline.known_sub_phases() == []
    assert outline.phases[0].sub_phases[0].label.endswith("Text to be added")
