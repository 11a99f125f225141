"""Whether readers find a page useful: what is counted, what is kept, and what never is."""

import logging
from datetime import timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from content.keys import new_token
from guidance.urls import urlpatterns
from pages.models import HomePage, PageOpinions, PageRemark, StandardPage
from pages.opinions import RECORDS, is_public_address
from pages.useful import MOST_IN_AN_HOUR
from tests.designsystem.markup import find
from tests.factories.accounts import UserFactory
from tests.factories.framework import (
    MeasureFactory,
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.guidance import FrameworkIndexPageFactory
from tests.factories.pages import StandardPageFactory
from tests.factories.strategies import ElementFactory, StrategyFactory

pytestmark = pytest.mark.django_db
USEFUL = "/useful/"
THANKS = "/useful/thanks/"
WORDS = "The second step is hard to follow."


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    return StandardPageFactory(parent=home_page, title="Asking people", slug="asking")


def answer(client: Client, address: str = "/asking/", useful: str = "yes", **headers: str) -> Any:
    return client.post(USEFUL, {"address": address, "useful": useful}, headers=headers)


def remark(client: Client, words: str = WORDS, key: str = "", **fields: str) -> Any:
    sent = {"address": "/asking/", "useful": "no", "words": words, "key": key, **fields}
    return client.post(THANKS, sent)


def counts() -> list[tuple[str, int, int]]:
    return list(PageOpinions.objects.values_list("address", "useful", "not_useful"))


def words_kept() -> list[str]:
    return list(PageRemark.objects.values_list("words", flat=True))


def nothing_is_kept() -> bool:
    return not PageOpinions.objects.exists() and not PageRemark.objects.exists()


def test_a_page_asks_and_the_answer_is_counted_by_the_day(
    client: Client, page: StandardPage
) -> None:
    html = client.get("/asking/").content.decode()
    assert "Is this page useful?" in html
    assert 'name="address" value="/asking/"' in html
    for useful in ("yes", "yes", "no"):
        assert answer(client, useful=useful).status_code == 303
    assert counts() == [("/asking/", 2, 1)]
    assert PageOpinions.objects.get().day == timezone.localdate()


def test_an_answer_leads_to_thanks_and_one_box(client: Client, page: StandardPage) -> None:
    sent = answer(client)
    thanks = client.get(sent["Location"])
    html = thanks.content.decode()
    assert "<h1>Thank you</h1>" in html
    assert len(find(html, "textarea")) == 1
    assert "Do not write anything about your health" in html
    assert '<a href="/asking/">' in html
    for each in (sent, thanks):
        assert each["Cache-Control"] in {"no-store", "private, no-store"}


def test_the_page_of_thanks_can_be_opened_again(client: Client, page: StandardPage) -> None:
    address = answer(client)["Location"]
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert counts() == [("/asking/", 1, 0)]


def test_a_remark_is_kept_once_however_often_it_is_sent(client: Client, page: StandardPage) -> None:
    key = new_token()
    for _ in range(2):
        assert remark(client, key=key).status_code == 303
    kept = PageRemark.objects.get()
    assert (kept.address, kept.was_useful, kept.words) == ("/asking/", False, WORDS)
    assert kept.day == timezone.localdate()
    said = client.get(remark(client, key=key)["Location"]).content.decode()
    assert "<h1>Thank you</h1>" in said
    assert "<textarea" not in said


def test_an_empty_remark_is_no_remark(client: Client, page: StandardPage) -> None:
    assert remark(client, "  \x00 ").status_code == 303
    assert nothing_is_kept()


def test_words_that_are_too_long_come_back(client: Client, page: StandardPage) -> None:
    key, words = new_token(), "long " * 1000
    sent = remark(client, words, key=key)
    html = sent.content.decode()
    assert sent.status_code == 422
    assert words.strip() in html
    assert "<title>Error: Thank you" in html
    assert html.count("must be 1,000 characters or fewer") == 2
    assert f'value="{key}"' in html
    assert nothing_is_kept()


def test_a_character_that_no_database_takes_is_left_out(client: Client, page: StandardPage) -> None:
    assert remark(client, "Too\x00 long").status_code == 303
    assert words_kept() == ["Too long"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_other_sites_cannot_answer(
    client: Client, page: StandardPage, headers: dict[str, str]
) -> None:
    assert answer(client, **headers).status_code == 403
    sent = client.post(
        THANKS, {"address": "/asking/", "useful": "no", "words": WORDS}, headers=headers
    )
    assert sent.status_code == 403
    assert WORDS not in sent.content.decode()
    assert nothing_is_kept()


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}]
)
def test_a_form_of_ours_is_taken(
    client: Client, page: StandardPage, headers: dict[str, str]
) -> None:
    assert answer(client, **headers).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "",
        "asking",
        "/no-such-page/",
        "/asking",
        "/asking/?q=my+illness",
        "/asking/#part",
        "//elsewhere.example/",
        "https://elsewhere.example/",
        "/admin/",
        "/admin/login/",
        "/search/",
        "/livez",
        "/useful/",
        "/sitemap.xml",
        "/strategies/no-such-strategy/",
        "/framework/statements/no-such-statement/",
        f"/self-check/{'k' * 43}/",
        f"/self-check/{'k' * 43}/check/",
        f"/have-your-say/l/{'k' * 43}/",
        "/asking/\x00",
        "/asking/\n/",
        f"/{'a' * 600}/",
    ],
)
def test_what_is_no_public_page_is_never_stored(
    client: Client, page: StandardPage, address: str
) -> None:
    assert answer(client, address).status_code == 400
    assert remark(client, address=address).status_code == 400
    assert nothing_is_kept()
    opened = client.get(f"{THANKS}?{urlencode({'address': address, 'useful': 'yes'})}")
    assert opened.status_code == 200
    assert "kkkk" not in opened.content.decode()
    assert "elsewhere" not in opened.content.decode()


@pytest.mark.parametrize("useful", ["", "maybe", "yes\x00"])
def test_an_answer_is_yes_or_no(client: Client, page: StandardPage, useful: str) -> None:
    assert answer(client, useful=useful).status_code == 400
    assert nothing_is_kept()


def test_pages_that_are_not_public_are_not_counted(client: Client, page: StandardPage) -> None:
    page.view_restrictions.create(restriction_type="login")
    assert not is_public_address("/asking/")
    page.view_restrictions.all().delete()
    assert is_public_address("/asking/")
    page.unpublish()
    assert answer(client).status_code == 400


@pytest.fixture
def records(home_page: HomePage) -> None:
    """One record of each kind that has a page, and a statement that is retired."""
    level = four_levels()[0]
    part = SubPhaseFactory(phase=PhaseFactory(identifier="check", name="Check", number=1))
    StatementFactory(sub_phase=part, level=level, identifier="in-use")
    StatementFactory(
        sub_phase=part, level=level, identifier="retired", retired_on=timezone.localdate()
    )
    FrameworkIndexPageFactory(parent=home_page)
    MeasureFactory(identifier="reached")
    ElementFactory(strategy=StrategyFactory(identifier="a-plan"), identifier="hear")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/framework/",
        "/framework/print/",
        "/framework/statements/in-use/",
        "/framework/statements/retired/",
        "/measures/choose/",
        "/measures/reached/",
        "/strategies/a-plan/",
        "/strategies/a-plan/hear/",
        "/strategies/cross-walk/",
    ],
)
def test_every_page_that_asks_takes_its_answer(client: Client, address: str) -> None:
    assert f'name="address" value="{address}"' in client.get(address).content.decode()
    assert answer(client, address).status_code == 303
    assert counts() == [(address, 1, 0)]


def test_every_kind_of_address_of_records_is_asked_about_or_is_a_file() -> None:
    """A new page of a record must say where its records are."""
    asked = {f"guidance:{pattern.name}" for pattern in urlpatterns if pattern.pattern.converters}
    assert asked - {"guidance:cross-walk-file", "guidance:download"} == set(RECORDS)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "address", ["/measures/none/", "/strategies/a-plan/none/", "/strategies/cross-walk/xlsx/"]
)
def test_a_record_that_is_not_there_and_a_file_take_no_answer(client: Client, address: str) -> None:
    assert answer(client, address).status_code == 400
    assert nothing_is_kept()


@pytest.mark.parametrize(
    "address", ["/search/?q=trust", "/no-such-page/", "/strategies/none/", "/have-your-say/"]
)
def test_forms_and_errors_are_not_asked_about(
    client: Client, home_page: HomePage, address: str
) -> None:
    assert "Is this page useful?" not in client.get(address).content.decode()


def test_a_preview_is_not_asked_about(editor_client: Client, page: StandardPage) -> None:
    page.save_revision()
    draft = editor_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Asking people" in draft.content.decode()
    assert "Is this page useful?" not in draft.content.decode()


@pytest.mark.parametrize("address", [USEFUL, THANKS])
def test_opening_an_address_does_nothing(client: Client, page: StandardPage, address: str) -> None:
    assert client.get(address).status_code in {200, 302}
    assert client.head(address).status_code in {200, 302}
    assert client.put(address).status_code == 405
    assert nothing_is_kept()


def test_no_cookie_is_set_and_none_is_needed(client: Client, page: StandardPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    for each in (strict.get("/asking/"), answer(strict), remark(strict), strict.get(USEFUL)):
        assert not each.cookies
    assert counts() == [("/asking/", 1, 0)]
    assert words_kept() == [WORDS]


def test_thirty_answers_in_an_hour_are_enough(client: Client, page: StandardPage) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        assert answer(client).status_code == 303
    refused = answer(client)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert "Thank you for all your answers" in refused.content.decode()
    assert counts() == [("/asking/", MOST_IN_AN_HOUR, 0)]
    other = client.post(USEFUL, {"address": "/asking/", "useful": "no"}, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 303


def test_thirty_remarks_in_an_hour_are_enough(client: Client, page: StandardPage) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        assert remark(client).status_code == 303
    assert remark(client).status_code == 429
    assert len(words_kept()) == MOST_IN_AN_HOUR


def test_answers_are_taken_while_the_cache_is_down(page: StandardPage, settings: Any) -> None:
    """Whoever is limited by it: what the frame of a page needs of the cache is another matter."""
    settings.CACHES = {
        "default": {
            "BACKEND": "operations.fail_open_redis.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert answer(Client()).status_code == 303
    assert remark(Client()).status_code == 303
    assert words_kept() == [WORDS]


def test_nothing_that_is_written_reaches_the_logs(
    client: Client, page: StandardPage, caplog: Any
) -> None:
    secret = f"/self-check/{'k' * 43}/"
    with caplog.at_level(logging.DEBUG):
        remark(client, WORDS)
        remark(client, "long " * 1000)
        answer(client, secret)
        remark(client, address=secret)
    written = [record for record in caplog.records if not record.name.startswith("django.db")]
    text = " ".join(record.getMessage() for record in written)
    assert "second step" not in text
    assert "long long" not in text
    assert "kkkk" not in text


def test_what_is_kept_says_nothing_of_who_it_was() -> None:
    kept = {field.name for model in (PageOpinions, PageRemark) for field in model._meta.fields}
    assert kept == {
        *("id", "address", "day", "useful", "not_useful"),
        *("was_useful", "words", "submit_key"),
    }


@pytest.fixture
def old_and_new(db: None) -> None:
    """Opinions of a year ago, of the day before that, and of now."""
    today = timezone.localdate()
    for days in (0, 365, 366):
        day = today - timedelta(days=days)
        PageOpinions.objects.create(address="/asking/", day=day, useful=1)
        PageRemark.objects.create(
            address="/asking/", day=day, was_useful=True, words="Words", submit_key=str(days)
        )


@pytest.mark.usefixtures("old_and_new")
def test_what_is_older_than_a_year_is_deleted() -> None:
    out = StringIO()
    call_command("prune_opinions", dry_run=True, stdout=out)
    assert "Due: counts 1, remarks 1. Nothing was deleted." in out.getvalue()
    assert PageRemark.objects.count() == 3
    call_command("prune_opinions", stdout=out)
    assert "Deleted: counts 1, remarks 1." in out.getvalue()
    assert (PageOpinions.objects.count(), PageRemark.objects.count()) == (2, 2)


def counted(days_ago: int, useful: int, not_useful: int, address: str = "/asking/") -> None:
    PageOpinions.objects.create(
        address=address,
        day=timezone.localdate() - timedelta(days=days_ago),
        useful=useful,
        not_useful=not_useful,
    )


def test_the_report_shows_pages_with_their_trend(editor_client: Client, page: StandardPage) -> None:
    counted(0, 3, 1)
    counted(29, 5, 1)
    counted(30, 1, 4)
    counted(59, 1, 4)
    counted(60, 100, 100)
    counted(0, 1, 0, "/other/")
    remark(editor_client)
    report = editor_client.get(reverse("opinion_report"))
    first, second = report.context["object_list"]
    assert first == {
        "address": "/asking/",
        "useful_now": 8,
        "not_useful_now": 2,
        "useful_before": 2,
        "not_useful_before": 8,
        "remarks": 1,
        "trend": "Up: 80% useful, from 20%",
    }
    assert (second["address"], second["trend"]) == ("/other/", "Too few to tell")
    assert "Up: 80% useful, from 20%" in report.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_report_is_a_file_too(editor_client: Client, page: StandardPage, form: str) -> None:
    counted(0, 8, 2)
    sent = editor_client.get(reverse("opinion_report"), {"export": form})
    content = b"".join(sent.streaming_content) if sent.streaming else sent.content
    assert sent.status_code == 200
    if form == "csv":
        assert content.decode("utf-8-sig").splitlines()[1] == "/asking/,8,2,0,0,Too few to tell,0"


def test_remarks_are_taken_away_without_what_a_spreadsheet_would_run(
    editor_client: Client, page: StandardPage
) -> None:
    PageRemark.objects.create(address="/asking/", was_useful=False, words="=1+1", submit_key="one")
    sent = editor_client.get(reverse("page_remarks:index"), {"export": "csv"})
    assert b"'=1+1" in b"".join(sent.streaming_content)


def test_remarks_can_be_read_filtered_and_deleted(
    editor_client: Client, page: StandardPage
) -> None:
    remark(editor_client)
    listing = reverse("page_remarks:index")
    assert WORDS in editor_client.get(listing, {"address": "/asking/"}).content.decode()
    assert WORDS not in editor_client.get(listing, {"address": "/other/"}).content.decode()
    kept = PageRemark.objects.get()
    assert editor_client.get(reverse("page_remarks:add")).status_code == 302
    assert editor_client.get(reverse("page_remarks:edit", args=[kept.pk])).status_code == 302
    editor_client.post(reverse("page_remarks:delete", args=[kept.pk]))
    assert words_kept() == []


@pytest.mark.parametrize("name", ["opinion_report", "page_remarks:index"])
def test_who_works_on_pages_may_look_and_nobody_else(
    client: Client, page: StandardPage, name: str
) -> None:
    team = Group.objects.create(name="Team")
    team.permissions.add(Permission.objects.get(codename="access_admin"))
    user = UserFactory()
    user.groups.add(team)
    client.force_login(user)
    assert client.get(reverse(name)).status_code == 302
    GroupPagePermission.objects.create(group=team, page=page, permission_type="change")
    assert client.get(reverse(name)).status_code == 200
