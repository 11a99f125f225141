"""The outline in the cache follows the records."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from framework.models import Level
from framework.outline import framework_outline
from tests.factories.framework import StatementFactory, SubPhaseFactory, four_levels


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


def test_a_fifth_level_is_refused_with_words(db: None) -> None:
    level = Level(identifier="fifth", number=5, name="Fifth", meaning="More.")
    with pytest.raises(ValidationError, match="from 1 to 4"):
        level.full_clean()


def test_a_weak_statement_says_so_in_a_first_impression(db: None) -> None:
    levels = four_levels()
    part = SubPhaseFactory()
    StatementFactory(sub_phase=part, level=levels[0], text="One method.", advice="move-beyond")
    hints = framework_outline().known_sub_phases()[0].hints
    assert hints["emerging"] == "A limit to move beyond: One method."
    assert "not yet been able to read" in hints["thriving"]
