"""Made-up studies in any number: believable, valid, the same each time, and easily removed."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import Page

from casestudies.enums import MeasuredBy, OutcomeKind, OutcomeStatus
from casestudies.loading import fill
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.story import STORY, words_of
from casestudies.synthetic import MADE_BY_US, MOST_STUDIES, place_name, synthetic_study
from framework.enums import Split
from search.models import FacetPages, SearchDocument
from search.query import parse_query
from search.words import tokens
from tests.conftest import Store
from tests.factories.casestudies import published_study

MANY = range(1, 1001)
ENOUGH = 14


@pytest.fixture(scope="module", autouse=True)
def vocabularies(store_once: Store) -> None:
    store_once(lambda: call_command("load_taxonomy", no_progress=True))
    store_once(lambda: call_command("load_framework", no_progress=True))


@pytest.fixture(autouse=True)
def local(settings) -> None:
    settings.LOCAL_LOGIN = True


@pytest.fixture
def made(index: CaseStudyIndexPage) -> None:
    make(ENOUGH)


def make(number: int, **options: object) -> None:
    call_command("make_synthetic_studies", number, no_progress=True, **options)


def found(words: str) -> set[int]:
    rows = SearchDocument.objects.matching(parse_query(words))
    return set(rows.values_list("pk", flat=True))


def text_of(content: dict) -> str:
    return words_of(" ".join(content.get(part.field, "") for part in STORY))


def test_the_same_seed_gives_the_same_study_and_another_seed_another() -> None:
    assert synthetic_study(7, seed=3) == synthetic_study(7, seed=3)
    assert synthetic_study(7, seed=3) != synthetic_study(7, seed=4)


def test_each_says_that_it_is_made_up_and_why() -> None:
    for number in MANY:
        content = synthetic_study(number)
        assert content["demonstration"]
        assert content["title"].startswith(f"Demonstration: synthetic {number:05d}, ")
        assert "made-up" in content["summary"]
        assert "try the site at scale" in content["note"]


def test_a_story_has_300_to_600_words_in_short_sentences() -> None:
    for number in MANY:
        content = synthetic_study(number)
        text = text_of(content)
        assert 300 <= len(text.split()) <= 600
        sentences = re.split(r"[.?!;:]", f"{text} {content['summary']} {content['note']}")
        assert max(len(sentence.split()) for sentence in sentences) <= 20


def test_some_words_are_everywhere_some_in_one_of_a_hundred_and_some_in_one_alone() -> None:
    texts = [set(tokens(text_of(synthetic_study(number)))) for number in MANY]
    (everywhere,), (seldom,) = tokens("people"), tokens("allotment")
    assert all(everywhere in text for text in texts)
    assert sum(seldom in text for text in texts) == len(MANY) / 100
    (once,) = tokens(place_name(500, seed=1))
    assert sum(once in text for text in texts) == 1


def test_no_two_studies_share_a_place() -> None:
    numbers = range(1, MOST_STUDIES + 1)
    assert len({tuple(tokens(place_name(number, 1))) for number in numbers}) == MOST_STUDIES


@pytest.mark.django_db
def test_each_passes_the_validation_that_an_editor_meets(index: CaseStudyIndexPage) -> None:
    make(60)
    assert CaseStudyPage.objects.filter(MADE_BY_US).count() == 60
    for model in (CaseStudyPage, CaseStudySubPhase, Outcome):
        for record in model.objects.all():
            record.full_clean()


def test_outcomes_are_of_every_kind_and_state() -> None:
    studies = [synthetic_study(number)["outcomes"] for number in MANY]
    outcomes = [outcome for study in studies for outcome in study]
    assert {len(study) for study in studies} == {0, 1, 2, 3}
    assert {outcome["kind"] for outcome in outcomes} == set(OutcomeKind.values)
    assert {outcome["status"] for outcome in outcomes} == set(OutcomeStatus.values)
    assert {outcome["measured_by"] for outcome in outcomes} == set(MeasuredBy.values)
    assert {split for outcome in outcomes for split in outcome["splits"]} == set(Split.values)
    assert any(outcome.get("suppressed") for outcome in outcomes)


@pytest.mark.django_db
def test_the_tree_of_pages_is_sound(made: None, index: CaseStudyIndexPage) -> None:
    assert not any(Page.find_problems())
    index.refresh_from_db()
    assert index.numchild == ENOUGH == index.get_children().count()


@pytest.mark.django_db
def test_an_editor_can_add_a_study_afterwards(made: None, index: CaseStudyIndexPage) -> None:
    published_study(CaseStudyIndexPage.objects.get(pk=index.pk), slug="by-hand")
    assert not any(Page.find_problems())


@pytest.mark.django_db
def test_a_study_is_what_it_would_be_if_it_had_been_added_alone(
    made: None, index: CaseStudyIndexPage
) -> None:
    alone = CaseStudyPage()
    fill(alone, {**synthetic_study(5), "slug": "alone"})
    CaseStudyIndexPage.objects.get(pk=index.pk).add_child(instance=alone)
    together = CaseStudyPage.objects.get(slug="synthetic-00005")
    alone = CaseStudyPage.objects.get(pk=alone.pk)
    assert together.listing_text() == alone.listing_text()
    assert together.listing_facets() == alone.listing_facets()
    assert together.listing_strength() == alone.listing_strength()
    parts = CaseStudySubPhase.objects.filter(page=together)
    fields = ("sub_phase", "level_before", "level_after", "level_before_on", "level_after_on")
    assert list(parts.values(*fields)) == list(alone.sub_phases.values(*fields))
    kept = {"id", "page_ptr", "path", "slug", "url_path", "translation_key", "latest_revision"}
    for field in CaseStudyPage._meta.concrete_fields:
        if field.name not in kept | {"latest_revision_created_at"}:
            assert getattr(together, field.attname) == getattr(alone, field.attname), field.name


@pytest.mark.django_db
def test_each_is_served_and_found_at_once(made: None, client: Client) -> None:
    study = CaseStudyPage.objects.get(slug="synthetic-00012")
    assert client.get(study.url).status_code == 200
    assert found(place_name(12, seed=1)) == {study.pk}
    assert len(found("people")) == ENOUGH
    assert list(CaseStudyPage.objects.search("00012")) == [study]


@pytest.mark.django_db
def test_running_again_adds_only_what_is_missing(made: None, capsys) -> None:
    CaseStudyPage.objects.filter(slug="synthetic-00003").update(place="Reworded by an editor")
    make(ENOUGH)
    assert f"0 new of {ENOUGH}" in capsys.readouterr().out
    CaseStudyPage.objects.get(slug="synthetic-00009").delete()
    make(ENOUGH + 2)
    assert f"3 new of {ENOUGH + 2}" in capsys.readouterr().out
    assert CaseStudyPage.objects.get(slug="synthetic-00003").place == "Reworded by an editor"
    assert not any(Page.find_problems())


@pytest.mark.django_db
def test_remove_takes_them_and_nothing_else(made: None, index: CaseStudyIndexPage) -> None:
    by_hand = published_study(CaseStudyIndexPage.objects.get(pk=index.pk), slug="synthetic-by-hand")
    call_command("make_synthetic_studies", remove=True, no_progress=True)
    assert set(CaseStudyPage.objects.values_list("pk", flat=True)) == {by_hand.pk}
    assert not any(Page.find_problems())
    assert not found("people")
    assert not FacetPages.objects.filter(facet="outcome", value="worse").exists()


@pytest.mark.django_db
def test_never_on_a_site_that_is_open_to_people(index: CaseStudyIndexPage, settings) -> None:
    settings.LOCAL_LOGIN = False
    with pytest.raises(CommandError, match="development only"):
        make(1)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, -1, MOST_STUDIES + 1])
def test_says_how_many_there_can_be(index: CaseStudyIndexPage, number: int) -> None:
    with pytest.raises(CommandError, match=f"1 to {MOST_STUDIES}"):
        make(number)
