"""Getting in by a link or a code, being kept out, and going away."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.redaction import RedactSecretLinks
from content.keys import hash_of, new_token
from draftcomments.access import SESSION_KEY
from draftcomments.codes import code_from, on_paper
from draftcomments.enums import LinkKind, RoundStatus
from draftcomments.limits import MANY_FROM_ALL, MOST_WRONG_TRIES
from draftcomments.models import AccessLink, ConsentEvent, Contributor, Item
from draftcomments.models.rounds import IN_DANGER
from tests.draftcomments.visits import Visitor
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    client_of,
)
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db
ENTER = "/have-your-say/"
FINISHED = "/have-your-say/finished/"
WITHDRAWN = "/have-your-say/withdrawn/"
CODE = code_from(b"twelve bytes")
TITLE = "A draft about bitterns"
ALWAYS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
}
DAY = timedelta(days=1)


@pytest.fixture
def secret() -> str:
    return "aB3_" + new_token()[4:]


@pytest.fixture
def link(secret: str) -> AccessLink:
    made: AccessLink = AccessLinkFactory(secret=secret, contributor__round__page_title=TITLE)
    return made


@pytest.fixture
def code_link() -> AccessLink:
    made: AccessLink = AccessLinkFactory(secret=CODE, kind=LinkKind.CODE)
    return made


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the handler of the settings would write."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.addFilter(RedactSecretLinks())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def address_of(secret: str) -> str:
    return f"/have-your-say/l/{secret}/"


def home_of(link: AccessLink, rest: str = "") -> str:
    return f"/have-your-say/{link.contributor.round.public_id}/{rest}"


def every_table() -> str:
    """All that the database holds, as text."""
    rows: list[Any] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += cursor.fetchall()
    return repr(rows)


def sessions_read() -> str:
    return repr([session.get_decoded() for session in Session.objects.all()])


# Links


def test_a_link_leads_to_an_address_without_the_token(link: AccessLink, secret: str) -> None:
    answer = Client().get(address_of(secret))
    assert answer.status_code == 303
    assert answer.headers["Location"] == home_of(link)
    assert answer.content == b""


def test_the_token_is_in_no_table_no_body_and_no_log_line(
    link: AccessLink, secret: str, log_lines: io.StringIO
) -> None:
    visitor = Visitor()
    answers = [
        visitor.get(address_of(secret), follow=True),
        visitor.get(address_of(secret).rstrip("/")),
        visitor.get(address_of(secret) + "more/"),
        visitor.get(address_of(secret[:-1])),
        visitor.post(address_of(secret)),
        visitor.get(home_of(link, "choices/"), follow=True),
        visitor.get(home_of(link, "withdraw/")),
    ]
    for part in (secret, secret[:-1]):
        assert all(part not in answer.content.decode() for answer in answers)
        assert part not in every_table()
        assert part not in sessions_read()
        assert part not in log_lines.getvalue()
    assert "/have-your-say/l/[secret]" in log_lines.getvalue()


def test_a_link_that_is_wrong_truncated_or_upper_cased_is_one_and_the_same_not_found(
    link: AccessLink, secret: str
) -> None:
    wrong = [new_token(), secret[:-1], secret.upper(), secret.lower(), "x", f"{secret}%00"]
    answers = [Client().get(address_of(each)) for each in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert not Session.objects.exists()


def test_a_page_without_a_session_tells_nothing_of_which_rounds_there_are(
    link: AccessLink,
) -> None:
    unknown = "/have-your-say/00000000-0000-4000-8000-000000000000/"
    for rest in ("", "choices/", "withdraw/"):
        there, not_there = Client().get(home_of(link, rest)), Client().get(unknown + rest)
        assert there.status_code == not_there.status_code == 404
        assert there.content == not_there.content


ENDINGS: list[dict[str, Any]] = [
    {"revoked_at": timezone.now()},
    {"expires_on": timezone.localdate() - DAY},
]


@pytest.mark.parametrize("ending", ENDINGS, ids=["revoked", "expired"])
def test_a_link_that_has_ended_says_so_kindly_and_whom_to_ask(
    link: AccessLink, secret: str, ending: dict[str, Any]
) -> None:
    AccessLink.objects.update(**ending)
    answer = Client().get(address_of(secret))
    assert answer.status_code == 410
    assert link.contributor.round.contact_line in text_of(answer.content)
    assert TITLE not in text_of(answer.content)
    assert not Session.objects.exists()


@pytest.mark.parametrize("ending", ENDINGS, ids=["revoked", "expired"])
def test_a_link_that_ends_ends_every_session_of_it_with_the_next_request(
    link: AccessLink, secret: str, ending: dict[str, Any]
) -> None:
    visitor = Visitor()
    assert visitor.get(address_of(secret), follow=True).status_code == 200
    AccessLink.objects.update(**ending)
    for rest in ("", "choices/", "withdraw/"):
        answer = visitor.get(home_of(link, rest))
        assert answer.status_code == 410
        assert TITLE not in text_of(answer.content)
        assert link.contributor.round.contact_line in text_of(answer.content)


def test_a_link_works_on_its_last_day(link: AccessLink, secret: str) -> None:
    AccessLink.objects.update(expires_on=timezone.localdate())
    assert Client().get(address_of(secret)).status_code == 303


def test_opening_a_link_by_get_changes_nothing_but_the_session_and_the_day(
    link: AccessLink, secret: str
) -> None:
    Contributor.objects.update(started_at=None)
    before = Contributor.objects.values().get()
    consents = list(ConsentEvent.objects.values())
    Client().get(address_of(secret), follow=True)
    link.refresh_from_db()
    assert link.last_used_on == timezone.localdate()
    assert Contributor.objects.values().get() == before
    assert list(ConsentEvent.objects.values()) == consents


def test_head_answers_alike_and_changes_nothing_at_all(
    link: AccessLink, secret: str, django_assert_num_queries: Any
) -> None:
    visitor = Client()
    with django_assert_num_queries(1):
        answer = visitor.head(address_of(secret))
    link.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(link))
    assert link.last_used_on is None
    assert not Session.objects.exists()
    assert not answer.cookies
    assert visitor.head(home_of(link)).status_code == 404


def test_a_scanner_that_opened_the_link_first_takes_nothing_away(
    link: AccessLink, secret: str
) -> None:
    for _ in range(3):
        Client().get(address_of(secret))
    assert Client().get(address_of(secret), follow=True).status_code == 200


def test_opening_a_link_takes_a_new_session_number(link: AccessLink, secret: str) -> None:
    visitor = Client()
    visitor.get(address_of(secret))
    first = visitor.cookies["sessionid"].value
    visitor.get(address_of(secret))
    assert visitor.cookies["sessionid"].value != first
    assert Session.objects.count() == 1


def test_two_rounds_are_open_side_by_side(link: AccessLink, secret: str) -> None:
    other_secret = new_token()
    other = AccessLinkFactory(secret=other_secret)
    visitor = Client()
    visitor.get(address_of(secret))
    visitor.get(address_of(other_secret))
    assert visitor.get(home_of(link)).status_code == 200
    assert visitor.get(home_of(other)).status_code == 200


def test_a_link_for_one_round_opens_no_other(link: AccessLink, secret: str) -> None:
    other = AccessLinkFactory()
    visitor = Client()
    visitor.get(address_of(secret))
    assert visitor.get(home_of(other)).status_code == 404


def test_a_session_that_was_pointed_at_a_link_of_another_round_opens_nothing(
    link: AccessLink,
) -> None:
    other = AccessLinkFactory()
    visitor = Client()
    session = visitor.session
    session[SESSION_KEY] = {str(link.contributor.round.public_id): other.pk}
    session.save()
    assert visitor.get(home_of(link)).status_code == 404


# Codes


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
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
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


# Words that were sent without a session


def test_words_sent_without_a_session_come_back_and_one_press_sends_them_once_the_link_is_open(
    link: AccessLink, secret: str
) -> None:
    part = home_of(link, "part/summary/")
    visitor = Visitor()
    visitor.get(address_of(secret))
    page = visitor.get(part)
    key = re.search(r'name="submit_key" value="([^"]+)"', page.content.decode())
    assert key
    visitor.cookies.pop("sessionid")
    typed = {"words": "First line\nZażółć 👋🏽 <script>", "quote": "Ask early", "kind": "unclear"}
    sent = {**typed, "submit_key": key[1], "website": ""}
    answer = visitor.send(part, sent)
    assert answer.status_code == 403
    assert not Item.objects.exists()
    content = answer.content.decode()
    assert "First line\nZażółć 👋🏽 &lt;script&gt;</textarea>" in content
    assert f'action="{part}"' in content
    for name, value in (("kind", "unclear"), ("submit_key", key[1])):
        assert f'<input type="hidden" name="{name}" value="{value}">' in content
    again = visitor.form_token
    visitor.get(address_of(secret))
    visitor.form_token = again
    assert visitor.send(part, sent).status_code == 303
    item = Item.objects.get()
    assert (item.words, item.quote, item.kind) == (
        "First line\nZażółć 👋🏽 <script>",
        "Ask early",
        "unclear",
    )


def test_words_sent_after_the_link_has_ended_can_be_copied(link: AccessLink, secret: str) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret), follow=True)
    AccessLink.objects.update(revoked_at=timezone.now())
    answer = visitor.send(home_of(link, "part/summary/"), {"words": "Do not lose me"})
    assert answer.status_code == 410
    assert "Do not lose me</textarea>" in answer.content.decode()
    assert "readonly" in answer.content.decode()
    assert link.contributor.round.contact_line in text_of(answer.content)
    assert not Item.objects.exists()


def test_answers_to_questions_come_back_each_in_a_box_of_its_own(link: AccessLink) -> None:
    sent = {"words-1": "One", "words-2": "", "words-3": "Three"}
    answer = Visitor().post(home_of(link, "questions/"), sent)
    content = answer.content.decode()
    assert answer.status_code == 403
    for number, words in (("1", "One"), ("2", ""), ("3", "Three")):
        assert f"Your answer to question {number}</label>" in content
        assert re.search(rf'<textarea name="words-{number}"[^>]*>\s*{words}</textarea>', content)


def test_a_post_without_words_and_without_a_session_is_told_to_open_the_link(
    link: AccessLink,
) -> None:
    answer = Client().post(home_of(link, "choices/"), {"language": "en"})
    assert answer.status_code == 403
    assert b"Send again" not in answer.content


@pytest.mark.parametrize("rest", ["withdraw/", "choices/", ""])
def test_words_make_no_other_form_come_back_with_a_good_token(link: AccessLink, rest: str) -> None:
    """Another site sends them, without a cookie: one press on our page would do what it wants."""
    item = ItemFactory(contributor=link.contributor)
    places = [rest, "mine/", f"mine/{item.public_id}/delete/"]
    for place in places:
        answer = Visitor().post(home_of(link, place), {"words": "Press the button", "quote": "x"})
        assert answer.status_code == 403
        assert "Nothing was saved or changed" in text_of(answer.content)
        for part in ("Send again", "csrfmiddlewaretoken", "Press the button"):
            assert part not in answer.content.decode()


def test_an_ended_link_gives_words_back_only_where_people_write(link: AccessLink) -> None:
    client = client_of(link.contributor)
    AccessLink.objects.update(revoked_at=timezone.now())
    for rest, kept in (("withdraw/", False), ("choices/", False), ("part/summary/", True)):
        answer = client.post(home_of(link, rest), {"words": "Keep me"})
        assert answer.status_code == 410
        assert ("Keep me</textarea>" in answer.content.decode()) is kept


def test_of_a_lost_form_only_known_fields_are_sent_again(link: AccessLink) -> None:
    known = {"words": "One", "words-12": "Two", "quote": "q", "kind": "wrong", "language": "en"}
    known |= {"submit_key": "k", "version": "1", "website": ""}
    strange = {"words-x": "no", "words-": "no", "next": "no", "item": "no", "store_and_use": "on"}
    answer = Client().post(home_of(link, "part/summary/"), {**known, **strange})
    names = set(re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', answer.content.decode()))
    assert names == {*known, "csrfmiddlewaretoken"}


# Buttons that stood on no page of ours


def test_withdrawing_takes_a_form_of_ours(link: AccessLink, secret: str) -> None:
    ItemFactory(contributor=link.contributor)
    visitor = Visitor()
    visitor.get(address_of(secret), follow=True)
    answer = visitor.post(home_of(link, "withdraw/"))
    assert answer.status_code == 403
    assert "Please try again" in text_of(answer.content)
    assert Item.objects.alive().count() == 1
    visitor.get(home_of(link, "withdraw/"))
    assert visitor.send(home_of(link, "withdraw/")).status_code == 303
    assert not Item.objects.alive().exists()


def test_finishing_takes_a_form_of_ours(link: AccessLink, secret: str) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    assert visitor.post(home_of(link, "finish/")).status_code == 403
    assert visitor.get(home_of(link)).status_code == 200


# Going away


def test_i_have_finished_clears_the_device_and_the_link_opens_it_again(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    answer = visitor.send(home_of(link, "finish/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, FINISHED)
    for cookie in ("sessionid", "csrftoken"):
        assert answer.cookies[cookie].value == ""
        assert answer.cookies[cookie]["max-age"] == 0
    assert not Session.objects.exists()
    assert visitor.get(FINISHED).status_code == 200
    for rest in ("", "choices/", "mine/", "read/"):
        assert visitor.get(home_of(link, rest)).status_code == 404
    assert visitor.get(address_of(secret), follow=True).status_code == 200


def test_an_editor_who_looked_at_a_link_stays_logged_in(link: AccessLink, secret: str) -> None:
    editor = UserFactory(is_superuser=True)
    visitor = Visitor()
    visitor.force_login(editor)
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    answer = visitor.send(home_of(link, "finish/"))
    assert answer.status_code == 303
    assert "csrftoken" not in answer.cookies
    assert visitor.session["_auth_user_id"] == str(editor.pk)
    assert SESSION_KEY not in visitor.session
    assert visitor.get(home_of(link)).status_code == 404


def test_finishing_works_after_the_link_has_ended_and_without_a_session(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    visitor.get(home_of(link))
    AccessLink.objects.update(revoked_at=timezone.now())
    assert visitor.send(home_of(link, "finish/")).headers["Location"] == FINISHED
    assert not Session.objects.exists()
    visitor.get(ENTER)
    assert visitor.send(home_of(link, "finish/")).headers["Location"] == FINISHED


def test_the_address_of_finishing_leads_back_when_it_is_only_opened(
    link: AccessLink, secret: str
) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret))
    answer = visitor.get(home_of(link, "finish/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, home_of(link))
    assert visitor.get(home_of(link)).status_code == 200


@pytest.mark.parametrize("status", [RoundStatus.OPEN, RoundStatus.CLOSED, RoundStatus.ARCHIVED])
def test_everything_can_be_withdrawn_at_any_time_and_the_link_ends(
    link: AccessLink, secret: str, status: RoundStatus
) -> None:
    ItemFactory.create_batch(2, contributor=link.contributor, words="planted-secret")
    type(link.contributor.round).objects.update(status=status)
    visitor = Visitor()
    visitor.get(address_of(secret))
    assert "Take back everything" in text_of(visitor.get(home_of(link, "withdraw/")).content)
    assert Item.objects.alive().count() == 2
    answer = visitor.send(home_of(link, "withdraw/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, WITHDRAWN)
    assert "You have taken back everything" in text_of(visitor.get(WITHDRAWN).content)
    assert "planted-secret" not in every_table()
    assert Item.objects.count() == 2
    assert not Session.objects.exists()
    answer = visitor.get(address_of(secret))
    assert answer.status_code == 410
    words = text_of(answer.content)
    assert "You took back everything" in words
    assert link.contributor.round.contact_line in words
    assert "To see your comments" not in words


# What every answer carries


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
