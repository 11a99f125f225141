"""Places and roles that tests start from."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page, Site

from pages.models import HomePage
from search.entry_finding import entries_at
from search.suggestions import vocabulary
from tests.factories.accounts import UserFactory

Store = Callable[[Callable[[], object]], None]
Commits = Callable[[], AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nothing that one test cached reaches the next."""
    cache.clear()
    # Kept by a count of changes, which starts again where a test is rolled back.
    vocabulary.cache_clear()
    entries_at.cache_clear()


@pytest.fixture
def home_page(db: None) -> HomePage:
    return new_home_page()


def new_home_page() -> HomePage:
    """The home page at /, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for child in root.get_children():
        child.specific.delete()
    root.refresh_from_db()
    home = HomePage(
        title="Home",
        slug="home",
        summary="What this site is for.",
        hero_heading="Welcome",
        hero_text="What this site is for.",
    )
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    Site.clear_site_root_paths_cache()
    return home


@pytest.fixture
def editor_client(db: None) -> Client:
    """A client logged in as somebody who may do everything in the admin."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Commits:
    """What happens within is a transaction of its own, and what was before is stored already."""

    @contextmanager
    def one_transaction() -> Iterator[list[Callable[[], object]]]:
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            yield callbacks

    return one_transaction


@pytest.fixture(scope="module")
def store_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Store]:
    """Stores something that every test of a module finds, and takes it away after the last.

    Only for modules all of whose tests with a database expect it: they run in any order.
    """

    def store(make: Callable[[], object]) -> None:
        make()
        connection.run_on_commit.clear()

    with django_db_blocker.unblock(), transaction.atomic():
        yield store
        transaction.set_rollback(True)
