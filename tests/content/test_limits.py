"""How often one client may do something, and that nothing of it says who the client was."""

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from casestudies.formats import EXPORTS
from content.limits import Limit, client_key, limited, may_do
from guidance.views.downloads import DOWNLOADS
from guidance.views.strategies import FILES
from pages.models import HomePage
from search.views import SEARCHES
from tests.factories.casestudies import CaseStudyIndexPageFactory

WHAT = "test-trying"


def from_address(address: str, **headers: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


def key_of(request: Any) -> str:
    return client_key(request, WHAT)


def tries(address: str, times: int, what: str = WHAT) -> list[bool]:
    return [may_do(from_address(address), what, times=3, seconds=60) for _ in range(times)]


def test_so_many_times_and_no_more() -> None:
    assert tries("203.0.113.7", 5) == [True, True, True, False, False]


def test_another_client_and_another_deed_are_counted_apart() -> None:
    tries("203.0.113.7", 3)
    assert tries("203.0.113.8", 1) == [True]
    assert tries("203.0.113.7", 1, "test-other") == [True]


def test_the_last_proxy_names_the_client_and_what_a_client_writes_before_it_is_ignored(
    settings: Any,
) -> None:
    settings.CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR"
    first = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    second = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.9,203.0.113.7")
    other = from_address("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7, 203.0.113.8")
    assert key_of(first) == key_of(second)
    assert key_of(first) != key_of(other)


def test_a_household_with_many_addresses_is_one_client() -> None:
    assert key_of(from_address("2001:db8:1:2::1")) == key_of(from_address("2001:db8:1:2:ffff::9"))
    assert key_of(from_address("2001:db8:1:2::1")) != key_of(from_address("2001:db8:1:3::1"))
    assert key_of(from_address("::ffff:203.0.113.7")) == key_of(from_address("203.0.113.7"))


def test_no_address_is_kept_as_it_is() -> None:
    assert "203.0.113.7" not in key_of(from_address("203.0.113.7"))


def test_clients_without_an_address_do_not_lock_one_another_out() -> None:
    assert tries("", 9) == [True] * 9


def test_an_address_that_is_none_is_counted_all_the_same() -> None:
    assert tries("unix:/run/x", 4)[-1] is False


def test_everybody_may_go_on_while_the_cache_is_down(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert tries("203.0.113.7", 9) == [True] * 9


@pytest.mark.parametrize("what", ["pages-opinions", "draftcomments-wrong-tries"])
def test_the_name_of_what_is_counted_leads_the_key(what: str) -> None:
    assert client_key(from_address("203.0.113.7"), what).startswith(f"{what}-")


def asked(limit: Limit, method: str = "get") -> Any:
    view = limited(limit)(lambda request: HttpResponse("a file"))
    return view(getattr(RequestFactory(), method)("/", REMOTE_ADDR="203.0.113.7"))


@pytest.mark.django_db
def test_a_file_too_many_is_refused_kindly_and_says_when_to_come_back() -> None:
    limit = Limit(WHAT, times=1, words="fetched files")
    assert asked(limit).status_code == 200
    refused = asked(limit)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert refused.headers["Cache-Control"] == "private, no-store"
    words = refused.content.decode()
    assert "Many people in your network fetched files. Please try again in 10 minutes." in words


def test_asking_only_whether_there_is_a_file_counts_for_nothing() -> None:
    limit = Limit(WHAT, times=1)
    assert [asked(limit, "head").status_code for _ in range(3)] == [200, 200, 200]
    assert asked(limit).status_code == 200


COSTLY = {
    "/case-studies/?format=csv": EXPORTS,
    "/strategies/cross-walk/csv/": FILES,
    "/downloads/framework/docx/": DOWNLOADS,
    "/search/?q=warm": SEARCHES,
}


@pytest.mark.django_db
def test_what_costs_much_has_a_limit_and_reading_has_none(
    client: Client, home_page: HomePage
) -> None:
    CaseStudyIndexPageFactory(parent=home_page)
    somebody = RequestFactory().get("/")
    for limit in COSTLY.values():
        cache.set(client_key(somebody, limit.what), limit.times)
    for address in COSTLY:
        assert client.get(address).status_code == 429, address
    for address in ("/", "/case-studies/", "/case-studies/?q=warm", "/search/"):
        assert client.get(address).status_code == 200, address
