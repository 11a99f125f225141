"""Search follows the records that pages show."""

import pytest

from pages.models import HomePage
from search.models import SearchDocument
from search.query import parse_query
from tests.factories.framework import StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)


def found(words: str) -> list[str]:
    return [row.title for row in SearchDocument.objects.matching(parse_query(words))]


@pytest.mark.usefixtures("home_page")
def test_a_reworded_statement_is_found_by_its_new_words(home_page: HomePage) -> None:
    levels = four_levels()
    part = SubPhaseFactory(title="Scope")
    statement = StatementFactory(sub_phase=part, level=levels[0], text="Draw the borders.")
    index = FrameworkIndexPageFactory(parent=home_page)
    page = SubPhasePageFactory(
        parent=PhasePageFactory(parent=index, phase=part.phase), sub_phase=part
    )
    page.save_revision().publish()
    statement.text = "Agree the boundaries."
    statement.save()
    assert found("boundaries") == [page.title]
    assert found("borders") == []
