"""An engine that missed a change is not believed, and keeps nothing of a withdrawn story."""

from collections.abc import Callable

import pytest

from casestudies.models import CaseStudyIndexPage
from pages.models import HomePage
from search.actions import write_rows
from search.asking import Asked
from search.engines.remote import RemoteEngine
from search.finding import find
from search.models import SearchDocument
from search.query import parse_query
from search.words import WORD
from tests.factories.casestudies import CaseStudyIndexPageFactory, published_study, withdrawn
from tests.search.engines.conftest import Writer


def test_an_engine_that_still_holds_a_page_is_not_believed(
    engine: RemoteEngine, write_row: Writer
) -> None:
    row = write_row("Zebrafinch")
    engine.build(SearchDocument.objects.all(), done=lambda pages: None)
    write_rows({}, [row.pk], tell=False)
    asked = Asked(parse_query("zebrafinch"))
    assert engine.find(asked).total == 1
    assert find(asked).total == 0


@pytest.mark.parametrize("delete_story", [True, False])
def test_nothing_of_a_withdrawn_story_is_left_in_an_engine(
    engine: RemoteEngine,
    home_page: HomePage,
    django_capture_on_commit_callbacks: Callable[..., object],
    delete_story: bool,
) -> None:
    index: CaseStudyIndexPage = CaseStudyIndexPageFactory(parent=home_page)
    with django_capture_on_commit_callbacks(execute=True):
        study = published_study(index, title="Zebrafinch midwives")
    assert engine.find(Asked(parse_query("zebrafinch"))).ids == [study.pk]
    with django_capture_on_commit_callbacks(execute=True):
        withdrawn(study, delete_story=delete_story)
    held = engine.request("POST", f"/{engine.name}/_search", {"query": {"match_all": {}}})
    assert not {"zebrafinch", "midwiv"} & set(WORD.findall(str(held).lower()))
