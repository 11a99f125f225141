"""What every answer to a contributor carries, and what it costs."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.keys import hash_of, new_token
from draftcomments.access import SESSION_KEY
from draftcomments.codes import code_from
from draftcomments.limits import MOST_WRONG_TRIES
from draftcomments.models import AccessLink
from draftcomments.models.rounds import IN_DANGER
from tests.draftcomments.entering.doors import (
    CODE,
    ENTER,
    FINISHED,
    TITLE,
    WITHDRAWN,
    address_of,
    home_of,
)
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    client_of,
)
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db
ALWAYS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
}


def test_every_answer_is_kept_by_nobody_and_found_by_nobody(
    link: AccessLink, secret: str, code_link: AccessLink
) -> None:
    inside = client_of(link.contributor)
    strict = Visitor()
    revoked = new_token()
    AccessLinkFactory(secret=revoked, revoked_at=timezone.now())
    answers = [
        Client().get(ENTER),
        Client().head(ENTER),
        Client().put(ENTER),
        Client().post(ENTER, {"code": ""}),
        Client().post(ENTER, {"code": CODE}),
        strict.post(ENTER, {"code": CODE}),
        Client().get(address_of(secret)),
        Client().head(address_of(secret)),
        Client().post(address_of(secret)),
        Client().get(address_of(secret).rstrip("/")),
        Client().get(address_of(new_token())),
        Client().get(address_of(revoked)),
        Client().get("/have-your-say/no/such/page/"),
        Client().get("/have-your-say"),
        Client().get(FINISHED),
        Client().post(FINISHED),
        Client().get(WITHDRAWN),
        Client().get(home_of(link)),
        Client().post(home_of(link), {"words": "x"}),
        inside.get(home_of(link)),
        inside.head(home_of(link)),
        inside.delete(home_of(link)),
        inside.get(home_of(link, "choices/")),
        inside.post(home_of(link, "choices/"), {"language": "?"}),
        inside.get(home_of(link, "withdraw/")),
        inside.post(home_of(link, "finish/")),
    ]
    statuses = {answer.status_code for answer in answers}
    assert statuses >= {200, 301, 303, 403, 404, 405, 410, 422}
    for answer in answers:
        if answer.wsgi_request.path == "/have-your-say":
            continue
        where = (answer.wsgi_request.path, answer.status_code)
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, where
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], where


def test_a_failure_of_ours_carries_the_headers_too(link: AccessLink, settings: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    settings.SESSION_CACHE_ALIAS = "no-such-cache"
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    answer = client.get(home_of(link))
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_cookies_are_for_the_server_alone_and_survive_arrival_from_a_message(
    link: AccessLink, secret: str
) -> None:
    cookie = Client().get(address_of(secret)).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_nothing_comes_from_elsewhere_and_nothing_needs_a_script(
    link: AccessLink, secret: str
) -> None:
    content = Client().get(address_of(secret), follow=True).content.decode()
    assert not re.search(r'(?:src|action)="(?:https?:)?//', content)
    assert not re.search(r'<link[^>]+href="(?:https?:)?//', content)


def test_the_title_of_the_window_does_not_name_the_draft(link: AccessLink) -> None:
    client = client_of(link.contributor)
    for rest in ("", "choices/", "withdraw/"):
        content = client.get(home_of(link, rest)).content.decode()
        title = re.search(r"<title>(.*?)</title>", content)
        assert title
        assert TITLE not in title[1]


def test_every_page_says_who_asks_who_somebody_is_and_where_to_get_help(
    link: AccessLink,
) -> None:
    round, client = link.contributor.round, client_of(link.contributor)
    for rest in ("", "choices/", "withdraw/"):
        page = client.get(home_of(link, rest)).content
        words = text_of(page)
        assert f"You are {link.contributor.pseudonym} here" in words
        assert "Nobody watches this page day and night" in words
        assert "call 999" in words
        assert round.contact_line in words
        assert f'action="{home_of(link, "finish/")}"' in page.decode()


def test_where_nobody_was_let_in_it_still_says_whom_to_call(
    link: AccessLink, code_link: AccessLink
) -> None:
    revoked = new_token()
    AccessLinkFactory(secret=revoked, revoked_at=timezone.now())
    pages = [Client().get(at) for at in (FINISHED, WITHDRAWN, address_of(revoked))]
    pages += [Client().get(address_of(new_token())), Client().get(home_of(link))]
    for _ in range(MOST_WRONG_TRIES + 1):
        waiting = Client().post(ENTER, {"code": code_from(b"no such code")})
    assert waiting.status_code == 429
    for answer in [*pages, waiting]:
        assert IN_DANGER in text_of(answer.content)


# Counts


def queries(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("items", [3, 200])
def test_pages_take_a_fixed_number_of_queries(link: AccessLink, items: int) -> None:
    round = link.contributor.round
    RoundFactory(page=round.page, number=2)
    ItemFactory.create_batch(items, contributor=link.contributor)
    client = client_of(link.contributor)
    counted = {rest: queries(client, home_of(link, rest)) for rest in ("", "choices/", "withdraw/")}
    assert counted == {"": 2, "choices/": 4, "withdraw/": 2}


def test_opening_a_link_takes_few_queries(link: AccessLink, secret: str) -> None:
    client = Client()
    client.get(address_of(secret))
    with CaptureQueriesContext(connection) as seen:
        client.get(address_of(secret))
    # The link is one of them. The rest is the session: read, stored anew, the old one taken away.
    assert len([query for query in seen if "SAVEPOINT" not in query["sql"]]) <= 7


def test_the_frozen_copy_is_not_read_where_it_is_not_shown(link: AccessLink) -> None:
    client = client_of(link.contributor)
    client.get(home_of(link))
    with CaptureQueriesContext(connection) as seen:
        client.get(home_of(link))
    assert not [query for query in seen if '"content"' in query["sql"]]


def test_sessions_hold_numbers_and_no_words(link: AccessLink, secret: str) -> None:
    visitor = Client()
    visitor.get(address_of(secret))
    assert dict(visitor.session) == {SESSION_KEY: {str(link.contributor.round.public_id): link.pk}}
    call_command("clearsessions")
    assert Session.objects.count() == 1


def test_what_is_stored_of_a_link_is_its_hash(link: AccessLink, secret: str) -> None:
    assert link.token_hash == hash_of(secret)


def test_a_person_of_another_link_of_the_same_round_takes_over_the_device(
    link: AccessLink, secret: str
) -> None:
    other_secret = new_token()
    other = ContributorFactory(round=link.contributor.round)
    AccessLinkFactory(contributor=other, secret=other_secret)
    visitor = Client()
    visitor.get(address_of(secret))
    page = visitor.get(address_of(other_secret), follow=True)
    assert f"You are {other.pseudonym} here" in text_of(page.content)
