"""What loading official text changes, keeps and gives back."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from framework.enums import Advice
from framework.models import Edition, FormerWording, Level, Phase, Statement, SubPhase
from framework.official.applying import (
    FrameworkChangedError,
    compare_with_stored,
    load_official_text,
)
from framework.official.text import EditionText
from tests.factories.framework import StatementFactory
from tests.framework.official.files_read import a_part, a_text, as_file, file, paths, read

FIRST = "reviewing-evidence.html"
SECOND = "reviewing-evidence-second-edition.html"
STAKE = "knowing-who-has-a-stake.html"
pytestmark = pytest.mark.django_db


def load(*names: str, **options: object) -> str:
    told = StringIO()
    call_command("load_framework", *paths(*names), stdout=told, **options)
    return told.getvalue()


def texts() -> dict[str, str]:
    in_use = Statement.objects.in_use()
    return dict(in_use.values_list("identifier", "text"))


def test_without_apply_nothing_is_changed(part: SubPhase) -> None:
    before = texts()
    told = load(FIRST)
    assert "Nothing was changed. Give --apply to load it." in told
    assert "    - Write up what is known.\n    + What is known is written down and kept." in told
    assert texts() == before
    assert not Edition.objects.exists()


def test_the_published_sentence_takes_the_place_of_our_account(part: SubPhase) -> None:
    ours = set(texts())
    told = load(FIRST, apply=True)
    assert ours < set(texts())
    assert texts()["1b-developing-3"] == "Gaps are recorded and the record is shared with partners."
    assert set(texts()) - ours == {"1b-thriving-2"}
    assert "same level and place" in told
    assert "look at this one" in told
    former = FormerWording.objects.get(identifier="1b-emerging-2")
    assert (former.version, former.text) == (1, "Write up what is known.")
    assert Statement.objects.get(identifier="1b-emerging-2").version == 2


def test_marks_edition_and_our_summary(part: SubPhase) -> None:
    summary = part.summary
    load(FIRST, "overview.html", apply=True)
    part.refresh_from_db()
    edition = Edition.objects.get()
    assert edition.published_on.isoformat() == "2025-03-03"
    assert "Care Quality Commission" in edition.makers
    assert "Open Government Licence" in edition.attribution
    assert (part.wording, part.edition, part.plain_summary) == ("official", edition, summary)
    assert part.gaps == ""
    assert part.activities.startswith("Time of analysts")
    assert set(part.statements.values_list("wording", "edition")) == {("official", edition.pk)}
    check = Phase.objects.get(number=1)
    assert (check.wording, check.plain_summary) == ("official", "What the phase is about.")
    assert Phase.objects.get(number=7).wording == "ours"


def test_a_second_load_has_nothing_to_change(part: SubPhase) -> None:
    load(FIRST, STAKE, "overview.html", apply=True)
    before = texts()
    told = load(FIRST, STAKE, "overview.html", apply=True)
    assert told.endswith("There is nothing to change.\n")
    assert "0 added, 0 back, 0 reworded, 0 moved, 0 gone, 15 unchanged" in told
    assert texts() == before


def test_a_part_that_was_not_known_is_known_then(part: SubPhase) -> None:
    told = load(STAKE, apply=True)
    found = SubPhase.objects.get(identifier="1a")
    assert (found.known, found.slug) == (True, "1a-knowing-who-has-a-stake")
    assert "No page yet for 1a" in told
    assert "left as they are: 1b" in told


def test_a_part_that_nobody_knew_of_is_made(part: SubPhase) -> None:
    text = read(as_file(a_text(a_part(identifier="2c"))))
    _, seen = compare_with_stored(text, EditionText())
    load_official_text(text=text, edition=EditionText(), seen=seen, user=None)
    assert SubPhase.objects.get(identifier="2c").statements.count() == 4


def test_the_next_edition_rewords_moves_adds_and_retires(part: SubPhase) -> None:
    load(FIRST, apply=True)
    told = load(SECOND, apply=True)
    assert "1 added, 0 back, 1 reworded, 3 moved, 1 gone, 5 unchanged" in told
    gone = Statement.objects.get(identifier="1b-developing-3")
    assert (gone.retired_on, gone.replaced_by) == (timezone.localdate(), None)
    kept = Statement.objects.get(identifier="1b-emerging-2")
    assert kept.version == 2
    assert kept.edition == Edition.objects.get(published_on="2026-05-04")
    assert Statement.objects.get(identifier="1b-developing-2").position == 3


def test_a_statement_at_another_level_is_a_new_one_and_takes_its_links(part: SubPhase) -> None:
    load(FIRST, apply=True)
    old = Statement.objects.get(identifier="1b-maturing-2")
    old.advice = Advice.MOVE_BEYOND
    old.save()
    load(SECOND, apply=True)
    old.refresh_from_db()
    new = Statement.objects.get(identifier="1b-developing-4")
    assert (old.level.number, old.retired_on) == (3, timezone.localdate())
    assert old.replaced_by == new
    assert (new.level.number, new.advice) == (2, Advice.MOVE_BEYOND)


def test_the_previous_file_brings_back_what_was_there(part: SubPhase) -> None:
    load(FIRST, apply=True)
    before = texts()
    load(SECOND, apply=True)
    told = load(FIRST, apply=True)
    assert texts() == before
    assert "Back: 1b-developing-3" in told
    assert "Back: 1b-maturing-2" in told
    assert Statement.objects.get(identifier="1b-developing-4").replaced_by.identifier == (
        "1b-maturing-2"
    )


def test_our_own_account_can_be_saved_and_brought_back(part: SubPhase, tmp_path: Path) -> None:
    saved = tmp_path / "before.json"
    before = texts()
    call_command("load_framework", save=saved, stdout=StringIO())
    assert json.loads(saved.read_text())["version"] == 1
    load(FIRST, apply=True)
    call_command("load_framework", str(saved), apply=True, stdout=StringIO())
    part.refresh_from_db()
    assert texts() == before
    assert (part.wording, part.edition, part.gaps) == ("ours", None, "The end was cut.")
    told = StringIO()
    call_command("load_framework", str(saved), apply=True, stdout=told)
    assert told.getvalue().endswith("There is nothing to change.\n")


def test_an_identifier_is_never_given_twice(part: SubPhase, levels: list[Level]) -> None:
    former = StatementFactory(sub_phase=part, level=levels[3], position=7)
    former.text = "Other words."
    former.save()
    former.delete()
    load(FIRST, apply=True)
    assert "1b-thriving-8" in texts()


def test_pairs_by_hand_go_before_likeness(part: SubPhase, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.txt"
    pairs.write_text("# why\n1b-emerging-1=1b-emerging-2\n1b-emerging-2=\n=1b-emerging-1\n")
    load(FIRST, map=pairs, apply=True)
    assert texts()["1b-emerging-1"] == "What is known is written down and kept."
    assert texts()["1b-emerging-3"].startswith("The system uses information")
    assert Statement.objects.get(identifier="1b-emerging-2").retired_on


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ("1b-emerging-1", "line 1: “1b-emerging-1” is no pair. Write one pair"),
        ("1b-emerging-1=1b-emerging-9", "“1b-emerging-9” is not in the files."),
        ("a=1b-emerging-1\nb=1b-emerging-1", "line 2: “1b-emerging-1” is named twice."),
        ("nothing=1b-emerging-1", "There is no statement “nothing” here."),
        ("nothing=", "“nothing” is no statement of the parts in these files."),
        ("1b-emerging-1=1b-emerging-1\n1b-emerging-1=1b-emerging-2", "is named twice."),
    ],
)
def test_a_wrong_pair_is_told(part: SubPhase, tmp_path: Path, pairs: str, message: str) -> None:
    path = tmp_path / "pairs.txt"
    path.write_text(pairs)
    with pytest.raises(CommandError, match="Nothing was changed") as error:
        load(FIRST, map=path, apply=True)
    assert message in str(error.value)


def test_the_edition_is_what_the_file_says_and_then_what_is_said_by_hand(part: SubPhase) -> None:
    load(FIRST, apply=True, edition_title="Second title", edition_makers="Others")
    edition = Edition.objects.get()
    assert (edition.title, edition.makers) == ("Second title", "Others")
    assert edition.published_on.isoformat() == "2025-03-03"


def test_a_text_may_be_adapted(part: SubPhase) -> None:
    load(FIRST, apply=True, wording="adapted")
    part.refresh_from_db()
    assert part.wording == "adapted"


def test_a_framework_that_changed_meanwhile_is_not_loaded_over(part: SubPhase) -> None:
    text = read(file(FIRST))
    _, seen = compare_with_stored(text, EditionText())
    statement = part.statements.first()
    statement.text = "An editor was faster."
    statement.save()
    with pytest.raises(FrameworkChangedError):
        load_official_text(text=text, edition=EditionText(), seen=seen, user=None)
    assert statement.text in texts().values()


def test_files_need_a_framework(db: None) -> None:
    with pytest.raises(CommandError, match="There is no framework yet"):
        load(FIRST)


def test_a_file_that_is_not_there_is_told(part: SubPhase) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("load_framework", "nowhere.html")
