"""Files follow what they show: in doubt at once, made again after the change is stored."""

import sys
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from framework.enums import Rung, StrategyKind, StrategyStatus
from framework.models import Level, Measure, Principle, Strategy
from guidance.downloads.changes import refresh_downloads
from guidance.downloads.manifest import files_on_offer, forget_manifest
from guidance.downloads.refreshing import refresh
from guidance.models import Download
from officefiles import printed
from tests.factories.framework import StatementFactory
from tests.guidance.downloads.conftest import Places, text_block

Commits = Callable[..., object]
FORMS = ["DOCX", "ODT", "PDF"]


@pytest.fixture
def made(places: Places) -> Places:
    """Places of which every file has been made."""
    call_command("make_downloads", "--no-progress")
    return places


def endings(name: str) -> list[str]:
    return [file.ending for file in files_on_offer(name)]


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
    made: Places, django_capture_on_commit_callbacks: Commits
) -> None:
    stamps = dict(Download.objects.filter(form="docx").values_list("subject", "stamp"))
    with django_capture_on_commit_callbacks(execute=True):
        StatementFactory(sub_phase=made.sub_phase, text="A new statement.")
        assert {"framework", "phase-check"} <= in_doubt()
    assert in_doubt() == set()
    now = dict(Download.objects.filter(form="docx").values_list("subject", "stamp"))
    assert {name for name in now if now[name] != stamps[name]} == {"framework", "phase-check"}
    assert endings("framework") == FORMS


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


def test_a_file_in_doubt_is_offered_to_nobody(made: Places) -> None:
    assert endings("framework") == FORMS
    Download.objects.filter(subject="framework", form="odt").update(in_doubt=True)
    forget_manifest()
    assert endings("framework") == ["DOCX", "PDF"]
    assert endings("phase-check") == FORMS


def test_pdf_files_are_left_for_another_time_when_it_takes_too_long(places: Places) -> None:
    names = ["framework", "phase-check"]
    assert refresh(names, seconds=-1) == 4
    assert endings("framework") == ["DOCX", "ODT"]
    assert refresh(names) == 2
    forget_manifest()
    assert endings("framework") == FORMS


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
    places: Places, django_capture_on_commit_callbacks: Commits
) -> None:
    places.guidance.body = [text_block("<p>Ask.</p>")]
    with django_capture_on_commit_callbacks(execute=True):
        places.guidance.save_revision().publish()
    assert endings("guidance-ask-people") == FORMS


def test_a_page_that_names_another_follows_its_new_address(
    made: Places, client: Client, django_capture_on_commit_callbacks: Commits
) -> None:
    made.guidance.body = [text_block(f'<p><a linktype="page" id="{made.part.pk}">The part</a></p>')]
    with django_capture_on_commit_callbacks(execute=True):
        made.guidance.save_revision().publish()
    stamp = Download.objects.get(subject="guidance-ask-people", form="docx").stamp
    with django_capture_on_commit_callbacks(execute=True):
        made.part.unpublish()
    assert Download.objects.get(subject="guidance-ask-people", form="docx").stamp != stamp


def test_a_page_that_is_taken_down_takes_its_files_along(
    made: Places, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made.guidance.unpublish()
    assert not Download.objects.filter(subject="guidance-ask-people").exists()
    assert endings("guidance-ask-people") == []
