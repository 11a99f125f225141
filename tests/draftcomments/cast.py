"""Everybody who may turn up in the admin, and a round with something of everything to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, GroupPagePermission, Page

from accounts.models import User
from config.actions import make_role
from config.roles import LEADS, MODERATORS
from draftcomments.enums import Result, RoundStatus, State
from draftcomments.models import AccessLink, Contributor, ContributorContact, Item, Outcome, Round
from tests.draftcomments.drafts import draft_page, heading, round_on, text
from tests.draftcomments.moderators import a_superuser, an_editor_of, given
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)
from tests.factories.pages import StandardPageFactory

# Each stands in one place only, so that whoever reads it was shown that place.
TITLE = "A draft called Okapi"
ORIGINAL, HELD, SET_ASIDE, WAITING = "Axolotl", "Pangolin", "Tardigrade", "Quokka"
SHARED, EMAIL, PSEUDONYM = "Numbat", "narwhal@example.org", "Kind Kingfisher"
NOT_SHARED = (ORIGINAL, HELD, SET_ASIDE, WAITING)


@dataclass(frozen=True)
class Stage:
    """A round on a draft, with a comment in each state, an answer of each kind, a person, a link."""

    page: Page
    elsewhere: Page
    round: Round
    being_prepared: Round
    waiting: Item
    shared: Item
    held: Item
    person: Contributor
    link: AccessLink
    answer: Outcome
    draft_answer: Outcome


def set_stage(home: Page) -> Stage:
    page = draft_page([heading("whom"), text("whom-1")], home)
    draft = page.get_latest_revision_as_object()
    draft.title = TITLE
    draft.save_revision()
    owner = in_the_admin_only(username="owner")
    facilitator = in_the_admin_only(username="facilitator")
    round = round_on(
        page,
        page_title=TITLE,
        owner=owner,
        facilitator=facilitator,
        heard="Much.",
        statement_shown_at=timezone.now(),
    )
    person = ContributorFactory(round=round, pseudonym=PSEUDONYM, consent__may_contact=True)
    ContributorContact.objects.create(contributor=person, email=EMAIL)

    def said(words: str, state: State, **values: Any) -> Item:
        return ItemFactory(contributor=person, words=words, state=state, **values)

    answered = said(f"{ORIGINAL} was here", State.ANSWERED, shared_words=SHARED, redacted=True)
    shared = said(f"{ORIGINAL} was here", State.CHECKED, shared_words=SHARED, redacted=True)
    said(SET_ASIDE, State.SET_ASIDE)
    not_frozen = {"status": RoundStatus.DRAFT, "opened_at": None, "content": None, "sections": []}
    prepared = RoundFactory(page=page, number=2, page_title=TITLE, owner=owner, **not_frozen)
    draft_answer = OutcomeFactory(round=round, shown_at=None, items=[shared])
    return Stage(
        page=page,
        elsewhere=StandardPageFactory(parent=home, title="Another section"),
        round=round,
        being_prepared=prepared,
        waiting=said(WAITING, State.RECEIVED),
        shared=shared,
        held=said(HELD, State.HELD),
        person=person,
        link=AccessLinkFactory(contributor=person),
        answer=OutcomeFactory(round=round, items=[answered], result=Result.CHANGED),
        draft_answer=draft_answer,
    )


def in_the_admin_only(**values: Any) -> User:
    """Somebody who may log in, and has to do with no page."""
    user = UserFactory(**values)
    user.user_permissions.add(given("wagtailadmin", "access_admin"))
    return user


def member_of(name: str) -> User:
    make_role(name=name)
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def a_publisher_of(page: Page) -> User:
    user = an_editor_of(page)
    GroupPagePermission.objects.create(
        group=user.groups.get(), page=page, permission=given("wagtailcore", "publish_page")
    )
    return user


def somebody_switched_off(stage: Stage) -> User:
    user = member_of(LEADS)
    user.is_superuser = True
    user.is_active = False
    user.save()
    return user


ROLES: dict[str, Callable[[Stage], User | None]] = {
    "nobody": lambda stage: None,
    "switched off": somebody_switched_off,
    "elsewhere": lambda stage: a_publisher_of(stage.elsewhere),
    "editor": lambda stage: an_editor_of(stage.page),
    "publisher": lambda stage: a_publisher_of(stage.page),
    "moderator": lambda stage: member_of(MODERATORS),
    "lead": lambda stage: member_of(LEADS),
    "owner": lambda stage: stage.round.owner,
    "facilitator": lambda stage: stage.round.facilitator,
    "superuser": lambda stage: a_superuser(),
}


def client_as(role: str, stage: Stage) -> Client:
    client = Client()
    if user := ROLES[role](stage):
        client.force_login(user)
    return client


def everything_stored() -> list[Any]:
    """All rows of this app, and notes in the editor, to see whether something has changed."""
    models = apps.get_app_config("draftcomments").get_models(include_auto_created=True)
    kept = [*models, Comment]
    return [list(model._default_manager.order_by("pk").values()) for model in kept]


def tomorrow() -> str:
    return f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"
