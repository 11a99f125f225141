"""A small site with a page of each type and a record of each kind, and somebody of each role."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, get_page_models

from accounts.models import User
from casestudies.models import CaseStudyPage
from config.actions import make_roles
from config.roles import ROLES
from content.models import ChangeNote, ReviewFrequency
from framework.models import OfficialTextUpload, Phase, Principle, SubPhase
from framework.official.rows import LABELS
from guidance.models import GlossaryTerm, PhasePage, SubPhasePage
from pages.models import HomePage
from pages.models.opinions import PageRemark
from search.models import UnansweredSearch
from selfcheck.models import MonthlyCount
from taxonomy.models import Purpose
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import OutcomeFactory, published_study, withdrawn
from tests.factories.framework import MeasureFactory, StatementFactory
from tests.factories.offers import sent_offer
from tests.factories.search import SearchWordsFactory
from tests.factories.selfcheck import QuestionFactory
from tests.factories.strategies import LinkFactory
from tests.factories.taxonomy import (
    ApproachFactory,
    MethodFactory,
    OrganisationFactory,
    PartnerTypeFactory,
    PopulationGroupFactory,
)
from tests.house.places import APPS

# Beside the roles of the table: everything, no admin, not logged in.
SUPERUSER, OUTSIDER, NOBODY = "superuser", "outsider", "nobody"
EVERYBODY = (*ROLES, SUPERUSER, OUTSIDER, NOBODY)
OUR_PAGES = [
    model for model in get_page_models() if model._meta.app_label in {app.name for app in APPS}
]


@dataclass
class World:
    home: HomePage
    pages: dict[type[Page], Page] = field(default_factory=dict)
    people: dict[str, User | None] = field(default_factory=dict)

    def client_of(self, role: str) -> Client:
        client = Client()
        if user := self.people[role]:
            client.force_login(user)
        return client


def make_world(home: HomePage) -> World:
    world = World(home=home)
    make_roles()
    for name in EVERYBODY:
        world.people[name] = None if name == NOBODY else UserFactory(is_superuser=name == SUPERUSER)
    for name in ROLES:
        world.people[name].groups.add(Group.objects.get(name=name))  # type: ignore[union-attr]
    make_records(world)
    make_pages(world)
    return world


def make_records(world: World) -> None:
    """One of each kind."""
    statement = StatementFactory()
    part = statement.sub_phase
    MeasureFactory()
    LinkFactory(sub_phase=part)
    Principle.objects.create(
        identifier="together", number=1, name="Together", account="With people."
    )
    QuestionFactory(sub_phase=part)
    for factory in (
        ApproachFactory,
        MethodFactory,
        OrganisationFactory,
        PartnerTypeFactory,
        PopulationGroupFactory,
        SearchWordsFactory,
    ):
        factory()
    Purpose.objects.create(name="To listen", slug="to-listen")
    GlossaryTerm.objects.create(slug="ics", name="ICS", meaning="An integrated care system.")
    ChangeNote.objects.create(title="Home", address="/", text="The first words.")
    ReviewFrequency.objects.create(content_type=ContentType.objects.get_for_model(HomePage))
    PageRemark.objects.create(address="/", was_useful=True, words="Thanks.", submit_key="one")
    today = timezone.localdate()
    this_month = today.replace(day=1)
    MonthlyCount.objects.create(month=this_month, route="quick")
    UnansweredSearch.objects.create(
        month=this_month, place="site", words="widgets", last_day=today, days=9, times=9
    )
    OfficialTextUpload.objects.create(
        file_name="text.json",
        content={"statements": {kind.value: [] for kind in LABELS}},
        seen="",
        loaded_at=timezone.now(),
    )
    sent_offer()


def make_pages(world: World) -> None:
    """One of each type, below the first parent that it may have; nobody owns them."""
    world.pages[HomePage] = world.home
    waiting = [model for model in OUR_PAGES if model is not HomePage]
    while waiting:
        for model in list(waiting):
            parents = [page for kind, page in world.pages.items() if model.can_exist_under(page)]
            if parents:
                waiting.remove(model)
                world.pages[model] = make_page(world, model, parents[0])


def make_page(world: World, model: type[Page], parent: Page) -> Page:
    if model is CaseStudyPage:
        withdrawn(published_study(parent))
        return published_study(parent, outcomes=[OutcomeFactory()])
    about: dict[str, Any] = {}
    if model is PhasePage:
        about["phase"] = Phase.objects.get()
    if model is SubPhasePage:
        about["sub_phase"] = SubPhase.objects.get()
    page = model(title=str(model._meta.verbose_name), summary="What it is.", **about)
    parent.add_child(instance=page)
    return page
