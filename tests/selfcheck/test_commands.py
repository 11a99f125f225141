"""The commands: delete what has expired, load the questions, make the start page."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Site

from pages.models import HomePage
from selfcheck.models import Question, SelfCheck, SelfCheckStartPage
from tests.factories.selfcheck import SelfCheckFactory

pytestmark = pytest.mark.django_db


def run(command: str, **options: object) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def one_expired(db: None) -> None:
    SelfCheckFactory()
    SelfCheckFactory(expires_on=timezone.localdate() - timedelta(days=1))


def test_a_dry_run_counts_and_deletes_nothing(one_expired: None) -> None:
    said = run("delete_expired_self_checks", dry_run=True)
    assert said == "Expired self-checks: 1. Nothing was deleted."
    assert SelfCheck.objects.count() == 2


def test_a_run_deletes_what_has_expired_and_counts(one_expired: None) -> None:
    assert run("delete_expired_self_checks") == "Expired self-checks deleted: 1. Kept: 1."
    assert run("delete_expired_self_checks") == "Expired self-checks deleted: 0. Kept: 1."


def test_the_start_page_is_made_once_and_left_alone_after(home_page: HomePage) -> None:
    assert run("load_self_check").startswith("Self-check: made.")
    page = SelfCheckStartPage.objects.get()
    page.title = "Reworded by an editor"
    page.save_revision().publish()
    assert run("load_self_check", no_progress=True).startswith("Self-check: kept.")
    assert SelfCheckStartPage.objects.get().title == "Reworded by an editor"


def test_an_update_takes_the_content_file_again(home_page: HomePage) -> None:
    run("load_self_check")
    page = SelfCheckStartPage.objects.get()
    SelfCheckStartPage.objects.update(title="Reworded by an editor")
    assert run("load_self_check", update=True).startswith("Self-check: updated.")
    assert SelfCheckStartPage.objects.get().title == page.title


def test_the_questions_are_loaded_once(home_page: HomePage) -> None:
    call_command("load_framework", no_progress=True, stdout=StringIO())
    assert run("load_self_check").endswith("Questions: 8 new of 8.")
    assert run("load_self_check").endswith("Questions: 0 new of 8.")
    assert Question.objects.count() == 8


def test_the_start_page_needs_a_home_page(db: None) -> None:
    Site.objects.all().delete()
    with pytest.raises(CommandError, match="home page"):
        run("load_self_check")


def test_the_start_page_starts_a_check_and_sets_no_cookie(
    home_page: HomePage, client: Client
) -> None:
    run("load_self_check")
    answer = client.get("/self-check/")
    assert answer.content.count(b'<form action="/self-check/start/" method="post">') == 2
    assert b"13 months" in answer.content
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_start_page_stays_within_its_queries(
    home_page: HomePage, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run("load_self_check")
    client.get("/self-check/")
    with django_assert_max_num_queries(8):
        client.get("/self-check/")


def test_the_start_page_can_be_found_by_its_words(home_page: HomePage) -> None:
    run("load_self_check")
    assert "Who should be in the room" in SelfCheckStartPage.objects.get().listing_text()
