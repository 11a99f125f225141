"""Files follow what they show: in doubt at once, made again after the change is stored."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from framework.enums import Rung, StrategyKind, StrategyStatus
from framework.models import Level, Measure, Principle, Strategy
from guidance.downloads import changes
from guidance.downloads.changes import refresh_downloads
from guidance.downloads.manifest import files_on_offer, forget_manifest
from guidance.downloads.refreshing import refresh
from guidance.models import Download
from officefiles import printed
from tests.conftest import Commits
from tests.factories.framework import StatementFactory
from tests.guidance.downloads.conftest import Places, text_block

FORMS = ["DOCX", "ODT", "PDF"]
QUICK = ["DOCX", "ODT"]


@pytest.fixture
def made(places: Places) -> Places:
    """Places of which every file has been made."""
    call_command("make_downloads", "--no-progress")
    return places


def endings(name: str) -> list[str]:
    """The kinds of files that are there, and known to be up to date."""
    return [file.ending for file in files_on_offer(name) if file.made_on]


def in_doubt() -> set[str]:
    return set(Download.objects.filter(in_doubt=True).values_list("subject", flat=True))


def test_all_files_are_made_by_a_command_and_none_twice(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_downloads", "--no-progress")
    call_command("make_downloads", "--no-progress")
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "Downloads: 9 files made, of 3 subjects.",
        "Downloads: 0 files made, of 3 subjects.",
    ]
    for name in ("framework", "phase-check", "guidance-ask-people"):
        assert endings(name) == FORMS


def test_a_statement_puts_the_framework_and_its_phase_in_doubt_and_then_right(
    made: Places, committed: Commits
) -> None:
    stamps = dict(Download.objects.filter(form="docx").values_list("subject", "stamp"))
    with committed():
        StatementFactory(sub_phase=made.sub_phase, text="A new statement.")
        assert {"framework", "phase-check"} <= in_doubt()
    assert endings("framework") == endings("phase-check") == QUICK
    assert endings("guidance-ask-people") == FORMS
    now = dict(Download.objects.filter(form="docx").values_list("subject", "stamp"))
    assert {name for name in now if now[name] != stamps[name]} == {"framework", "phase-check"}


def test_an_editor_waits_for_no_file_once_it_takes_too_long(
    made: Places, committed: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = set(Download.objects.values_list("stamp", flat=True))
    monkeypatch.setattr(changes, "LONGEST", -1)
    with committed():
        StatementFactory(sub_phase=made.sub_phase, text="A new statement.")
    assert in_doubt() == {"framework", "phase-check", "guidance-ask-people"}
    assert set(Download.objects.values_list("stamp", flat=True)) == stamps


def test_a_worker_has_time_for_pdf_files(made: Places, committed: Commits, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with committed():
        StatementFactory(sub_phase=made.sub_phase, text="A new statement.")
    assert endings("framework") == []
    assert refresh_downloads.call() == 6
    assert endings("framework") == FORMS


def test_many_changes_of_one_transaction_are_looked_at_once(
    made: Places, committed: Commits
) -> None:
    with committed() as callbacks, transaction.atomic():
        for level in Level.objects.all():
            with transaction.atomic():
                level.save()
        with suppress(ZeroDivisionError), transaction.atomic():
            StatementFactory(sub_phase=made.sub_phase)
            raise ZeroDivisionError
        made.phase.phase.save()
    assert callbacks.count(changes.forget_and_refresh) == 1
    assert in_doubt() == set()


def test_what_was_undone_is_asked_for_again_by_what_comes_after(
    made: Places, committed: Commits
) -> None:
    with committed() as callbacks:
        with suppress(ZeroDivisionError), transaction.atomic():
            made.phase.phase.save()
            raise ZeroDivisionError
        assert in_doubt() == set()
        StatementFactory(sub_phase=made.sub_phase, text="A new statement.")
    assert callbacks.count(changes.forget_and_refresh) == 1
    assert endings("framework") == QUICK


@pytest.mark.parametrize(
    "save",
    [
        lambda places: places.phase.phase.save(),
        lambda places: places.sub_phase.save(),
        lambda places: Level.objects.first().save(),
        lambda places: Principle.objects.create(identifier="a", number=1, name="A", account="B"),
        lambda places: Strategy.objects.create(
            identifier="s",
            name="S",
            owner="O",
            kind=StrategyKind.PLAN,
            applies_to="All",
            status=StrategyStatus.PAUSED,
            review_on=date(2027, 1, 1),
            account="A",
        ),
        lambda places: Measure.objects.create(
            identifier="m", rung=Rung.REACH, name="M", shows="S"
        ).sub_phases.add(places.sub_phase),
        lambda places: places.framework.save_revision().publish(),
        lambda places: places.part.save_revision().publish(),
        lambda places: places.guidance.save_revision().publish(),
    ],
)
def test_whatever_the_framework_shows_puts_it_in_doubt(
    made: Places, save: Callable[[Places], object]
) -> None:
    save(made)
    assert "framework" in in_doubt()


def test_a_file_in_doubt_is_made_for_who_asks(made: Places) -> None:
    assert endings("framework") == FORMS
    Download.objects.filter(subject="framework", form="odt").update(in_doubt=True)
    forget_manifest()
    assert endings("framework") == ["DOCX", "PDF"]
    assert [file.ending for file in files_on_offer("framework")] == FORMS
    assert endings("phase-check") == FORMS


def test_nothing_is_begun_when_the_time_is_over(places: Places) -> None:
    names = ["framework", "phase-check"]
    assert refresh(names, seconds=-1) == 0
    assert endings("framework") == []
    assert refresh(names) == 6
    forget_manifest()
    assert endings("framework") == FORMS


def test_pdf_files_can_be_left_to_who_asks_for_them(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("make_downloads", "--no-progress", "--without-pdf")
    assert capsys.readouterr().out.strip() == "Downloads: 6 files made, of 3 subjects."
    assert endings("framework") == QUICK
    assert [file.ending for file in files_on_offer("framework")] == FORMS


def test_files_that_nobody_may_have_go_even_when_the_time_is_over(made: Places) -> None:
    PageViewRestriction.objects.create(
        page=made.guidance, restriction_type=PageViewRestriction.LOGIN
    )
    refresh(["guidance-ask-people"], seconds=-1)
    assert not Download.objects.filter(subject="guidance-ask-people").exists()


def test_a_printer_that_fails_keeps_the_other_files(
    places: Places, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "raise SystemExit(1)"])
    assert refresh(["framework"]) == 2
    assert "No PDF downloads of framework: PrinterHasFailed." in caplog.text
    assert endings("framework") == ["DOCX", "ODT"]


def test_what_has_no_subject_has_no_files(made: Places) -> None:
    Download.objects.filter(subject="phase-check").update(subject="chapter-one")
    refresh(["chapter-one"])
    assert not Download.objects.filter(subject="chapter-one").exists()


def test_a_file_that_is_still_right_is_kept(made: Places) -> None:
    before = dict(Download.objects.values_list("pk", "made_at"))
    Download.objects.update(in_doubt=True)
    assert refresh_downloads.enqueue().return_value == 0
    assert dict(Download.objects.values_list("pk", "made_at")) == before
    assert in_doubt() == set()


def test_a_page_that_is_published_for_the_first_time_gets_its_files(
    places: Places, committed: Commits
) -> None:
    places.guidance.body = [text_block("<p>Ask.</p>")]
    with committed():
        places.guidance.save_revision().publish()
    assert endings("guidance-ask-people") == QUICK


def test_a_page_that_names_another_follows_its_new_address(
    made: Places, committed: Commits
) -> None:
    made.guidance.body = [text_block(f'<p><a linktype="page" id="{made.part.pk}">The part</a></p>')]
    with committed():
        made.guidance.save_revision().publish()
    stamp = Download.objects.get(subject="guidance-ask-people", form="docx").stamp
    with committed():
        made.part.unpublish()
    assert Download.objects.get(subject="guidance-ask-people", form="docx").stamp != stamp


def test_a_page_that_is_taken_down_takes_its_files_along(made: Places, committed: Commits) -> None:
    with committed():
        made.guidance.unpublish()
    assert not Download.objects.filter(subject="guidance-ask-people").exists()
    assert endings("guidance-ask-people") == []
