"""What editors are asked when a change goes out, and what readers are told of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from content.changes import NEW, changes_of, key_of_address, note_change
from content.forms import ASKED, BOTH
from content.models import ChangeNote
from content.models.changes import NO_TITLE
from guidance.models import GuidanceIndexPage, GuidancePage
from pages.models import HomePage, StandardPage
from tests.factories.casestudies import (
    CaseStudyIndexPageFactory,
    OutcomeFactory,
    published_study,
)
from tests.factories.framework import PhaseFactory, SubPhaseFactory
from tests.factories.guidance import GuidanceIndexPageFactory
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
WORDS = "<p>Ask people <b>early</b>.</p>"
CHANGED = "<p>Ask people before you plan.</p>"
NOTE = "We say when to ask."
AGREED = {"confirmed_by": "The group", "confirmed_on": date(2026, 3, 31), "sources": []}


@pytest.fixture
def page(home_page: HomePage) -> StandardPage:
    """A page that is out, with one block of text."""
    made = StandardPageFactory(
        parent=home_page, title="Asking people", slug="asking", body=[("text", WORDS)]
    )
    made.save_revision().publish()
    return StandardPage.objects.get(pk=made.pk)


def address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, page: Page, html: str = CHANGED, **fields: str) -> QueryDict:
    """What a browser would send; the parts that scripts draw are added by hand."""
    form = querydict_from_html(client.get(address(page)).content.decode(), "page-edit-form")
    # The block is new to the form: its words are what readers see.
    parts = {"sources": streamfield([]), "body": streamfield([("text", rich_text(html))])}
    form.update(nested_form_data(parts))
    for name, value in fields.items():
        form[name] = value
    return form


def send(client: Client, page: Page, html: str = CHANGED, **fields: str) -> Any:
    return client.post(address(page), form_of(client, page, html, **fields))


def publish(client: Client, page: Page, html: str = CHANGED, **fields: str) -> Any:
    return send(client, page, html, **{"action-publish": "1", **fields})


def notes() -> list[str]:
    return list(ChangeNote.objects.values_list("text", flat=True))


def live_body(page: Page) -> str:
    return str(StandardPage.objects.get(pk=page.pk).body)


def test_a_change_goes_out_only_with_a_note(editor_client: Client, page: StandardPage) -> None:
    answer = publish(editor_client, page)
    assert answer.status_code == 200
    assert ASKED in answer.content.decode()
    assert "before you plan" in answer.content.decode()
    assert "before you plan" not in live_body(page)
    assert notes() == []


def test_a_note_is_shown_with_its_day(
    client: Client, editor_client: Client, page: StandardPage
) -> None:
    assert publish(editor_client, page, change_note=NOTE).status_code == 302
    assert "before you plan" in live_body(page)
    note = ChangeNote.objects.get()
    assert (note.page_id, note.text, note.day) == (page.pk, NOTE, timezone.localdate())
    html = client.get("/asking/").content.decode()
    assert "Changes to this page" in html
    assert NOTE in html


def test_the_next_edit_begins_without_the_note(editor_client: Client, page: StandardPage) -> None:
    publish(editor_client, page, change_note=NOTE)
    form = querydict_from_html(editor_client.get(address(page)).content.decode(), "page-edit-form")
    assert form["change_note"] == ""
    assert StandardPage.objects.get(pk=page.pk).change_note == ""
    assert publish(editor_client, page, "<p>Ask again.</p>").status_code == 200


def test_of_a_small_correction_readers_are_not_told(
    editor_client: Client, page: StandardPage
) -> None:
    assert publish(editor_client, page, small_correction="on").status_code == 302
    assert "before you plan" in live_body(page)
    assert notes() == []


def test_a_note_and_a_tick_contradict_each_other(editor_client: Client, page: StandardPage) -> None:
    answer = publish(editor_client, page, change_note=NOTE, small_correction="on")
    assert BOTH in answer.content.decode()
    assert NOTE in answer.content.decode()
    assert notes() == []


@pytest.mark.parametrize("html", [WORDS, "<ul><li>Ask people early.</li></ul>"])
def test_where_readers_see_the_same_words_nobody_is_asked(
    editor_client: Client, page: StandardPage, html: str
) -> None:
    assert publish(editor_client, page, html, slug="renamed").status_code == 302
    assert notes() == []


def test_another_title_is_a_change(editor_client: Client, page: StandardPage) -> None:
    assert publish(editor_client, page, WORDS, title="Asking").status_code == 200
    assert publish(editor_client, page, WORDS, title="Asking", change_note=NOTE).status_code == 302


def test_a_draft_is_saved_without_asking_and_keeps_its_note(
    editor_client: Client, page: StandardPage
) -> None:
    assert send(editor_client, page).status_code == 302
    assert send(editor_client, page, change_note=NOTE).status_code == 302
    assert notes() == []
    form = querydict_from_html(editor_client.get(address(page)).content.decode(), "page-edit-form")
    assert form["change_note"] == NOTE


def test_a_page_that_was_never_out_is_not_asked_about(
    editor_client: Client, home_page: HomePage
) -> None:
    draft = StandardPageFactory(parent=home_page, live=False, body=[("text", WORDS)])
    draft.save_revision()
    assert "small_correction" not in editor_client.get(address(draft)).content.decode()
    assert publish(editor_client, draft).status_code == 302
    assert StandardPage.objects.get(pk=draft.pk).live
    assert notes() == []


@pytest.fixture
def guidance(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


def test_readers_are_told_of_new_guidance_once(guidance: GuidanceIndexPage) -> None:
    guide = GuidancePage(title="Paying people", slug="paying", summary="Pay on the day.")
    guidance.add_child(instance=guide)
    guide.save_revision().publish()
    assert notes() == [NEW]
    GuidancePage.objects.get(pk=guide.pk).save_revision().publish()
    assert notes() == [NEW]


def test_what_is_planned_is_told_on_its_day(editor_client: Client, page: StandardPage) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    planned = tomorrow.strftime("%Y-%m-%d %H:%M")
    assert publish(editor_client, page, go_live_at=planned).status_code == 200
    assert publish(editor_client, page, go_live_at=planned, change_note=NOTE).status_code == 302
    assert notes() == []
    page.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled")
    assert "before you plan" in live_body(page)
    assert notes() == [NOTE]


def test_what_is_planned_for_the_first_time_is_not_told_before(
    guidance: GuidanceIndexPage,
) -> None:
    guide = GuidancePage(title="Paying people", slug="paying", summary="Pay.", live=False)
    guide.go_live_at = timezone.now() + timedelta(days=1)
    guidance.add_child(instance=guide)
    guide.save_revision().publish()
    assert not GuidancePage.objects.get(pk=guide.pk).live
    assert notes() == []


def test_a_draft_that_carries_a_told_note_on_does_not_tell_it_twice(page: StandardPage) -> None:
    page.change_note = NOTE
    told = page.save_revision()
    page.save_revision()
    told.publish()
    page.revisions.latest("pk").publish()
    assert notes() == [NOTE]


def test_a_copy_carries_no_notes(home_page: HomePage, page: StandardPage) -> None:
    note_change(text=NOTE, page=page)
    draft = page.get_latest_revision_as_object()
    draft.change_note = "Not out yet."
    draft.save_revision()
    page = StandardPage.objects.get(pk=page.pk)
    copied = page.copy(update_attrs={"slug": "copied"}, to=home_page)
    assert changes_of(copied) == ()
    assert copied.get_latest_revision_as_object().change_note == ""
    copied.get_latest_revision().publish()
    assert notes() == [NOTE]


def test_a_page_that_follows_another_is_not_told_of(
    home_page: HomePage, page: StandardPage
) -> None:
    alias = page.create_alias(parent=home_page, update_slug="follows")
    page.change_note = NOTE
    page.save_revision().publish()
    alias.refresh_from_db()
    assert (alias.change_note, notes()) == ("", [NOTE])


def test_changes_of_an_address_are_its_own(page: StandardPage) -> None:
    note_change(text="Paused.", title="A plan", address="/strategies/a-plan/")
    note_change(text=NOTE, page=page, day=date(2026, 3, 1))
    assert [change.text for change in changes_of("/strategies/a-plan/")] == ["Paused."]
    assert [(change.day, change.text) for change in changes_of(page)] == [(date(2026, 3, 1), NOTE)]


def test_a_corrected_note_shows_at_once(client: Client, page: StandardPage) -> None:
    note = note_change(text="We say wen to ask.", page=page)
    assert "wen to ask" in client.get("/asking/").content.decode()
    note.text = NOTE
    note.save()
    assert NOTE in client.get("/asking/").content.decode()
    note.delete()
    assert "Changes to this page" not in client.get("/asking/").content.decode()


def test_a_page_takes_as_many_queries_with_many_notes(client: Client, page: StandardPage) -> None:
    few = queries_of(client, "/asking/")
    for number in range(25):
        note_change(text=f"Change {number}.", page=page)
    assert queries_of(client, "/asking/") == few


def test_a_long_text_is_cut_and_says_so(page: StandardPage) -> None:
    note = note_change(text="x" * 400, title="y" * 400, address="/strategies/a-plan/")
    assert (len(note.text), note.text[-1]) == (250, "…")
    assert (len(note.title), note.title[-1]) == (255, "…")


def test_notes_are_corrected_in_the_admin(editor_client: Client, page: StandardPage) -> None:
    note = note_change(text="We say wen to ask.", page=page)
    form = {"page": page.pk, "title": "", "address": "", "day": "2026-03-01", "text": NOTE}
    answer = editor_client.post(reverse("change_notes:edit", args=[note.pk]), form)
    assert answer.status_code == 302
    note.refresh_from_db()
    assert (note.text, note.day) == (NOTE, date(2026, 3, 1))
    assert NOTE in editor_client.get(reverse("change_notes:index")).content.decode()


def test_a_note_in_the_admin_is_of_a_page_or_of_an_address(
    editor_client: Client, page: StandardPage
) -> None:
    form = {"page": "", "title": "", "address": "", "day": "2026-03-01", "text": NOTE}
    answer = editor_client.post(reverse("change_notes:add"), form)
    assert "Choose a page, or give an address" in answer.content.decode()
    assert notes() == []


@pytest.mark.parametrize(
    "elsewhere",
    [
        "javascript:alert(1)",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/a b/",
        "measures/",
    ],
)
def test_a_note_in_the_admin_leads_to_no_other_site(editor_client: Client, elsewhere: str) -> None:
    form = {"page": "", "title": "A plan", "day": "2026-03-01", "text": NOTE}
    answer = editor_client.post(reverse("change_notes:add"), {**form, "address": elsewhere})
    assert "Give an address on this site" in answer.content.decode()
    assert notes() == []
    here = {**form, "address": "/strategies/a-plan/"}
    assert editor_client.post(reverse("change_notes:add"), here).status_code == 302
    assert ChangeNote.objects.get().address == "/strategies/a-plan/"


@pytest.mark.parametrize("title", ["", "  "])
def test_a_note_of_an_address_in_the_admin_has_a_title(editor_client: Client, title: str) -> None:
    form = {"page": "", "title": title, "address": "/measures/", "day": "2026-03-01", "text": NOTE}
    answer = editor_client.post(reverse("change_notes:add"), form)
    assert NO_TITLE in answer.content.decode()
    assert notes() == []


def test_a_note_is_forgotten_now_and_once_more_after_the_transaction(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        note_change(text=NOTE, title="A plan", address="/strategies/a-plan/")
        assert [change.text for change in changes_of("/strategies/a-plan/")] == [NOTE]
        # What somebody else puts back who has read the old state.
        cache.set(key_of_address("/strategies/a-plan/"), ())
    assert [change.text for change in changes_of("/strategies/a-plan/")] == [NOTE]


def test_a_change_in_what_belongs_to_a_page_is_a_change(
    editor_client: Client, home_page: HomePage
) -> None:
    index = CaseStudyIndexPageFactory(parent=home_page)
    study = published_study(index, outcomes=[OutcomeFactory(splits=["sex"])], **AGREED)
    form = querydict_from_html(editor_client.get(address(study)).content.decode(), "page-edit-form")
    form.update(nested_form_data({"sources": streamfield([]), "pictures": streamfield([])}))
    form["action-publish"] = "1"
    assert editor_client.post(address(study), form).status_code == 302
    form["outcomes-0-followup_value"] = "60"
    answer = editor_client.post(address(study), form)
    assert ASKED in answer.content.decode()
    form["change_note"] = NOTE
    assert editor_client.post(address(study), form).status_code == 302
    assert study.outcomes.get().followup_value == 60
    assert notes() == [NOTE, NEW]


def test_a_part_that_is_added_once_is_stored_once(
    editor_client: Client, home_page: HomePage
) -> None:
    """To compare, the form is saved in memory first: that must not double what it adds."""
    part = SubPhaseFactory(phase=PhaseFactory(number=1, identifier="check", name="Check"))
    study = published_study(CaseStudyIndexPageFactory(parent=home_page), **AGREED)
    form = querydict_from_html(editor_client.get(address(study)).content.decode(), "page-edit-form")
    form.update(nested_form_data({"sources": streamfield([]), "pictures": streamfield([])}))
    row = {"sub_phase": part.pk, "ORDER": "1", "DELETE": "", "id": ""}
    form.update(nested_form_data({"sub_phases": inline_formset([row])}))
    form.setlist("sub_phases-TOTAL_FORMS", ["1"])
    form["action-publish"], form["change_note"] = "1", NOTE
    assert editor_client.post(address(study), form).status_code == 302
    assert study.sub_phases.count() == 1
