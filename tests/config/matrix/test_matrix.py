"""Every address of ours in the admin, asked for by somebody of each role."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.models import User
from casestudies.models import CaseStudyPage
from config.roles import WRITERS
from pages.models import HomePage
from tests.config.matrix.addresses import our_addresses
from tests.config.matrix.asking import answer_to, lets_in
from tests.config.matrix.expected import EDIT, PUBLISH, WRITE, Row, expected, only_shows
from tests.config.matrix.world import EVERYBODY, OUR_PAGES, World, make_world
from tests.house.places import APPS

pytestmark = pytest.mark.django_db

NO_FORMS_HERE = 405
A_PART = re.compile(r"/results/|/history-results/|/snippets/choose/")
Found = dict[str, Any]


@pytest.fixture
def world(home_page: HomePage) -> World:
    return make_world(home_page)


def rows_of(world: World, *, acting: bool = False) -> Iterator[tuple[str, Row]]:
    """The row of each address of ours, with the address to ask for; or of those that do something."""
    for address in our_addresses():
        row = expected(address)
        if row and not (acting and only_shows(address)):
            yield reverse(address.whole_name, args=row.args(world)), row


def let_in_to(world: World, address: str, row: Row) -> set[str]:
    sent = {} if row.takes_form else None
    return {role for role in EVERYBODY if lets_in(answer_to(world.people[role], address, sent))}


def test_every_address_has_its_row() -> None:
    """Whoever adds an address to the admin says in `expected.py` who may use it."""
    assert not [each.whole_name for each in our_addresses() if expected(each) is None]


def test_who_may_open_an_address(world: World) -> None:
    found: Found = {}
    for address, row in rows_of(world):
        let_in = let_in_to(world, address, row)
        if let_in != row.who:
            found[address] = {"too many": let_in - row.who, "missing": row.who - let_in}
    assert not found


def test_every_address_is_drawn_for_whoever_may_do_least(world: World) -> None:
    """Of those who may: so that nothing hangs on being a superuser. Wagtail's choosers are left out."""
    found: Found = {}
    clients = {role: world.client_of(role) for role in EVERYBODY}
    whole_pages = [each for each in rows_of(world) if not A_PART.search(each[0])]
    for address, row in whole_pages:
        for role in [role for role in EVERYBODY if role in row.who][:1]:
            status = status_of(clients[role], address, row)
            if status != row.status:
                found[address] = role, status
    assert not found


def status_of(client: Client, address: str, row: Row) -> int:
    answer = client.post(address) if row.takes_form else client.get(address)
    return int(answer.status_code)


def test_who_may_open_the_editor_of_each_type_of_page(world: World) -> None:
    found: Found = {}
    for model, page in world.pages.items():
        parent = page.get_parent().specific
        kind = (model._meta.app_label, model._meta.model_name, parent.pk)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        add = reverse("wagtailadmin_pages:add", args=kind)
        let_in = let_in_to(world, edit, Row(EDIT)), let_in_to(world, add, Row(WRITE))
        if let_in != (EDIT, WRITE if model.can_create_at(parent) else set()):
            found[model.__name__] = let_in
    assert not found
    assert set(world.pages) == set(OUR_PAGES)


def test_a_writer_opens_the_draft_that_they_made(world: World) -> None:
    page = world.pages[CaseStudyPage]
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not lets_in(answer_to(world.people[WRITERS], edit))
    CaseStudyPage.objects.filter(pk=page.pk).update(owner=world.people[WRITERS])
    assert world.client_of(WRITERS).get(edit).status_code == 200


def test_a_form_of_anybody_else_changes_nothing(world: World) -> None:
    before = everything_stored()
    found: list[tuple[str, str]] = []
    study = world.pages[CaseStudyPage]
    of_wagtail = [
        (reverse(f"wagtailadmin_pages:{name}", args=[study.pk]), Row(PUBLISH))
        for name in ("unpublish", "delete", "lock")
    ]
    for address, row in (*rows_of(world, acting=True), *of_wagtail):
        found += [
            (address, role)
            for role in set(EVERYBODY) - row.who
            if takes_form_of(world.people[role], address)
        ]
    after = everything_stored()
    assert not found
    assert [name for name in before if before[name] != after[name]] == []


def takes_form_of(user: User | None, address: str) -> bool:
    answer = answer_to(user, address, {"owner": ""})
    return lets_in(answer) and answer is not None and answer.status_code != NO_FORMS_HERE


def everything_stored() -> Found:
    ours = {app.name for app in APPS}
    kept = [model for model in apps.get_models(include_auto_created=True) if of(model, ours)]
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in (*kept, PageLogEntry, ModelLogEntry)
    }


def of(model: Any, ours: set[str]) -> bool:
    return model._meta.app_label in ours and model._meta.managed
