"""Outcome measures and links to strategies: what is loaded, and that a second load loses nothing."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from framework.enums import Rung
from framework.loading import load_record, load_records, read_records
from framework.models import Measure, StrategyElement, StrategyLink, SubPhase

pytestmark = pytest.mark.django_db
PUBLISHED_FRAMEWORK = "https://cqc.org.uk/local-systems/integrated-care-systems/"
LONGEST_SENTENCE = 20


def records(kind: str) -> list[dict[str, object]]:
    return [record for found, record in read_records() if found == kind]


@pytest.fixture
def framework(db: None) -> None:
    assert all(load_records(update=False))


@pytest.mark.usefixtures("framework")
def test_every_rung_of_the_ladder_has_a_measure_in_order() -> None:
    rungs = [measure.rung for measure in Measure.objects.all()]
    assert list(dict.fromkeys(rungs)) == Rung.values


@pytest.mark.usefixtures("framework")
def test_every_measure_says_what_it_cannot_show_and_where_it_comes_from() -> None:
    for measure in Measure.objects.all():
        assert measure.limits
        assert measure.source.startswith(PUBLISHED_FRAMEWORK)
        assert measure.sub_phases.exists()


@pytest.mark.usefixtures("framework")
def test_every_known_part_has_a_measure_and_a_link() -> None:
    for part in SubPhase.objects.known():
        assert part.measures.exists(), part
        assert part.strategy_links.exists(), part


@pytest.mark.usefixtures("framework")
def test_links_lead_only_from_parts_that_somebody_has_read() -> None:
    assert not StrategyLink.objects.filter(sub_phase__known=False).exists()
    assert not Measure.objects.filter(sub_phases__known=False).exists()


@pytest.mark.usefixtures("framework")
def test_reasons_and_limits_are_short_sentences() -> None:
    texts = [link.why for link in StrategyLink.objects.all()]
    for measure in Measure.objects.all():
        texts += [measure.shows, measure.limits]
    for sentence in ". ".join(text.rstrip(".") for text in texts).split(". "):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_no_link_is_given_twice() -> None:
    ends = [
        (link["sub_phase"], link.get("statement"), link["element"])
        for link in records("strategy_link")
    ]
    assert len(ends) == len(set(ends))


@pytest.mark.usefixtures("framework")
def test_a_second_run_keeps_what_an_editor_changed() -> None:
    measure = Measure.objects.get(identifier="sessions-held")
    measure.sub_phases.clear()
    StrategyLink.objects.update(why="Ours.")
    assert not any(load_records(update=False))
    assert not measure.sub_phases.exists()
    assert set(StrategyLink.objects.values_list("why", flat=True)) == {"Ours."}


@pytest.mark.usefixtures("framework")
def test_an_update_takes_the_file_again() -> None:
    measure = Measure.objects.get(identifier="sessions-held")
    measure.sub_phases.set(SubPhase.objects.filter(identifier="1b"))
    StrategyLink.objects.update(why="Ours.")
    before = StrategyLink.objects.count()
    assert not any(load_records(update=True))
    assert [part.identifier for part in measure.sub_phases.all()] == ["5a", "7b"]
    assert StrategyLink.objects.count() == before
    assert not StrategyLink.objects.filter(why="Ours.").exists()


@pytest.mark.usefixtures("framework")
def test_a_link_to_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(StrategyElement.DoesNotExist):
        load_record(
            "strategy_link", {"sub_phase": "1b", "element": "nothing", "why": "No."}, update=False
        )


@pytest.mark.usefixtures("framework")
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("measure/", "People who took part, by group"),
        ("measure/?rung=gap", "The gap between groups"),
        ("strategylink/", "Principle 3: understand community needs"),
        ("statement/", "Retired on"),
    ],
)
def test_editors_see_the_records(editor_client: Client, address: str, text: str) -> None:
    response = editor_client.get(f"/admin/snippets/framework/{address}")
    assert response.status_code == 200
    assert text in response.content.decode()


@pytest.mark.usefixtures("framework")
def test_the_list_of_links_takes_few_queries(
    editor_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    editor_client.get("/admin/snippets/framework/strategylink/")
    with django_assert_max_num_queries(20):
        editor_client.get("/admin/snippets/framework/strategylink/")
