"""What leaves one installation arrives on another as it was, under other numbers."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page

from casestudies.models import CaseStudyPage, Outcome
from content.shown_content import shown_content
from guidance.models import GuidancePage
from images.models import CustomImage
from moving.parcel import read_parcel
from pages.models import HomePage
from taxonomy.models import Organisation, Region
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyPageFactory, published_study
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.pages import StandardPageFactory
from tests.moving.content import (
    Content,
    an_image,
    brought_in,
    fates,
    notes,
    packed,
    picture,
)

ADDRESSES = ("/guidance/ask-early/", "/case-studies/bus-passes/")


def empty(content: Content) -> None:
    """As on another installation: no such pages and files, and every number is taken by others."""
    for index in (content.guidance_index, content.study_index):
        Page.objects.get(pk=index.pk).delete()
    for model in (CustomImage, get_document_model()):
        for record in model.objects.all():
            record.delete()
    home = HomePage.objects.get()
    for number in range(3):
        StandardPageFactory(parent=home, title=f"Filler {number}", in_footer=False)
    an_image("Filler", picture("red"))


def without_numbers(html: str) -> str:
    """A page as it is drawn, without what a new installation numbers or dates anew."""
    html = re.sub(r"(meeting|easy)_\w{7}\.", r"\1.", html)
    html = re.sub(r"T\d\d:\d\d:\d\d[.\d]*", "", html)
    html = re.sub(r"/documents/\d+/", "/documents/N/", html)
    return re.sub(r'\b(?:page|value)="\d+"', "", html)


def rows_of_all_tables() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_pages_arrive_with_all_that_they_name(content: Content, tmp_path: Path) -> None:
    shown = [shown_content(content.guide), shown_content(content.study)]
    before = [Client().get(address).content.decode() for address in ADDRESSES]
    file = packed(tmp_path)
    empty(content)
    outcome = brought_in(file, publish=True)
    assert set(fates(outcome).values()) == {"new"}
    guide, study = GuidancePage.objects.get(), CaseStudyPage.objects.get()
    assert guide.pk != content.guide.pk
    assert shown_content(study) == shown[1]
    assert guide.body[6].value["study"].pk == study.pk
    assert guide.body[2].value["image"].alt_text == "Four people plan."
    in_words = {name: value for name, value in shown_content(guide).items() if name not in NUMBERED}
    assert in_words.items() <= shown[0].items()
    after = [Client().get(address).content.decode() for address in ADDRESSES]
    for old, new in zip(before, after, strict=True):
        assert without_numbers(new).splitlines() == without_numbers(old).splitlines()


# Of these the words are numbers of pages and files too.
NUMBERED = {"body", "other_formats"}


def test_a_second_time_changes_nothing(content: Content, tmp_path: Path, media: Path) -> None:
    file = packed(tmp_path)
    empty(content)
    brought_in(file, publish=True)
    rows, files = rows_of_all_tables(), files_in(media)
    outcome = brought_in(file, publish=True)
    assert set(fates(outcome).values()) == {"same"}
    assert (rows_of_all_tables(), files_in(media)) == (rows, files)


def test_a_dry_run_writes_nothing(content: Content, tmp_path: Path, media: Path) -> None:
    file = packed(tmp_path)
    empty(content)
    rows, files = rows_of_all_tables(), files_in(media)
    assert files
    outcome = brought_in(file, apply=False, publish=True, add_records=True)
    assert set(fates(outcome).values()) == {"new"}
    assert len(outcome.added) == 2
    assert (rows_of_all_tables(), files_in(media)) == (rows, files)


def test_pages_arrive_as_drafts(content: Content, tmp_path: Path) -> None:
    file = packed(tmp_path)
    empty(content)
    brought_in(file)
    assert not GuidancePage.objects.live().exists()
    assert Client().get(ADDRESSES[1]).status_code == 404


def test_a_change_arrives_as_a_draft_of_the_same_page(content: Content, tmp_path: Path) -> None:
    study = content.study
    study.title = "Free bus passes"
    first, second = study.outcomes.all()
    second.statement = "More moved."
    study.outcomes = [first, second]
    study.save_revision().publish()
    file = packed(tmp_path)
    study.title = "Bus passes"
    second.statement = "Nothing moved."
    study.outcomes = [first, second]
    study.save_revision().publish()
    outcome = brought_in(file)
    assert fates(outcome)[ADDRESSES[1]] == "changed"
    assert "outcomes, title" in ", ".join(sorted(notes(outcome).split(", ")))
    stored = CaseStudyPage.objects.get()
    assert (stored.pk, stored.title) == (study.pk, "Bus passes")
    draft = stored.get_latest_revision_as_object()
    assert draft.title == "Free bus passes"
    draft.save_revision().publish()
    kept, new = Outcome.objects.order_by("sort_order")
    assert kept.pk == first.pk
    assert new.statement == "More moved."


@pytest.mark.parametrize("drafts", [False, True])
def test_a_draft_goes_along_only_where_it_is_asked_for(
    content: Content, tmp_path: Path, *, drafts: bool
) -> None:
    content.guide.title = "Ask even earlier"
    content.guide.save_revision()
    CaseStudyPageFactory(parent=content.study_index, slug="secret", live=False)
    text = str(read_parcel(packed(tmp_path, drafts=drafts)).pages)
    assert ("Ask even earlier" in text, "secret" in text) == (drafts, drafts)


def test_missing_records_stop_all_unless_they_are_added(content: Content, tmp_path: Path) -> None:
    file = packed(tmp_path)
    empty(content)
    region = Organisation.objects.get().region
    assert region is not None
    Organisation.objects.all().delete()
    region.delete()
    outcome = brought_in(file)
    assert outcome.stops == [
        "The organisation “Northern Board” is not here. Add it first, or use --add-records."
    ]
    assert not CaseStudyPage.objects.exists()
    brought_in(file, add_records=True)
    organisation = CaseStudyPage.objects.get().organisation
    assert (organisation.name, organisation.region.name) == ("Northern Board", region.name)
    assert Region.objects.count() == 1


def test_records_that_are_here_are_never_changed(content: Content, tmp_path: Path) -> None:
    file = packed(tmp_path)
    Organisation.objects.update(name="Renamed Board")
    brought_in(file, add_records=True)
    assert Organisation.objects.get().name == "Renamed Board"


def test_another_page_at_the_address_is_never_overwritten(content: Content, tmp_path: Path) -> None:
    file = packed(tmp_path, "/guidance/ask-early/")
    empty(content)
    index = GuidanceIndexPageFactory(parent=HomePage.objects.get())
    other = GuidancePageFactory(parent=index, slug="ask-early", title="Quite another")
    outcome = brought_in(file)
    assert fates(outcome) == {ADDRESSES[0]: "stopped"}
    assert "--match-addresses" in notes(outcome)
    brought_in(file, match_addresses=True)
    other.refresh_from_db()
    assert other.title == "Quite another"
    assert other.get_latest_revision_as_object().title == "Ask early"


def test_a_link_to_a_page_that_is_not_here_keeps_its_words(
    content: Content, tmp_path: Path
) -> None:
    file = packed(tmp_path, "/guidance/")
    empty(content)
    outcome = brought_in(file)
    assert "links to /case-studies/bus-passes/, which is not here" in notes(outcome)
    assert "<a>The story</a>" in GuidancePage.objects.get().body[1].value.source


def test_the_gate_keeps_a_page_a_draft(content: Content, tmp_path: Path) -> None:
    CaseStudyPage.objects.update(licence="")
    file = packed(tmp_path, "/case-studies/")
    empty(content)
    for apply in (False, True):
        outcome = brought_in(file, apply=apply, publish=True)
        assert "stays a draft: Say under which licence" in notes(outcome)
    assert not CaseStudyPage.objects.get().live


def test_a_page_that_is_locked_here_is_left_alone(content: Content, tmp_path: Path) -> None:
    file = packed(tmp_path, ADDRESSES[1])
    CaseStudyPage.objects.update(locked=True, title="Being worked on")
    outcome = brought_in(file)
    assert notes(outcome) == "it is locked here"
    assert outcome.stops


def test_nothing_stays_when_one_page_is_stopped(
    content: Content, tmp_path: Path, media: Path
) -> None:
    file = packed(tmp_path)
    empty(content)
    index = GuidanceIndexPageFactory(parent=HomePage.objects.get(), slug="guidance")
    GuidancePageFactory(parent=index, slug="ask-early")
    files = files_in(media)
    assert files
    outcome = brought_in(file)
    assert outcome.stops
    assert not CaseStudyPage.objects.exists()
    assert files_in(media) == files


def test_no_person_is_in_the_file(content: Content, tmp_path: Path) -> None:
    study = published_study(content.study_index, title="Owned", slug="owned")
    user = UserFactory(username="zelda", email="zelda@example.org")
    CaseStudyPage.objects.filter(pk=study.pk).update(owner=user, locked_by=user)
    CustomImage.objects.update(uploaded_by_user=user)
    assert "zelda" not in str(read_parcel(packed(tmp_path)))
