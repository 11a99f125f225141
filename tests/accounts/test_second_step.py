"""Nobody gets in with half a log-in, by whichever door."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import sessions
from accounts.actions import reset_second_factor
from accounts.middleware import LogInMiddleware
from accounts.models import User
from tests.accounts.people import (
    LOG_IN,
    PASSWORD,
    SECOND_STEP,
    code_of,
    give_code,
    give_password,
    is_in,
    person,
    recovery_code_of,
    with_app,
)

DOORS = ("/admin/login/", "/_util/login/", LOG_IN)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def needed(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def user() -> User:
    return person()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_leads_to_the_one_log_in(
    door: str, method: str, client: Client, user: User
) -> None:
    typed = {"username": user.username, "password": PASSWORD, "next": "/admin/"}
    more = {"data": typed} if method == "post" else {}
    answer = getattr(client, method)(f"{door}?next=/admin/reports/", **more)
    if door == LOG_IN:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"{LOG_IN}?next=%2Fadmin%2Freports%2F",
        )
    assert not is_in(client)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/password_reset/",
        "/admin/password_reset/done/",
        "/admin/password_reset/confirm/MQ/set-password/",
        "/admin/password_reset/complete/",
    ],
)
def test_wagtails_way_to_a_new_password_is_closed(address: str, client: Client) -> None:
    assert client.get(address)["Location"] == "/account/password/reset/"


def test_nobody_signs_up(client: Client) -> None:
    for address in ("/account/signup/", "/account/login/code/", "/account/email/"):
        assert client.get(address).status_code == 404


def test_a_password_is_not_enough_once_an_app_is_set_up(client: Client, user: User) -> None:
    secret = with_app(user)
    assert give_password(client, user)["Location"] == SECOND_STEP
    assert not is_in(client)
    assert give_code(client, "000000").status_code == 200
    assert not is_in(client)
    assert give_code(client, code_of(secret))["Location"] == "/admin/"
    assert is_in(client)


def test_a_code_logs_in_once(client: Client, user: User) -> None:
    secret = with_app(user)
    code, recovery = code_of(secret), recovery_code_of(user)
    for given, works in ((code, True), (code, False), (recovery, True), (recovery, False)):
        one = Client()
        give_password(one, user)
        give_code(one, given)
        assert is_in(one) is works


def test_guessing_codes_ends_even_for_the_right_one(client: Client, user: User) -> None:
    secret = with_app(user)
    give_password(client, user)
    for _ in range(5):
        give_code(client, "000000")
    assert "Too many" in give_code(client, code_of(secret)).content.decode()
    assert not is_in(client)
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    held.data["wrong"] = [when - 301 for when in held.data["wrong"]]
    held.save()
    give_code(client, code_of(secret))
    assert is_in(client)


def test_a_secret_that_no_key_opens_lets_nobody_in(
    client: Client, user: User, settings: Settings
) -> None:
    secret, recovery = with_app(user), recovery_code_of(user)
    settings.CONTACT_KEYS = ["another key, of a site that lost its own keys"]
    give_password(client, user)
    for code in (code_of(secret), code_of(""), recovery):
        give_code(client, code)
        assert not is_in(client)


def test_the_secret_is_not_in_the_database(user: User) -> None:
    secret = with_app(user)
    held = Authenticator.objects.values_list("data", flat=True)
    assert secret not in str(list(held))


def test_at_the_first_log_in_a_second_step_has_to_be_set_up(client: Client, user: User) -> None:
    give_password(client, user)
    assert client.get("/admin/pages/")["Location"] == (
        "/account/second-step/?next=%2Fadmin%2Fpages%2F"
    )
    assert client.get("/admin/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 403
    client.get("/account/second-step/app/add/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/account/second-step/app/add/", {"code": code_of(secret)})
    assert answer["Location"] == "/account/second-step/codes/"
    assert is_in(client)
    again = Client()
    give_password(again, user)
    give_code(again, code_of(secret))
    assert not is_in(again), "the code that the app was set up with worked once more"


def test_a_session_without_the_second_step_is_nobody(client: Client, user: User) -> None:
    """Made by another way, such as a command, a test client or an older version of the site."""
    with_app(user)
    client.force_login(user)
    assert client.get("/account/second-step/")["Location"].startswith(LOG_IN)
    client.force_login(user)
    assert client.get("/account/second-step/app/remove/").status_code == 302
    client.force_login(user)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert Authenticator.objects.filter(user=user).count() == 2


def test_the_second_step_of_somebody_else_does_not_count(client: Client, user: User) -> None:
    secret, other = with_app(user), person(username="other")
    with_app(other)
    give_password(client, user)
    give_code(client, code_of(secret))
    session = client.session
    session["_auth_user_id"] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()
    assert not is_in(client)


def test_elsewhere_half_a_log_in_is_none(user: User, rf: RequestFactory) -> None:
    """Pages outside the admin ask who is there too: previews, private files, feedback."""
    seen = []
    request = rf.get("/documents/1/x.pdf")
    request.user, request.session = user, {sessions.BEGAN: time.time(), sessions.SEEN: time.time()}
    LogInMiddleware(lambda asked: seen.append(asked.user.is_authenticated))(request)  # type: ignore[func-returns-value,arg-type,return-value]
    assert seen == [False]


def test_a_reset_ends_every_session_and_asks_to_set_up_again(client: Client, user: User) -> None:
    secret, by = with_app(user), person(username="administrator")
    give_password(client, user)
    give_code(client, code_of(secret))
    assert is_in(client)
    reset_second_factor(user=user, by=by, reason="lost phone")
    assert not is_in(client)
    give_password(client, user)
    assert client.get("/admin/")["Location"].startswith("/account/second-step/")


def test_the_only_second_step_stays(client: Client, user: User) -> None:
    secret = with_app(user)
    give_password(client, user)
    give_code(client, code_of(secret))
    client.post("/account/second-step/app/remove/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    page = client.get("/account/second-step/app/remove/").content.decode()
    assert "your only second step" in page


def test_what_changes_a_log_in_asks_again_who_it_is(client: Client, user: User) -> None:
    secret = with_app(user)
    give_password(client, user)
    give_code(client, code_of(secret))
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    for address in (
        "/account/second-step/app/remove/",
        "/account/second-step/keys/add/",
        "/account/second-step/codes/",
        "/account/second-step/codes/new/",
    ):
        assert client.get(address)["Location"].startswith("/account/confirm/"), address
    assert client.post("/account/leave-elsewhere/")["Location"].startswith("/account/confirm/")


def test_a_whole_session_costs_no_query_more(
    client: Client,
    user: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    settings: Settings,
) -> None:
    secret = with_app(user)
    give_password(client, user)
    give_code(client, code_of(secret))
    client.get("/account/here/")
    counts = []
    for needed in (True, False):
        settings.REQUIRE_SECOND_FACTOR = needed
        with django_assert_max_num_queries(5) as asked:
            client.get("/account/here/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["http://[::1", "//evil.invalid/", "https://evil.invalid/"])
def test_goes_on_to_no_address_but_one_of_this_site(
    address: str, client: Client, user: User
) -> None:
    assert client.get(LOG_IN, {"next": address}).status_code == 200
    answer = client.post(LOG_IN, {"login": user.username, "password": PASSWORD, "next": address})
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
    assert "invalid" not in answer["Location"]


@pytest.mark.parametrize("door", ["/_util/login/", "/admin/login/"])
def test_who_is_in_already_and_may_not_is_told_so_and_not_sent_round(
    door: str, client: Client, user: User
) -> None:
    user.is_superuser = False
    user.save()
    secret = with_app(user)
    give_password(client, user)
    give_code(client, code_of(secret))
    answer = client.get(door, {"next": "/about/"})
    assert answer.status_code == 403
