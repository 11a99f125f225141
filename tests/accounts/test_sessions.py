"""How long a log-in lasts, and what an open page is told about it."""

import pytest
from django.test import Client

from accounts import sessions
from accounts.models import User
from tests.accounts.people import give_password, is_in, person

pytestmark = pytest.mark.django_db
HERE = "/account/here/"


@pytest.fixture
def user(client: Client) -> User:
    user = person()
    give_password(client, user)
    return user


def set_back(client: Client, name: str, seconds: int) -> None:
    session = client.session
    session[name] -= seconds
    session.save()


@pytest.mark.parametrize(
    ("name", "seconds", "words"),
    [
        (sessions.SEEN, sessions.IDLE_SECONDS + 1, "nothing happened for 30 minutes"),
        (sessions.BEGAN, sessions.WHOLE_SECONDS + 1, "It lasts 12 hours at most"),
    ],
)
def test_a_log_in_ends_and_says_why(
    name: str, seconds: int, words: str, client: Client, user: User
) -> None:
    assert is_in(client)
    set_back(client, name, seconds)
    page = client.get("/admin/account/", follow=True)
    assert page.redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2Faccount%2F"
    assert words in page.content.decode()
    give_password(client, user)
    assert is_in(client)


def test_activity_keeps_a_log_in_but_not_beyond_its_end(client: Client, user: User) -> None:
    set_back(client, sessions.SEEN, sessions.IDLE_SECONDS - 60)
    assert is_in(client)
    assert client.get(HERE).json()["seconds"] > sessions.IDLE_SECONDS - 30
    set_back(client, sessions.BEGAN, sessions.WHOLE_SECONDS - 120)
    assert client.get(HERE).json()["seconds"] <= 120


@pytest.mark.parametrize("address", [HERE, "/admin/editing-sessions/1/"])
def test_what_a_page_asks_by_itself_is_no_activity(
    address: str, client: Client, user: User
) -> None:
    set_back(client, sessions.SEEN, sessions.IDLE_SECONDS - 60)
    client.get(address)
    assert client.get(HERE).json()["seconds"] <= 60
    client.post(HERE)
    assert client.get(HERE).json()["seconds"] > 60


def test_a_session_from_before_there_were_clocks_has_ended(client: Client, user: User) -> None:
    session = client.session
    del session[sessions.BEGAN]
    session.save()
    assert not is_in(client)


def test_an_open_page_goes_on_after_a_log_in_in_another_tab(user: User) -> None:
    """With the new token that it is given, and not with its old one."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/account/login/")
    token = browser.cookies["csrftoken"].value
    browser.post("/account/login/", {**log_in_of(user), "csrfmiddlewaretoken": token})
    old = browser.get(HERE).json()["token"]
    set_back(browser, sessions.SEEN, sessions.IDLE_SECONDS + 1)
    assert browser.get(HERE).json() == {"here": False, "seconds": 0, "token": ""}
    token = browser.cookies["csrftoken"].value
    browser.post("/account/login/", {**log_in_of(user), "csrfmiddlewaretoken": token})
    new = browser.get(HERE).json()["token"]
    assert browser.post(HERE, {"csrfmiddlewaretoken": old}).status_code == 403
    assert browser.post(HERE, {"csrfmiddlewaretoken": new}).status_code == 200


def log_in_of(user: User) -> dict[str, str]:
    return {"login": user.username, "password": "correct horse battery staple"}


def test_a_link_to_a_draft_outlives_a_log_in(client: Client, user: User) -> None:
    session = client.session
    session["of_a_contributor"] = "kept"
    session.save()
    set_back(client, sessions.SEEN, sessions.IDLE_SECONDS + 1)
    assert not is_in(client)
    assert client.session["of_a_contributor"] == "kept"


def test_logging_out_everywhere_else_leaves_this_session(client: Client, user: User) -> None:
    other = Client()
    give_password(other, user)
    assert client.post("/account/leave-elsewhere/")["Location"] == "/account/"
    assert is_in(client)
    assert not is_in(other)


def test_pages_of_an_account_are_kept_by_nobody(client: Client, user: User) -> None:
    for address in ("/account/", "/account/login/", "/account/password/reset/", HERE):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"], address
        assert "noindex" in answer["X-Robots-Tag"], address
