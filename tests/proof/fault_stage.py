"""Prepares a site for `tests.proof.faults`: links into a round, an editor who is logged in. Prints JSON."""

import json
import sys
import time
from collections.abc import Iterator

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import AbstractUser  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.sessions import BEGAN, SEEN  # noqa: E402
from tests.bench.comment_round import open_links  # noqa: E402

LINKS = 400
PEOPLE = 40
PAGE = "glossary"
RESETS = ("account_reset_password", "wagtailadmin_password_reset")


def reset_address() -> str:
    for name in RESETS:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    raise LookupError("Nobody can ask for a new password.")


def editors() -> Iterator[AbstractUser]:
    """People who may ask for a new password; all may edit."""
    for number in range(PEOPLE):
        user = get_user_model()(
            username=f"fault-editor-{number}",
            email=f"editor.{number}.of.a.test@example.org",
            is_superuser=True,
            is_staff=True,
        )
        user.set_password("a password for one test only")
        user.save()
        yield user


def main() -> None:
    links = open_links(LINKS)
    users = list(editors())
    client = Client()
    client.force_login(users[0])
    session = client.session
    session[BEGAN] = session[SEEN] = int(time.time())
    session.save()
    page = Page.objects.live().filter(depth=3).exclude(slug="about").order_by("numchild", "-pk")[0]
    told = {
        "links": links,
        "session": session.session_key,
        "page": page.pk,
        "reset": reset_address(),
        "emails": [user.email for user in users],
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
