"""Lists of the admin with 200 items take no more queries than a page of them needs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.models import Outcome
from content.models import ChangeNote
from framework.models import (
    Level,
    Measure,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)
from guidance.models import GlossaryTerm
from pages.models import HomePage, StandardPage
from pages.models.opinions import PageRemark
from search.models import SearchWords, UnansweredSearch
from selfcheck.models import Question
from taxonomy.models import Approach, Organisation, Region
from tests.config.matrix.addresses import our_addresses
from tests.config.matrix.expected import OTHERS, expected, register_and_action
from tests.config.matrix.world import SUPERUSER, World, make_world
from tests.factories.casestudies import OutcomeFactory
from tests.factories.draftcomments import ContributorFactory, ItemFactory
from tests.factories.framework import MeasureFactory, StatementFactory
from tests.factories.selfcheck import QuestionFactory
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory
from tests.factories.taxonomy import ApproachFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

MANY, MOST_QUERIES = 200, 40
REPORTS = [name for name in OTHERS if name.endswith(("report", "links", "drafts"))]


def many_records() -> None:
    part, level, region = SubPhase.objects.all()[0], Level.objects.all()[0], Region.objects.all()[0]
    Statement.objects.bulk_create(StatementFactory.build_batch(MANY, sub_phase=part, level=level))
    Measure.objects.bulk_create(MeasureFactory.build_batch(MANY))
    strategies = Strategy.objects.bulk_create(StrategyFactory.build_batch(MANY))
    elements = [ElementFactory.build(strategy=strategy) for strategy in strategies]
    StrategyElement.objects.bulk_create(elements)
    StrategyLink.objects.bulk_create(
        LinkFactory.build(element=element, sub_phase=part) for element in elements
    )
    Question.objects.bulk_create(
        QuestionFactory.build_batch(MANY, sub_phase=part, retired_on=timezone.localdate())
    )
    Organisation.objects.bulk_create(OrganisationFactory.build_batch(MANY, region=region))
    Approach.objects.bulk_create(ApproachFactory.build_batch(MANY))
    numbers = range(MANY)
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(slug=f"word-{number}", name=f"Word {number}", meaning="It.")
        for number in numbers
    )
    SearchWords.objects.bulk_create(SearchWords(line=f"one{n}, two{n}") for n in numbers)


def many_of_pages(world: World) -> None:
    """Pages, and what hangs on pages."""
    for number in range(MANY):
        world.home.add_child(instance=StandardPage(title=f"Part {number}", summary="It."))
    pages = StandardPage.objects.all()
    ChangeNote.objects.bulk_create(ChangeNote(page=page, text="New words.") for page in pages)
    PageRemark.objects.bulk_create(
        PageRemark(address=page.url, was_useful=True, words="Yes.", submit_key=str(page.pk))
        for page in pages
    )
    today = timezone.localdate()
    UnansweredSearch.objects.bulk_create(
        UnansweredSearch(
            month=today.replace(day=1), place="site", words=f"w{n}", last_day=today, days=9
        )
        for n in range(MANY)
    )
    page = Outcome.objects.all()[0].page
    Outcome.objects.bulk_create(OutcomeFactory.build_batch(MANY, page=page))
    person = ContributorFactory(round__page=StandardPage.objects.all()[0])
    ItemFactory.create_batch(MANY, contributor=person)


def lists() -> list[str]:
    ours = [each for each in our_addresses() if expected(each)]
    registers = [
        each.whole_name for each in ours if register_and_action(each)[1] in {"list", "index"}
    ]
    return [*registers, *REPORTS, "draftcomments_admin:queue"]


def test_a_list_of_many_takes_few_queries(home_page: HomePage) -> None:
    world = make_world(home_page)
    many_records()
    many_of_pages(world)
    client = world.client_of(SUPERUSER)
    client.get(reverse("wagtailadmin_home"))
    taken = {name: queries_of_list(client, world, name) for name in lists()}
    assert {name: number for name, number in taken.items() if number > MOST_QUERIES} == {}


def queries_of_list(client: Client, world: World, name: str) -> int:
    address = reverse(name, args=OTHERS[name].args(world) if name in OTHERS else [])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, name
    return len(queries)
