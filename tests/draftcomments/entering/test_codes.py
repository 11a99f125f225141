"""Getting in by a code that somebody reads from paper."""

import io
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from content.keys import new_token
from draftcomments.codes import code_from, on_paper
from draftcomments.limits import MANY_FROM_ALL, MOST_WRONG_TRIES
from draftcomments.models import AccessLink
from tests.draftcomments.entering.doors import (
    CODE,
    ENDINGS,
    ENTER,
    address_of,
    every_table,
    home_of,
    sessions_read,
)
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import AccessLinkFactory
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        on_paper(CODE),
        on_paper(CODE).lower(),
        " ".join(CODE.lower()),
        CODE.replace("0", "O").replace("1", "I"),
        CODE.lower().replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_opens_the_round_however_it_is_typed(code_link: AccessLink, typed: str) -> None:
    visitor = Visitor()
    visitor.get(ENTER)
    answer = visitor.send(ENTER, {"code": typed})
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(code_link))
    assert visitor.get(home_of(code_link)).status_code == 200


def test_a_code_opens_nothing_as_an_address_and_a_link_nothing_as_a_code(
    code_link: AccessLink, link: AccessLink, secret: str
) -> None:
    assert Client().get(address_of(CODE)).status_code == 404
    assert Client().post(ENTER, {"code": secret}).status_code == 422
    short = code_from(b"a link as short as a code")
    AccessLinkFactory(secret=short)
    assert Client().post(ENTER, {"code": short}).status_code == 422


@pytest.mark.parametrize("ending", ENDINGS, ids=["revoked", "expired"])
def test_a_code_that_has_ended_says_so_and_counts_as_no_wrong_try(
    code_link: AccessLink, ending: dict[str, Any]
) -> None:
    AccessLink.objects.update(**ending)
    for _ in range(MOST_WRONG_TRIES + 1):
        answer = Client().post(ENTER, {"code": CODE})
        assert answer.status_code == 410
    assert code_link.contributor.round.contact_line in text_of(answer.content)


@pytest.mark.parametrize("typed", ["", "   ", "K7QM", "U" * 12, "x" * 200, "\x00" * 12])
def test_what_is_no_code_is_explained_and_counts_as_no_wrong_try(
    code_link: AccessLink, typed: str
) -> None:
    for _ in range(MOST_WRONG_TRIES + 1):
        answer = Client().post(ENTER, {"code": typed})
        assert answer.status_code == 422
    assert b"nhsuk-error-summary" in answer.content
    assert Client().post(ENTER, {"code": CODE}).status_code == 303


def test_after_five_wrong_codes_only_wrong_ones_are_asked_to_wait(
    code_link: AccessLink, link: AccessLink, secret: str
) -> None:
    wrong = [code_from(f"wrong {number} wrong".encode()) for number in range(2 * MOST_WRONG_TRIES)]
    answers = [Client().post(ENTER, {"code": code}) for code in wrong]
    given = [answer.status_code for answer in answers]
    assert given == [422] * MOST_WRONG_TRIES + [429] * MOST_WRONG_TRIES
    words = text_of(answers[-1].content)
    assert "Please do not guess for 15 minutes" in words
    assert "A right code works at once" in words
    assert Client().get(address_of(secret)).status_code == 303
    for typed in (CODE, on_paper(CODE)):
        assert Client().post(ENTER, {"code": typed}).status_code == 303
    elsewhere = Client().post(ENTER, {"code": wrong[0]}, REMOTE_ADDR="203.0.113.8")
    assert elsewhere.status_code == 422


def test_wrong_codes_beyond_the_limit_still_raise_the_alarm(
    code_link: AccessLink, log_lines: io.StringIO
) -> None:
    for _ in range(MANY_FROM_ALL):
        Client().post(ENTER, {"code": code_from(b"no such code")})
    assert log_lines.getvalue().count("100 wrong codes were tried in 15 minutes") == 1


def test_right_codes_are_never_counted(code_link: AccessLink) -> None:
    for _ in range(3 * MOST_WRONG_TRIES):
        assert Client().post(ENTER, {"code": CODE}).status_code == 303


def test_links_are_never_counted(link: AccessLink, code_link: AccessLink, secret: str) -> None:
    for _ in range(3 * MOST_WRONG_TRIES):
        assert Client().get(address_of(new_token())).status_code == 404
    assert Client().get(address_of(secret)).status_code == 303
    assert Client().post(ENTER, {"code": CODE}).status_code == 303


def test_a_code_works_while_the_cache_is_down(code_link: AccessLink, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    # Brand and menu are read through the cache as well: ask for no page, only for the answer.
    assert Client().post(ENTER, {"code": CODE}).status_code == 303


def test_a_code_from_no_page_of_ours_lets_nobody_in_and_stays_in_its_box(
    code_link: AccessLink,
) -> None:
    visitor = Visitor()
    answer = visitor.post(ENTER, {"code": on_paper(CODE)})
    assert answer.status_code == 403
    assert on_paper(CODE) in answer.content.decode()
    assert not Session.objects.exists()
    assert visitor.send(ENTER, {"code": on_paper(CODE)}).status_code == 303


def test_a_code_is_in_no_table_and_no_log_line(
    code_link: AccessLink, log_lines: io.StringIO
) -> None:
    Client().post(ENTER, {"code": on_paper(CODE)}, follow=True)
    for shape in (CODE, on_paper(CODE)):
        assert shape not in every_table()
        assert shape not in sessions_read()
        assert shape not in log_lines.getvalue()
