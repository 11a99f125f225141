"""The pages of outcome measures: the ladder, one measure, and choosing one."""

import pytest
from django.test import Client

from framework.enums import Activity, Rung
from framework.loading import load_records
from framework.models import Level, Measure, Statement, StrategyLink, SubPhase
from guidance.models import GuidancePage, MeasureIndexPage
from pages.models import HomePage
from tests.designsystem.markup import find, ids, text_of
from tests.factories.casestudies import (
    CaseStudyIndexPageFactory,
    CaseStudyPageFactory,
    OutcomeFactory,
)
from tests.factories.framework import StatementFactory, SubPhaseFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.taxonomy import PopulationGroupFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
CHOOSE = "/measures/choose/"


def make_measures(number: int, part: SubPhase, **given: object) -> list[Measure]:
    there = Measure.objects.count()
    made = []
    for at in range(there + 1, there + number + 1):
        fields = {
            "rung": Rung.values[at % len(Rung)],
            "shows": f"It shows thing {at}. It shows more.",
            "activities": Activity.values,
            "splits": ["age", "sex"],
            **given,
        }
        measure = Measure.objects.create(
            identifier=f"measure-{at}", name=f"Measure {at}", position=at, **fields
        )
        measure.sub_phases.add(part)
        made.append(measure)
    return made


@pytest.fixture
def part(home_page: HomePage) -> SubPhase:
    home_page.add_child(instance=MeasureIndexPage(title="Outcome measures", slug="measures"))
    return SubPhaseFactory(
        phase__number=7, phase__identifier="evaluate", letter="b", slug="7b-part"
    )


@pytest.fixture
def measure(part: SubPhase) -> Measure:
    return make_measures(1, part, rung=Rung.STAFF, activities=["trained"])[0]


def links_of(html: str) -> set[str | None]:
    return {link.get("href") for link in find(html, "a")}


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_has_every_rung_and_the_first_sentence_of_each_measure(
    client: Client, measure: Measure
) -> None:
    html = get(client, "/measures/")
    assert set(Rung.values) <= set(ids(html))
    assert "It shows thing 1." in html
    assert "It shows more." not in html
    assert {measure.path, CHOOSE} <= links_of(html)
    assert html.count("There is no measure on this rung yet.") == len(Rung) - 1


def test_a_measure_for_one_kind_of_work_says_so(client: Client, measure: Measure) -> None:
    assert "Strategic work" not in get(client, "/measures/")
    Measure.objects.update(lens="strategic")
    assert "Strategic work" in get(client, "/measures/")
    assert "This measure is for strategic work." in get(client, measure.path)


def test_a_measure_says_what_it_can_and_cannot_show(client: Client, measure: Measure) -> None:
    Measure.objects.update(
        definition="Count each once.",
        limits="Not why.",
        fair_collection="Ask kindly.",
        small_numbers="Hide 1 to 7.",
        splits=["deprivation", "ethnicity", "age", "sex"],
        source="https://example.org/part",
    )
    html = get(client, measure.path)
    for words in ("Count each once.", "Not why.", "Ask kindly.", "Hide 1 to 7."):
        assert words in html
    assert "Show results by deprivation, ethnicity, age and sex." in html
    assert "at least these four" in html
    assert "https://example.org/part" in links_of(html)


def test_fewer_than_the_four_splits_do_not_claim_to_be_the_least(
    client: Client, measure: Measure
) -> None:
    assert "at least these four" not in get(client, measure.path)


def test_a_measure_leads_to_its_statements_and_parts(client: Client, measure: Measure) -> None:
    of_part = StatementFactory(sub_phase=measure.sub_phases.get())
    elsewhere = StatementFactory(level=of_part.level)
    measure.statements.add(elsewhere)
    links = links_of(get(client, measure.path))
    assert {of_part.path, elsewhere.path, of_part.sub_phase.path} <= links


def test_a_retired_statement_is_not_offered(client: Client, measure: Measure) -> None:
    gone = StatementFactory(sub_phase=measure.sub_phases.get(), retired_on="2020-01-01")
    measure.statements.add(gone)
    assert gone.path not in links_of(get(client, measure.path))


def test_guidance_that_names_it_stands_before_guidance_on_its_part(
    client: Client, home_page: HomePage, measure: Measure
) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    about: GuidancePage = GuidancePageFactory(parent=index, title="About the part")
    about.sub_phases = [measure.sub_phases.get()]
    about.save()
    names: GuidancePage = GuidancePageFactory(parent=index, title="Names it")
    names.measures = [measure]
    names.save()
    html = get(client, measure.path)
    assert html.index("Names it") < html.index("About the part")
    assert html.count("It names this measure.") == 1


def test_a_study_that_used_it_is_an_example_and_says_so(
    client: Client, home_page: HomePage, measure: Measure
) -> None:
    index = CaseStudyIndexPageFactory(parent=home_page)
    study = CaseStudyPageFactory(parent=index)
    study.outcomes = [OutcomeFactory(measure=measure)]
    study.save()
    html = get(client, measure.path)
    assert study.url in links_of(html)
    assert "It used this measure." in html


def test_the_address_without_the_lens_is_the_one_that_counts(
    client: Client, measure: Measure
) -> None:
    html = get(client, f"{measure.path}?work=strategic")
    assert f'<link rel="canonical" href="http://testserver{measure.path}">' in html
    assert client.get(f"{measure.path}?work=nonsense").status_code == 200


def test_a_measure_that_is_not_there_is_not_found(client: Client, part: SubPhase) -> None:
    assert client.get("/measures/no-such/").status_code == 404


def test_choosing_starts_with_questions_and_no_answer(client: Client, measure: Measure) -> None:
    html = get(client, CHOOSE)
    assert measure.path not in links_of(html)
    assert "noindex" not in html
    assert {each.get("value") for each in find(html, "input") if each.get("name") == "did"} == set(
        Activity.values
    )


def test_an_answer_says_why_and_how_to_show_results(client: Client, measure: Measure) -> None:
    group = PopulationGroupFactory(slug="sex-workers", family="inclusion-health")
    html = get(client, f"{CHOOSE}?did=trained&who={group.slug}&part=7b")
    text = text_of(html)
    assert measure.path in links_of(html)
    assert "It can show what came of supporting staff. It belongs to part 7b." in text
    assert "Show this group beside everyone else. Then show results by age and sex." in text
    assert "Take care with small numbers." in text
    assert f"We trained or supported staff; {group.name}; 7b Part 7b" in text


def test_answers_stay_in_the_form(client: Client, measure: Measure) -> None:
    PopulationGroupFactory(slug="carers", family="local")
    Level.objects.create(identifier="maturing", number=3, name="Maturing", meaning="It.")
    html = get(client, f"{CHOOSE}?did=trained&who=carers&part=7b&level=maturing&work=strategic")
    chosen = {each.get("value") for each in find(html, "option") if "selected" in each.attrib}
    ticked = {each.get("value") for each in find(html, "input") if "checked" in each.attrib}
    assert chosen == {"carers", "7b", "maturing"}
    assert ticked == {"trained", "strategic"}


@pytest.mark.parametrize(
    "bad", ["did=nonsense", "who=nobody", "part=9z", "level=highest", "work=sideways"]
)
def test_what_nobody_knows_is_left_out_and_said_to_be(
    client: Client, measure: Measure, bad: str
) -> None:
    html = get(client, f"{CHOOSE}?did=trained&{bad}")
    assert measure.path in links_of(html)
    assert "is not known here" in html
    assert "is not known here" not in get(client, f"{CHOOSE}?did=trained&who=&work=both")


def test_a_part_that_nobody_has_read_cannot_be_chosen(client: Client, measure: Measure) -> None:
    SubPhaseFactory(phase=measure.sub_phases.get().phase, letter="c", title="", known=False)
    assert "is not known here" in get(client, f"{CHOOSE}?part=7c")


def test_eight_are_shown_and_then_all(client: Client, part: SubPhase) -> None:
    made = make_measures(12, part)
    first = get(client, f"{CHOOSE}?did=changed")
    assert len(links_of(first) & {each.path for each in made}) == 8
    assert "Show all 12 measures that fit" in first
    address = f"{CHOOSE}?did=changed&show=all"
    assert f"{address}#measures" in links_of(first)
    assert {each.path for each in made} <= links_of(get(client, address))


def test_an_empty_answer_says_what_to_take_off(client: Client, part: SubPhase) -> None:
    (gap,) = make_measures(1, part, rung=Rung.GAP, activities=["looked"])
    html = get(client, f"{CHOOSE}?did=looked&who=staff")
    assert "No measure fits" in html
    assert gap.path not in links_of(html)
    assert f"{CHOOSE}?did=looked#measures" in links_of(html)
    assert "Remove “Staff”" in html


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/measures/", 8),
        ("/measures/measure-1/", 8),
        (f"{CHOOSE}?did=changed&who=everyone&part=7b&level=maturing&show=all", 6),
    ],
)
def test_queries_do_not_grow_from_5_to_25_measures(
    client: Client, home_page: HomePage, part: SubPhase, address: str, budget: int
) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    studies = CaseStudyIndexPageFactory(parent=home_page)

    def add(number: int) -> None:
        made = make_measures(number, part)
        guide = GuidancePageFactory.create_batch(number, parent=index)
        for page in guide:
            page.measures = made
            page.save()
            study = CaseStudyPageFactory(parent=studies)
            study.outcomes = [OutcomeFactory(measure=made[0])]
            study.save()
        made[0].statements.add(*StatementFactory.create_batch(number, sub_phase=part))

    add(5)
    with_5 = queries_of(client, address)
    add(20)
    assert queries_of(client, address) == with_5 <= budget


def test_every_seeded_measure_meets_statements_and_strategies(
    client: Client, part: SubPhase
) -> None:
    SubPhase.objects.all().delete()
    part.phase.delete()
    assert all(load_records(update=False))
    linked = set(StrategyLink.objects.values_list("sub_phase__identifier", flat=True))
    for measure in Measure.objects.all():
        html = get(client, measure.path)
        links = links_of(html)
        assert {each.path for each in measure.statements.all()} <= links, measure
        whole = Statement.objects.filter(sub_phase__measures=measure)
        assert {each.path for each in whole} <= links, measure
        if linked.intersection(measure.sub_phases.values_list("identifier", flat=True)):
            assert any(str(link).startswith("/strategies/") for link in links), measure
