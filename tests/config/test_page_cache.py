"""Whole pages are kept for everybody, never anything of anybody, and never what is out of date."""

import gzip
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from casestudies.actions import withdraw
from config.page_cache import MEMORY
from config.public_changes import is_seen
from content.keys import new_token
from operations.fail_open_redis import BREAKERS
from operations.models import Purge
from operations.purging import (
    GENERATION_KEY,
    GENERATION_SECONDS,
    Known,
    read_generation,
)
from pages.models import BrandSettings, HomePage, StandardPage
from pages.opinions import count_opinion
from tests.conftest import Commits
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.draftcomments import AccessLinkFactory
from tests.factories.offers import OfferFactory
from tests.factories.pages import StandardPageFactory
from tests.factories.selfcheck import SelfCheckFactory
from tests.factories.taxonomy import RegionFactory
from tests.operations.redis_server import RedisServer, running_redis

pytestmark = pytest.mark.django_db

# Readers see what these hold. Whoever adds a model puts it here, or in `config.public_changes`.
SEEN = {
    "casestudies.CaseStudyIndexPage",
    "casestudies.CaseStudyPage",
    "casestudies.CaseStudyPage_approaches",
    "casestudies.CaseStudyPage_groups",
    "casestudies.CaseStudyPage_methods",
    "casestudies.CaseStudyPage_partner_types",
    "casestudies.CaseStudyPage_phases",
    "casestudies.CaseStudySubPhase",
    "casestudies.Outcome",
    "casestudies.Withdrawal",
    "content.ChangeNote",
    "draftcomments.Outcome",
    "draftcomments.Outcome_items",
    "draftcomments.Outcome_quoted",
    "draftcomments.Round",
    "framework.Edition",
    "framework.FormerWording",
    "framework.Level",
    "framework.Measure",
    "framework.Measure_statements",
    "framework.Measure_sub_phases",
    "framework.Phase",
    "framework.Principle",
    "framework.Statement",
    "framework.Strategy",
    "framework.StrategyElement",
    "framework.StrategyLink",
    "framework.SubPhase",
    "guidance.FrameworkIndexPage",
    "guidance.GlossaryPage",
    "guidance.GlossaryTerm",
    "guidance.GuidanceIndexPage",
    "guidance.GuidancePage",
    "guidance.GuidancePage_measures",
    "guidance.GuidancePage_statements",
    "guidance.GuidancePage_sub_phases",
    "guidance.MeasureIndexPage",
    "guidance.PhasePage",
    "guidance.StrategyIndexPage",
    "guidance.SubPhasePage",
    "images.CustomImage",
    "pages.BrandSettings",
    "pages.HomePage",
    "pages.StandardPage",
    "pages.WhatsNewPage",
    "search.SearchWords",
    "selfcheck.Question",
    "selfcheck.SelfCheckStartPage",
    "taxonomy.Approach",
    "taxonomy.Method",
    "taxonomy.Organisation",
    "taxonomy.Organisation_successors",
    "taxonomy.PartnerType",
    "taxonomy.PopulationGroup",
    "taxonomy.Purpose",
    "taxonomy.Region",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.CollectionViewRestriction_groups",
    "wagtailcore.Locale",
    "wagtailcore.Page",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.PageViewRestriction_groups",
    "wagtailcore.Site",
    "wagtaildocs.Document",
    "wagtailredirects.Redirect",
}
ADDRESS = "/about/"
SLACK = 4.0
"""Seconds that a busy machine may take to draw a page."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as started:
        yield started


@pytest.fixture(autouse=True)
def shared_cache(server: RedisServer, settings: Any) -> Iterator[None]:
    BREAKERS.clear()
    backend = "operations.fail_open_redis.FailOpenRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": server.address}}
    settings.PAGE_CACHE = True
    forget_all()
    yield
    forget_all()
    BREAKERS.clear()


def forget_all() -> None:
    cache.clear()
    MEMORY.clear()
    Known.generation = None


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return StandardPageFactory(parent=home_page, title="About us", slug="about")


@pytest.fixture
def kept(page: StandardPage, client: Client) -> StandardPage:
    """A page that somebody has read just now."""
    assert client.get(ADDRESS).status_code == 200
    return page


def asked(client: Client, path: str, method: str = "get", **headers: str) -> int:
    """How often a request asks the database, whether something has changed since aside."""
    with CaptureQueriesContext(connection) as queries:
        getattr(client, method)(path, headers=headers)
    return sum("operations_purge" not in query["sql"] for query in queries)


def changes(make: Callable[[], object], committed: Commits) -> bool:
    """Whether something makes what is kept out of date."""
    before = read_generation()
    with committed():
        make()
    return read_generation() != before


# What is kept, for whom


def test_a_kept_page_is_the_same_and_asks_the_database_nothing(
    page: StandardPage, client: Client
) -> None:
    first = client.get(ADDRESS)
    assert asked(client, ADDRESS) == 0
    again = client.get(ADDRESS)
    assert again.content == first.content
    own = {"X-Request-ID"}
    assert {each for each in again.items() if each[0] not in own} == {
        each for each in first.items() if each[0] not in own
    }
    assert first.headers["X-Accel-Expires"] == "1"


def test_what_nobody_knows_in_an_address_makes_no_other_page(
    kept: StandardPage, client: Client
) -> None:
    assert asked(client, f"{ADDRESS}?utm_source=news&fbclid=1") == 0
    assert client.get(f"{ADDRESS}?utm_source=news").headers["X-Accel-Expires"] == "0"


def test_what_a_page_may_read_in_an_address_makes_another_one(
    home_page: HomePage, client: Client
) -> None:
    for words in ("warm", "cold", "warm", "cold"):
        assert f'value="{words}"' in client.get(f"/search/?utm_id=1&q={words}").text


def test_what_somebody_searched_for_is_kept_nowhere(home_page: HomePage, client: Client) -> None:
    for _ in range(2):
        assert asked(client, "/search/?q=warm") > 0


def test_head_and_conditional_requests_are_answered_from_what_is_kept(
    kept: StandardPage, client: Client
) -> None:
    assert asked(client, ADDRESS, "head") == 0
    etag = client.head(ADDRESS).headers["ETag"]
    assert asked(client, ADDRESS, **{"If-None-Match": etag}) == 0
    same = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(ADDRESS, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_conditional_request_is_enough_to_keep_the_whole_page(
    kept: StandardPage, client: Client
) -> None:
    etag = client.get(ADDRESS).headers["ETag"]
    forget_all()
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304
    assert asked(client, ADDRESS) == 0
    assert client.get(ADDRESS).status_code == 200


def test_compressed_and_plain_copies_are_two(page: StandardPage, client: Client) -> None:
    for _ in range(2):
        small = client.get(ADDRESS, headers={"Accept-Encoding": "gzip, br"})
        plain = client.get(ADDRESS)
        assert small.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert gzip.decompress(small.content) == plain.content


def test_cookies_of_forms_change_nothing(kept: StandardPage, client: Client) -> None:
    client.cookies["csrftoken"] = "x" * 32
    client.cookies["self_check"] = "somebodys"
    assert asked(client, ADDRESS) == 0


def test_who_is_logged_in_gets_nothing_kept_and_leaves_nothing(
    page: StandardPage, editor_client: Client, client: Client
) -> None:
    assert editor_client.get(ADDRESS).headers["X-Accel-Expires"] == "0"
    assert asked(client, ADDRESS) > 0
    assert asked(client, ADDRESS) == 0
    assert asked(editor_client, ADDRESS) > 0


def test_views_for_everybody_are_given_nothing_of_anybody(
    page: StandardPage, client: Client
) -> None:
    client.cookies["anything"] = "somebody"
    request = client.get(f"{ADDRESS}?work=strategic&secret=1").wsgi_request
    assert request.COOKIES == {}
    assert request.GET.urlencode() == "work=strategic"


def restricted_page(page: StandardPage) -> str:
    PageViewRestriction.objects.create(
        page=page,
        restriction_type="password",
        password="sesame",  # noqa: S106 - of a test
    )
    return ADDRESS


def page_for_editors(page: StandardPage) -> str:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    return ADDRESS


def draft_of_page(page: StandardPage) -> str:
    return f"/admin/pages/{page.pk}/view_draft/"


def document_of_a_restricted_collection(page: StandardPage) -> str:
    inner = Collection.get_first_root_node().add_child(name="For a few")
    CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    file = ContentFile(b"words", name="for-a-few.txt")
    return Document.objects.create(title="For a few", file=file, collection=inner).url


def key_of(factory: Any, name: str = "address") -> str:
    """The secret of something that is opened by an address."""
    secret = new_token()
    factory(**{name: secret})
    return secret


PRIVATE: dict[str, Callable[[StandardPage], str]] = {
    "the admin": lambda page: "/admin/",
    "a page being edited": lambda page: f"/admin/pages/{page.pk}/edit/",
    "a draft": draft_of_page,
    "a page with a password": restricted_page,
    "a page for those who log in": page_for_editors,
    "a document for a few": document_of_a_restricted_collection,
    "a self-check": lambda page: f"/self-check/{key_of(SelfCheckFactory)}/",
    "results": lambda page: f"/self-check/{key_of(SelfCheckFactory)}/results/",
    "no self-check": lambda page: f"/self-check/{'n' * 32}/",
    "starting one": lambda page: "/self-check/load/",
    "an offer": lambda page: f"/tell-us/{key_of(OfferFactory, 'token')}/",
    "a new offer": lambda page: "/tell-us/new/",
    "no offer": lambda page: f"/tell-us/{'n' * 32}/",
    "a link to drafts": lambda page: f"/have-your-say/l/{key_of(AccessLinkFactory, 'secret')}/",
    "no link to drafts": lambda page: "/have-your-say/l/none/",
    "thanks for an opinion": lambda page: "/useful/thanks/?address=/&useful=yes",
    "no such file": lambda page: "/wp-login.php",
    "no such form": lambda page: "/self-check/start/",
    "health": lambda page: "/readyz",
}


def kept_pages(server: RedisServer) -> list[str]:
    found = (key.rpartition(":")[2] for key in server.keys())  # noqa: SIM118 - no dictionary
    return [key for key in found if key.startswith("page-") and key != GENERATION_KEY]


@pytest.mark.parametrize("kind", PRIVATE)
def test_what_is_not_for_everybody_is_kept_by_nobody(
    page: StandardPage, client: Client, editor_client: Client, server: RedisServer, kind: str
) -> None:
    address = PRIVATE[kind](page)
    for each in (client, editor_client):
        answer = each.get(address)
        said = answer.headers.get("Cache-Control", "")
        assert answer.headers.get("X-Accel-Expires", "0") == "0"
        assert "public" not in said
        assert "no-store" in said or "private" in said or answer.status_code in {301, 302}
    assert kept_pages(server) == []


@pytest.mark.parametrize("address", ["/nothing-here/", "/case-studies/nothing-here/"])
def test_that_a_page_is_gone_takes_its_place_in_proxies_and_nowhere_else(
    page: StandardPage, client: Client, address: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["X-Accel-Expires"]) == (404, "1")
    assert answer.headers["Cache-Control"] == "private, no-store"


# What makes it out of date


def test_every_model_is_seen_by_readers_or_is_not() -> None:
    models = {model for model in apps.get_models(include_auto_created=True) if is_seen(model)}
    assert {model._meta.label for model in models} == SEEN


CHANGES: dict[str, Callable[[StandardPage], object]] = {
    "published": lambda page: page.save_revision().publish(),
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "moved": lambda page: page.move(
        StandardPageFactory(parent=page.get_parent(), slug="other"), pos="last-child"
    ),
    "for a few": page_for_editors,
    "settings": lambda page: BrandSettings.objects.create(site=Site.objects.get(), name="New"),
    "a word": lambda page: RegionFactory(),
    "a redirect": lambda page: Redirect.objects.create(old_path="/old", redirect_page=page),
}
NO_CHANGES: dict[str, Callable[[StandardPage], object]] = {
    "a draft": lambda page: page.save_revision(),
    "a new draft": lambda page: StandardPageFactory(parent=page.get_parent(), live=False),
    "an opinion": lambda page: count_opinion(address="/", useful=True),
    "an account": lambda page: UserFactory(),
    "a self-check": lambda page: SelfCheckFactory(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_readers_can_see_makes_copies_out_of_date(
    kept: StandardPage, client: Client, committed: Commits, change: str
) -> None:
    assert changes(lambda: CHANGES[change](kept), committed)
    assert asked(client, ADDRESS) > 0


@pytest.mark.parametrize("change", NO_CHANGES)
def test_what_readers_cannot_see_changes_nothing(
    kept: StandardPage, client: Client, committed: Commits, change: str
) -> None:
    assert not changes(lambda: NO_CHANGES[change](kept), committed)
    assert asked(client, ADDRESS) == 0


def test_many_changes_in_a_transaction_are_one_and_none_where_it_is_undone(
    page: StandardPage, committed: Commits
) -> None:
    before = Purge.objects.count()
    with committed():
        for _ in range(3):
            RegionFactory()
    assert Purge.objects.count() == before + 1
    with committed(), transaction.atomic():
        RegionFactory()
        transaction.set_rollback(True)
    assert Purge.objects.count() == before + 1


def test_two_changes_that_end_in_another_order_than_they_began_are_two_generations() -> None:
    first, second = Purge.objects.create(path=""), Purge.objects.create(path="")
    with_both = read_generation()
    first.delete()
    assert read_generation() != with_both
    second.delete()


@pytest.mark.parametrize("is_in_memory", [True, False])
def test_another_process_hears_of_a_change_within_a_second(
    kept: StandardPage, client: Client, committed: Commits, is_in_memory: bool
) -> None:
    known = Known.generation
    with committed():
        kept.unpublish()
    Known.generation = known  # As in a process that did not make the change.
    if not is_in_memory:
        MEMORY.clear()
    time.sleep(GENERATION_SECONDS)
    assert client.get(ADDRESS).status_code == 404


# Without Redis, and when it is back


def test_what_is_withdrawn_while_redis_is_down_does_not_come_back_with_it(
    home_page: HomePage, client: Client, committed: Commits, server: RedisServer
) -> None:
    index = CaseStudyIndexPageFactory(parent=home_page)
    study = CaseStudyPageFactory(parent=index, slug="night-bus")
    study.save_revision().publish()
    address = "/case-studies/night-bus/"
    assert client.get(address).status_code == 200
    assert asked(client, address) == 0
    server.stop()
    with committed():
        withdraw(page=study, user=UserFactory(is_superuser=True), asked_by="team", reason="No.")
    assert client.get(address).status_code == 410
    server.start()
    BREAKERS.clear()
    assert kept_pages(server), "Redis lost what it had"
    time.sleep(GENERATION_SECONDS)
    assert client.get(address).status_code == 410
    assert "night-bus" not in client.get("/case-studies/").text


def test_a_paused_redis_says_nothing_old_when_it_goes_on(
    kept: StandardPage, client: Client, committed: Commits, server: RedisServer
) -> None:
    with server.paused():
        with committed():
            kept.unpublish()
        begun = time.monotonic()
        assert client.get(ADDRESS).status_code == 404
        assert time.monotonic() - begun < 0.3 + SLACK
        time.sleep(GENERATION_SECONDS)
    BREAKERS.clear()
    assert client.get(ADDRESS).status_code == 404


def test_without_a_shared_cache_nothing_is_kept_or_noted(
    page: StandardPage, client: Client, committed: Commits, settings: Any
) -> None:
    settings.PAGE_CACHE = False
    client.get(ADDRESS)
    assert asked(client, ADDRESS) > 0
    assert not changes(lambda: page.save_revision().publish(), committed)
