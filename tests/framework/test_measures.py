"""Outcome measures and links to strategies: what is loaded, and that a second load loses nothing."""

from collections import Counter

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from content.readability import reading_age
from framework.enums import Activity, Lens, Rung, Split
from framework.lenses import LENSES
from framework.loading import load_record, load_records, read_records
from framework.models import Measure, Statement, StrategyElement, StrategyLink, SubPhase
from tests.conftest import Store

pytestmark = pytest.mark.django_db
PUBLISHED_FRAMEWORK = "https://cqc.org.uk/local-systems/integrated-care-systems/"
LONGEST_SENTENCE = 20
OLDEST = 14
WORDS = ("definition", "shows", "limits", "fair_collection", "small_numbers")
LEAST_SPLITS = {Split.DEPRIVATION, Split.ETHNICITY, Split.AGE, Split.SEX}


def records(kind: str) -> list[dict[str, object]]:
    return [record for found, record in read_records() if found == kind]


@pytest.fixture(scope="module", autouse=True)
def framework(store_once: Store) -> None:
    store_once(lambda: list(load_records(update=False)))


def test_every_rung_of_the_ladder_has_two_measures_in_order() -> None:
    rungs = [measure.rung for measure in Measure.objects.all()]
    assert list(dict.fromkeys(rungs)) == Rung.values
    assert min(Counter(rungs).values()) >= 2


@pytest.mark.parametrize("lens", LENSES)
def test_every_rung_has_a_measure_for_each_kind_of_work(lens: Lens) -> None:
    fitting = Measure.objects.filter(lens__in=Lens.beside(lens))
    assert {measure.rung for measure in fitting} == set(Rung.values)
    assert fitting.filter(lens=lens).exists()


def test_every_activity_leads_to_several_rungs() -> None:
    for activity in Activity:
        rungs = {each.rung for each in Measure.objects.all() if activity in each.activities}
        assert len(rungs) >= 3, activity


def test_every_measure_says_what_it_cannot_show_and_where_it_comes_from() -> None:
    for measure in Measure.objects.all():
        assert all(getattr(measure, field) for field in WORDS), measure
        assert measure.source.startswith(PUBLISHED_FRAMEWORK)
        assert measure.sub_phases.exists()
        assert measure.statements.exists()
        assert measure.activities
        measure.full_clean()


def test_what_counts_people_is_shown_apart_and_hides_small_counts() -> None:
    for measure in Measure.objects.all():
        if set(measure.splits) >= LEAST_SPLITS:
            assert "from 1 to 7 people" in measure.small_numbers, measure
        else:
            assert set(measure.splits) <= {Split.OTHER}, measure


def test_every_statement_has_a_measure_and_nearly_all_have_one_of_their_own() -> None:
    for statement in Statement.objects.all():
        assert statement.sub_phase.measures.exists(), statement
    alone = Statement.objects.filter(measures=None)
    # Too general for a measure of their own; both say what to move beyond.
    assert {each.identifier for each in alone} == {"5a-emerging-1", "7a-emerging-1"}


def test_readers_of_14_can_follow_every_measure() -> None:
    for measure in Measure.objects.all():
        age = reading_age(" ".join(getattr(measure, field) for field in WORDS))
        assert age is not None
        assert age <= OLDEST, measure


def test_every_known_part_has_a_measure_and_a_link() -> None:
    for part in SubPhase.objects.known():
        assert part.measures.exists(), part
        assert part.strategy_links.exists(), part


def test_links_lead_only_from_parts_that_somebody_has_read() -> None:
    assert not StrategyLink.objects.filter(sub_phase__known=False).exists()
    assert not Measure.objects.filter(sub_phases__known=False).exists()


def test_reasons_and_limits_are_short_sentences() -> None:
    texts = [link.why for link in StrategyLink.objects.all()]
    for measure in Measure.objects.all():
        texts += [getattr(measure, field) for field in WORDS]
    for sentence in ". ".join(text.rstrip(".") for text in texts).split(". "):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_no_link_is_given_twice() -> None:
    ends = [
        (link["sub_phase"], link.get("statement"), link["element"])
        for link in records("strategy_link")
    ]
    assert len(ends) == len(set(ends))


def test_a_second_run_keeps_what_an_editor_changed() -> None:
    measure = Measure.objects.get(identifier="sessions-held")
    measure.sub_phases.clear()
    StrategyLink.objects.update(why="Ours.")
    assert not any(load_records(update=False))
    assert not measure.sub_phases.exists()
    assert set(StrategyLink.objects.values_list("why", flat=True)) == {"Ours."}


def test_an_update_takes_the_file_again() -> None:
    measure = Measure.objects.get(identifier="sessions-held")
    measure.sub_phases.set(SubPhase.objects.filter(identifier="1b"))
    StrategyLink.objects.update(why="Ours.")
    before = StrategyLink.objects.count()
    assert not any(load_records(update=True))
    assert [part.identifier for part in measure.sub_phases.all()] == ["5a", "7b"]
    assert StrategyLink.objects.count() == before
    assert not StrategyLink.objects.filter(why="Ours.").exists()


def test_a_link_to_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(StrategyElement.DoesNotExist):
        load_record(
            "strategy_link", {"sub_phase": "1b", "element": "nothing", "why": "No."}, update=False
        )


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


def test_the_list_of_links_takes_few_queries(
    editor_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    editor_client.get("/admin/snippets/framework/strategylink/")
    with django_assert_max_num_queries(20):
        editor_client.get("/admin/snippets/framework/strategylink/")


def test_editors_tick_statements_that_name_their_part_and_level(editor_client: Client) -> None:
    measure = Measure.objects.get(identifier="new-voices")
    Statement.objects.filter(identifier="4a-developing-2").update(retired_on="2020-01-01")
    address = f"/admin/snippets/framework/measure/edit/{measure.pk}/"
    html = editor_client.get(address).content.decode()
    assert "4a Developing: Commit to hearing new voices." in html
    assert "whom communities trust. (left the framework)" in html
    headings = ["What it is, and what it can show", "With what care", "What it would show:"]
    places = [html.index(heading) for heading in headings]
    assert places == sorted(places)


def test_what_an_editor_ticks_is_kept(editor_client: Client) -> None:
    measure = Measure.objects.get(identifier="new-voices")
    fields = ("identifier", "rung", "position", "name", "lens", "source", *WORDS)
    chosen = Statement.objects.get(identifier="1b-emerging-1")
    sent = {
        **{field: getattr(measure, field) for field in fields},
        "splits": ["age", "sex"],
        "activities": ["looked"],
        "sub_phases": [chosen.sub_phase_id],
        "statements": [chosen.pk],
    }
    address = f"/admin/snippets/framework/measure/edit/{measure.pk}/"
    assert editor_client.post(address, sent).status_code == 302
    measure.refresh_from_db()
    assert (measure.splits, measure.activities) == (["age", "sex"], ["looked"])
    assert [each.identifier for each in measure.statements.all()] == ["1b-emerging-1"]
    assert [each.identifier for each in measure.sub_phases.all()] == ["1b"]
