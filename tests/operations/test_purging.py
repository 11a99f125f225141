"""Copies in proxies are replaced when a page changes, moves or goes, also where that has to wait."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from operations.models import Purge
from operations.proxies import refresh
from operations.purging import MOST_SECONDS, purge
from pages.models import HomePage, StandardPage
from tests.conftest import Commits
from tests.factories.accounts import UserFactory
from tests.factories.pages import StandardPageFactory
from tests.operations.proxies import NAME, TOKEN, Nginx, NotingProxy, noting_proxy, shipped_nginx

pytestmark = pytest.mark.django_db
SLACK = 2.5
ONE_COPY_SECONDS = 1.2


@pytest.fixture
def proxy(settings: Any) -> Iterator[NotingProxy]:
    with noting_proxy() as started:
        settings.PROXY_URLS = [started.address]
        settings.PURGE_TOKEN = TOKEN
        settings.WAGTAILADMIN_BASE_URL = "https://site.example"
        yield started


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    above = StandardPageFactory(parent=home_page, title="About us", slug="about")
    StandardPageFactory(parent=above, title="Team", slug="team")
    return above


def send() -> str:
    told = StringIO()
    call_command("send_purges", stdout=told)
    return told.getvalue()


# Whom it tells what


def test_the_proxy_is_told_once_everything_is_certain(
    proxy: NotingProxy, committed: Commits
) -> None:
    with committed():
        purge(paths=["/about/", "/about/"])
        assert proxy.told == []
        assert Purge.objects.get().path == "/about/"
    assert proxy.told == [("/about/", "site.example", TOKEN)]
    assert not Purge.objects.exists()


def test_what_is_undone_is_told_nobody(proxy: NotingProxy, committed: Commits) -> None:
    with committed(), transaction.atomic():
        purge(paths=["/about/"])
        transaction.set_rollback(True)
    assert (proxy.told, Purge.objects.count()) == ([], 0)


def test_an_address_of_another_site_is_never_asked(proxy: NotingProxy, committed: Commits) -> None:
    with committed():
        purge(paths=["//evil.example/", "https://evil.example/", "x" * 2001, "/é/ ?"])
    assert proxy.paths == ["/%C3%A9/%20%3F"]


GOES: dict[str, tuple[Callable[[StandardPage], object], set[str]]] = {
    "published": (lambda page: page.save_revision().publish(), {"/about/"}),
    "unpublished": (lambda page: page.unpublish(), {"/about/"}),
    "deleted": (lambda page: page.delete(), {"/about/", "/about/team/"}),
    "moved": (
        lambda page: page.move(page.get_siblings().get(slug="other"), pos="last-child"),
        {"/about/", "/about/team/", "/other/about/", "/other/about/team/"},
    ),
    "renamed": (
        lambda page: published_as(page, "us"),
        {"/about/", "/about/team/", "/us/", "/us/team/"},
    ),
    "for a few": (
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
        {"/about/", "/about/team/"},
    ),
    "redirected": (
        lambda page: Redirect.objects.create(old_path="/old", redirect_page=page),
        {"/old", "/old/"},
    ),
}


def published_as(page: StandardPage, slug: str) -> None:
    page.slug = slug
    page.save_revision().publish()


@pytest.mark.parametrize("how", GOES)
def test_every_address_that_a_page_had_or_has_is_told(
    page: StandardPage, proxy: NotingProxy, committed: Commits, how: str
) -> None:
    StandardPageFactory(parent=page.get_parent(), slug="other")
    change, addresses = GOES[how]
    Purge.objects.all().delete()
    with committed():
        change(page)
    assert addresses <= set(proxy.paths)
    assert not Purge.objects.exists()


def test_a_draft_tells_nobody(page: StandardPage, proxy: NotingProxy, committed: Commits) -> None:
    Purge.objects.all().delete()
    with committed():
        page.save_revision()
    assert proxy.told == []


# Where it cannot be told


@pytest.mark.parametrize("behaviour", ["hangs", "keeps to itself"])
def test_a_proxy_that_does_not_do_it_keeps_nobody_for_long_and_is_told_again(
    proxy: NotingProxy, committed: Commits, behaviour: str
) -> None:
    proxy.behaviour = behaviour
    begun = time.monotonic()
    with committed():
        purge(paths=["/a/", "/b/"])
    assert time.monotonic() - begun < MOST_SECONDS + SLACK
    assert Purge.objects.count() == 2
    proxy.behaviour, proxy.told = "passes on", []
    assert send().startswith("2 sent, 0 waiting")
    assert proxy.paths == ["/a/", "/b/"]


def test_a_proxy_that_is_down_is_told_when_it_is_back(
    proxy: NotingProxy, committed: Commits, settings: Any
) -> None:
    there, settings.PROXY_URLS = settings.PROXY_URLS, ["http://127.0.0.1:1"]
    with committed():
        purge(paths=["/a/"])
    assert send().startswith("0 sent, 1 waiting")
    settings.PROXY_URLS = there
    assert send().startswith("1 sent, 0 waiting")


def test_what_is_old_is_forgotten(settings: Any) -> None:
    settings.PROXY_URLS = ["http://127.0.0.1:1"]
    for path, hours in (("", 2), ("", 0), ("/a/", 30), ("/b/", 2)):
        row = Purge.objects.create(path=path)
        Purge.objects.filter(pk=row.pk).update(created=timezone.now() - timedelta(hours=hours))
    send()
    assert sorted(Purge.objects.values_list("path", flat=True)) == ["", "/b/"]


# What the site answers to an order


def ordered(client: Client, path: str, token: str = TOKEN) -> Any:
    return client.get(path, headers={"X-Refresh": token})


def test_an_order_is_answered_by_what_everybody_may_see(
    page: StandardPage, proxy: NotingProxy, client: Client
) -> None:
    answer = ordered(client, "/about/")
    assert (answer.status_code, answer.headers["X-Refreshed"]) == (200, "1")
    assert answer.headers["X-Accel-Expires"] == "1"


def test_an_order_for_what_is_no_longer_for_everybody_puts_nothing_in_its_place(
    page: StandardPage, proxy: NotingProxy, client: Client
) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(UserFactory(is_superuser=True))
    answer = ordered(client, "/about/")
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["X-Accel-Expires"] == "1"


@pytest.mark.parametrize("token", ["", "x" * 40, "ö"])
def test_nobody_else_gives_orders(
    page: StandardPage, proxy: NotingProxy, client: Client, token: str
) -> None:
    assert "X-Refreshed" not in ordered(client, "/about/", token).headers


def test_without_a_token_there_are_no_orders(
    page: StandardPage, client: Client, settings: Any
) -> None:
    settings.PURGE_TOKEN = ""
    assert "X-Refreshed" not in ordered(client, "/about/", "").headers


# With the nginx that is shipped


@pytest.fixture
def nginx(
    settings: Any, tmp_path: Path, django_db_setup: None, page: StandardPage
) -> Iterator[Nginx]:
    with shipped_nginx(tmp_path) as started:
        settings.PROXY_URLS = [f"http://127.0.0.1:{started.inside}"]
        settings.PURGE_TOKEN = TOKEN
        settings.WAGTAILADMIN_BASE_URL = f"https://{NAME}"
        started.up()
        yield started


def down_after_a_while(nginx: Nginx) -> None:
    """The site is gone, and its copies are too old to be given out for any other reason."""
    nginx.down()
    time.sleep(ONE_COPY_SECONDS)


@pytest.mark.parametrize("is_told", [True, False])
def test_what_is_gone_does_not_come_back_when_the_site_is_down(
    nginx: Nginx, page: StandardPage, is_told: bool
) -> None:
    assert nginx.get("/about/")[0] == 200
    down_after_a_while(nginx)
    status, text = nginx.get("/about/")
    assert (status, "About us" in text) == (200, True)
    nginx.up()
    page.unpublish()
    if is_told:
        done = nginx.during(lambda: refresh(["/about/"], seconds=5))
        assert done == ["/about/"]
    down_after_a_while(nginx)
    status, text = nginx.get("/about/")
    assert ("About us" in text) is not is_told
    assert status == (404 if is_told else 200)


ALIASES = ("/about/?", "/%61bout/", "//about/", "/./about/", "/x/../about/", "/about/#x")


def test_nginx_keeps_a_page_under_its_one_address(nginx: Nginx, page: StandardPage) -> None:
    """Orders name that address alone: another copy would come back when the site is down."""
    assert [nginx.get(path)[0] for path in ("/about/?", "/%61bout/")] == [200, 200]
    for path in ALIASES:
        nginx.get(path)
    nginx.get("/about/")
    page.unpublish()
    assert nginx.during(lambda: refresh(["/about/"], seconds=5)) == ["/about/"]
    down_after_a_while(nginx)
    assert nginx.get("/about/")[0] == 404
    assert not [path for path in ALIASES if "About us" in nginx.get(path)[1]]


@pytest.mark.parametrize(
    ("asked", "host"),
    [("/robots.txt", f"{NAME}:6666"), (f"https://{NAME}/robots.txt", "127.0.0.1")],
)
def test_nobody_chooses_the_name_that_the_site_tells_everybody(
    nginx: Nginx, asked: str, host: str
) -> None:
    assert nginx.get(asked, Host=host)[1].endswith(f"://{NAME}/sitemap.xml\n")


def test_nginx_keeps_nothing_of_anybody(nginx: Nginx, page: StandardPage) -> None:
    """What was asked for with a cookie, or with a question, is not there when the site is gone."""
    assert nginx.get("/about/", Cookie="sessionid=somebody")[0] == 200
    assert nginx.get("/about/?work=strategic")[0] == 200
    assert nginx.get("/tell-us/new/")[0] == 200
    down_after_a_while(nginx)
    for path in ("/about/", "/about/?work=strategic", "/tell-us/new/"):
        assert nginx.get(path)[0] in {502, 503, 504}
