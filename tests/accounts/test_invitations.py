"""New people choose their own password, by a link that works once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, User
from tests.accounts.people import PASSWORD, give_password, is_in, person

pytestmark = pytest.mark.django_db
CHOSEN = "purple elbow holiday tandem"


@pytest.fixture
def administrator(client: Client) -> User:
    user = person(username="administrator")
    give_password(client, user)
    return user


def add_user(client: Client) -> User:
    form = {
        "username": "newcomer",
        "email": "newcomer@example.org",
        "first_name": "Neema",
        "last_name": "Comer",
        "is_superuser": "on",
        "password1": "set by somebody else",
        "password2": "set by somebody else",
    }
    answer = client.post(reverse("wagtailusers_users:add"), form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return User.objects.get(username="newcomer")


def link_in_mail() -> str:
    found = re.search(r"https?://[^/]+(/account/invitation/[\w-]+/)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def choose(browser: Client, link: str, password: str = CHOSEN) -> object:
    browser.get(link)
    return browser.post("/account/invitation/", {"password1": password, "password2": password})


def test_somebody_invited_chooses_a_password_and_gets_in(
    client: Client, administrator: User
) -> None:
    user = add_user(client)
    assert not user.has_usable_password()
    assert mail.outbox[-1].to == ["newcomer@example.org"]
    newcomer = Client()
    page = newcomer.get(link_in_mail(), follow=True)
    assert page.redirect_chain == [("/account/invitation/", 302)]
    assert "newcomer" in page.content.decode()
    choose(newcomer, link_in_mail())
    give_password(newcomer, user, CHOSEN)
    assert is_in(newcomer)


def test_a_link_works_once_and_opening_it_does_not_use_it_up(
    client: Client, administrator: User
) -> None:
    user = add_user(client)
    link = link_in_mail()
    Client().get(link, follow=True)
    first = Client()
    choose(first, link)
    second = Client()
    assert second.get(link, follow=True).status_code == 410
    assert choose(second, link, "another phrase altogether").status_code == 410  # type: ignore[attr-defined]
    user.refresh_from_db()
    assert user.check_password(CHOSEN)


@pytest.mark.parametrize("weak", ["password", "short phrase", "passwordpassword1"[:14]])
def test_a_weak_password_is_refused(weak: str, client: Client, administrator: User) -> None:
    user = add_user(client)
    assert choose(Client(), link_in_mail(), weak).status_code == 200  # type: ignore[attr-defined]
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_link_ends_after_three_days(client: Client, administrator: User) -> None:
    add_user(client)
    Invitation.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link_in_mail(), follow=True).status_code == 410


def test_a_link_of_somebody_switched_off_opens_nothing(client: Client, administrator: User) -> None:
    user = add_user(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Client().get(link_in_mail(), follow=True).status_code == 410


def test_a_link_opens_nothing_once_there_is_a_password(client: Client, administrator: User) -> None:
    user = add_user(client)
    link, browser = link_in_mail(), Client()
    browser.get(link)
    user.set_password(PASSWORD)
    user.save()
    assert Client().get(link, follow=True).status_code == 410
    sent = {"password1": CHOSEN, "password2": CHOSEN}
    assert browser.post("/account/invitation/", sent).status_code == 410
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_link_that_opens_nothing_ends_no_log_in(client: Client, administrator: User) -> None:
    assert client.get("/account/invitation/nonsense/").status_code == 410
    assert is_in(client)


def test_a_new_invitation_ends_the_older_one(client: Client, administrator: User) -> None:
    user = add_user(client)
    old = link_in_mail()
    assert client.post(reverse("accounts_invite", args=[user.pk])).status_code == 302
    assert Client().get(old, follow=True).status_code == 410
    assert Client().get(link_in_mail(), follow=True).status_code == 200


def test_whoever_has_a_password_is_not_invited_again(client: Client, administrator: User) -> None:
    user = person(username="there-already")
    mail.outbox.clear()
    client.post(reverse("accounts_invite", args=[user.pk]))
    assert not mail.outbox


def test_the_database_holds_no_link(client: Client, administrator: User) -> None:
    add_user(client)
    token = link_in_mail().split("/")[3]
    assert token not in str(list(Invitation.objects.values()))


def test_a_new_password_by_mail_needs_no_account_to_exist_to_look_the_same(client: Client) -> None:
    user = person()
    for address, letters in ((user.email, 1), ("nobody@example.org", 1)):
        answer = client.post("/account/password/reset/", {"email": address})
        assert answer["Location"] == "/account/password/reset/sent/"
        assert len(mail.outbox) == letters
    found = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[0].body)
    assert found
    form = client.get(found[1])["Location"]
    client.post(form, {"password1": CHOSEN, "password2": CHOSEN})
    give_password(client, user, CHOSEN)
    assert is_in(client)
    assert Client().get(found[1]).context["token_fail"]
