"""The same query finds the same pages on every engine, and the same facets are counted."""

import os
import secrets
from collections.abc import Callable, Iterator
from importlib import import_module

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from pytest_django.fixtures import Settings
from wagtail.models import Site

from pages.models import HomePage
from search.asking import Asked, Order
from search.engines.postgresql import matching
from search.engines.remote import RemoteEngine, engine_at, patient_engine
from search.finding import find_in_database
from search.models import SearchDocument
from search.query import parse_query
from search.words import Query
from tests.factories.search import SearchWordsFactory, publish_page

WORDS = ["people", "communities", "inequality", "inequalities", "screening", "barber", "barbers"]
STOP_WORDS = ["the", "and", "of", "not", "to be or not to be", "who", "it"]
PHRASES = ['"lived experience"', '"blood pressure checks"', '"experience lived"', '"the people"']
PREFIXES = ["vacc", "vaccin", "commun", "neighbour", "co", "inequal*", "pre"]
ODD_QUOTES = ['"', 'dia"b', '"lived', 'lived"', '""people""', "“lived experience”", "'people'"]
ACCENTS = ["café", "cafe", "CAFÉ", "Zoë", "zoe", "naïve", "Łódź"]
APOSTROPHES = ["GP's", "GP’s", "O'Neill", "patients'", "l'œuvre", "rock'n'roll"]
ACRONYMS = ["GP", "A&E", "ICB", "VCSE", "Core20PLUS5", "18-25", "3.5", "NHS/ICS"]
SYNONYMS = ["surgery", "general practice", "family doctor access", "emergency department"]
MISSPELT = ["inequalites", "comunity", "vacines"]
OLD_BOARDS = [
    "Frimley",
    "Norfolk and Waveney ICB",
    "Hampshire and Isle of Wight",
    "North Central London",
    "Hertfordshire and West Essex",
]
SHAPES = [
    "co-production",
    "co production",
    "and/or",
    "-people",
    "people -staff",
    "people AND staff",
]
HOSTILE = [
    "a:b",
    "title:people",
    "*",
    "( people",
    "people\\",
    "\x00people",
    "pe%op_le",
    "😀 people",
]
QUERIES = [
    *WORDS, *STOP_WORDS, *PHRASES, *PREFIXES, *ODD_QUOTES, *ACCENTS, *APOSTROPHES, *ACRONYMS,
    *SYNONYMS, *MISSPELT, *OLD_BOARDS, *SHAPES, *HOSTILE,
]  # fmt: skip
CHOICES = [
    {"phase": ("engage",)},
    {"phase": ("engage", "plan"), "truth": ("real",)},
    {"learning": ("did-not-work",), "evidence": ("before-and-after", "account-only")},
    {"kind": ("case-study",)},
]
MOST = 1000
FEWEST_THAT_FIND = 40
TABLE = """
    CREATE TABLE search_searchdocument (
        page_id bigint PRIMARY KEY, title_tokens text NOT NULL, body_tokens text NOT NULL
    )
"""


def address_of(service: str) -> str:
    """Where a real service is; without one the test is skipped, or fails where it must be there."""
    name = f"TEST_{service.upper()}_URL"
    address = os.environ.get(name, "")
    if not address:
        assert not os.environ.get("REQUIRE_SERVICES"), f"{name} has to be set: make services"
        pytest.skip(f"{name} is not set: make services starts it")
    return address


@pytest.fixture
def library(home_page: HomePage) -> None:
    """The starter content, and a few pages with words that engines disagree on."""
    home_page.delete()
    for loader in ("taxonomy", "framework", "search_words", "pages", "case_studies", "guidance"):
        call_command(f"load_{loader}", no_progress=True)
    home = Site.objects.get(is_default_site=True).root_page
    SearchWordsFactory(line="family doctor, GP, general practice, surgery")
    for text in (
        "Café Zoë in Łódź, naïve art, l’œuvre of O’Neill",
        "The GP’s A&E co-production for 18-25s, version 3.5, and/or NHS/ICS rock'n'roll",
        "General practice near the emergency department; patients’ views",
        "Cafe of people vaccinated and vaccines, pre_vaccination, Core20PLUS5",
    ):
        publish_page(home, text[:20], text)


@pytest.fixture
def remote(
    request: pytest.FixtureRequest, library: None, settings: Settings
) -> Iterator[RemoteEngine]:
    """A real search engine with the rows of the library."""
    settings.SEARCH_URL = f"{address_of(request.param)}-{secrets.token_hex(4)}"
    engine_at.cache_clear()
    engine = patient_engine()
    assert engine
    engine.build(SearchDocument.objects.all(), done=lambda pages: None)
    yield engine
    for index in engine.indexes():
        engine.request("DELETE", f"/{index}")
    engine_at.cache_clear()


@pytest.fixture
def postgresql(library: None) -> Iterator[Callable[[Query], set[int]]]:
    """The rows of the library in a schema of a real PostgreSQL, indexed as the migrations do it.

    The tests' own database stays what it is, so what our queryset asks is sent by hand.
    """
    settings = {**connections.databases["default"], "OPTIONS": {}}
    compiled_for = DatabaseWrapper(settings, alias="postgresql")
    schema = f"same_sets_{secrets.token_hex(4)}"
    index = import_module("search.migrations.0003_postgresql_index")
    rows = SearchDocument.objects.values_list("pk", "title_tokens", "body_tokens")
    with psycopg.connect(address_of("postgresql"), autocommit=True) as connection:
        cursor = connection.cursor()
        cursor.execute(f"CREATE SCHEMA {schema}")
        cursor.execute(f"SET search_path = {schema}")
        cursor.execute(TABLE)
        for statement in index.STATEMENTS:
            cursor.execute(statement)
        cursor.executemany("INSERT INTO search_searchdocument VALUES (%s, %s, %s)", list(rows))

        def pages_of(query: Query) -> set[int]:
            rows = matching(SearchDocument.objects.all(), query).values_list("pk")
            sql, params = rows.query.get_compiler(connection=compiled_for).as_sql()
            return {pk for (pk, *_) in cursor.execute(sql, params)}

        yield pages_of
        cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def differences(pages_of: Callable[[Query], set[int]]) -> list[str]:
    """The queries for which an engine finds other pages than the database of the tests."""
    different, found = [], 0
    for text in QUERIES:
        query = parse_query(text)
        ours = set(find_in_database(Asked(query, size=MOST)).ids)
        found += bool(ours)
        if not query.is_empty and pages_of(query) != ours:
            different.append(text)
    assert found > FEWEST_THAT_FIND
    return different


def test_there_are_sixty_queries() -> None:
    assert len(set(QUERIES)) >= 60


def test_postgresql_finds_the_same_pages(postgresql: Callable[[Query], set[int]]) -> None:
    assert differences(postgresql) == []


@pytest.mark.parametrize("remote", ["opensearch", "elasticsearch"], indirect=True)
def test_a_search_engine_finds_the_same_pages(remote: RemoteEngine) -> None:
    assert differences(lambda query: set(remote.find(Asked(query, size=MOST)).ids)) == []


@pytest.mark.parametrize("remote", ["opensearch", "elasticsearch"], indirect=True)
def test_a_search_engine_counts_the_same_facets(remote: RemoteEngine) -> None:
    for chosen in CHOICES:
        for kinds in ((), ("case-study", "made-up-example")):
            asked = Asked(parse_query("people"), kinds, chosen, Order.NEWEST, 0, MOST)
            ours, theirs = find_in_database(asked), remote.find(asked)
            assert (theirs.total, theirs.ids) == (ours.total, ours.ids)
            assert theirs.counts == {key: count for key, count in ours.counts.items() if count}
