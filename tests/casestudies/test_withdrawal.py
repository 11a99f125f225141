"""Withdrawing a case study: nothing of it is left for readers, and the record says why."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, Workflow
from wagtail.models import WorkflowContentType as WorkflowFor
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from accounts.models import User
from casestudies.actions import NO_TITLE, WITHDRAW, lift_withdrawal, withdraw
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase, Withdrawal
from pages.models import HomePage
from search.models import SearchDocument
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    published_study,
    withdrawn,
)
from tests.factories.framework import SubPhaseFactory
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)

pytestmark = pytest.mark.django_db

TITLE = "Zebrafinch midwives on the night bus"
ADDRESS = "/case-studies/night-bus/"


@pytest.fixture
def study(index: CaseStudyIndexPage) -> CaseStudyPage:
    return published_study(
        index, title=TITLE, slug="night-bus", problem="<p>Quokka.</p>", outcomes=[OutcomeFactory()]
    )


def member_of(group: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# What readers find at the old address


def test_the_address_says_kindly_that_it_is_gone(client: Client, study: CaseStudyPage) -> None:
    withdrawn(study, public_note="They asked <us> to.")
    answer = client.get(ADDRESS)
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "This case study has been withdrawn</h1>" in html
    assert "They asked &lt;us&gt; to." in html
    assert 'href="/case-studies/"' in html
    assert 'href="/contact/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "night-bus" not in html
    assert not answer.cookies


@pytest.mark.parametrize("rest", ["more/", "a/b/", "?format=csv", "?q=midwives"])
@pytest.mark.parametrize("delete_story", [True, False])
def test_so_do_addresses_below_it_and_with_a_query(
    client: Client, study: CaseStudyPage, rest: str, delete_story: bool
) -> None:
    withdrawn(study, delete_story=delete_story)
    assert client.get(ADDRESS + rest).status_code == 410
    assert client.head(ADDRESS + rest).status_code == 410
    assert client.head(ADDRESS + rest).content == b""


@pytest.mark.parametrize("delete_story", [True, False])
def test_older_addresses_lead_there(
    client: Client, study: CaseStudyPage, delete_story: bool
) -> None:
    Redirect.objects.create(old_path="/old-bus", redirect_page=study)
    withdrawn(study, delete_story=delete_story)
    answer = client.get("/old-bus/", follow=True)
    assert answer.redirect_chain == [(ADDRESS, 301)]
    assert answer.status_code == 410


def test_an_address_that_never_was_is_still_not_found(client: Client, study: CaseStudyPage) -> None:
    withdrawn(study)
    assert client.get("/case-studies/day-bus/").status_code == 404


def test_a_page_that_is_found_costs_no_more(client: Client, study: CaseStudyPage) -> None:
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ADDRESS).status_code == 200
    assert not any("withdrawal" in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("delete_story", [True, False])
def test_the_title_is_in_no_byte_that_anyone_can_read(
    client: Client, home_page: HomePage, index: CaseStudyIndexPage, delete_story: bool
) -> None:
    framework = FrameworkIndexPageFactory(parent=home_page)
    part = SubPhaseFactory()
    phase = PhasePageFactory(parent=framework, phase=part.phase)
    about = SubPhasePageFactory(parent=phase, sub_phase=part)
    fields: dict[str, Any] = {"phases": [part.phase]}
    study = published_study(
        index,
        title=TITLE,
        slug="night-bus",
        sub_phases=[CaseStudySubPhase(sub_phase=part)],
        **fields,
    )
    other = published_study(
        index, title="Day bus", sub_phases=[CaseStudySubPhase(sub_phase=part)], **fields
    )
    addresses = [
        ADDRESS,
        "/",
        "/case-studies/",
        "/case-studies/?q=zebrafinch",
        f"/case-studies/?phase={part.phase.identifier}",
        "/case-studies/feed/",
        "/search/?q=zebrafinch+midwives",
        "/sitemap.xml",
        f"/case-studies/next-level/?part={part.identifier}&level=emerging",
        "/case-studies/organisations/",
        "/case-studies/compare/?q=zebrafinch",
        "/case-studies/compare/?study=night-bus&study=day-bus",
        "/case-studies/?q=zebrafinchs",
        about.url,
        phase.url,
        other.url,
    ]
    shown = {address: b"Zebrafinch" in client.get(address).content for address in addresses}
    for address in (ADDRESS, "/case-studies/", "/case-studies/feed/", about.url, other.url):
        assert shown[address], address
    withdrawn(study, delete_story=delete_story)
    for address in addresses:
        content = client.get(address).content.lower()
        assert b"midwives on the" not in content, address
        if address != ADDRESS:
            assert b'href="/case-studies/night-bus/"' not in content, address
            assert b"night-bus/</" not in content, address
    assert not SearchDocument.objects.filter(title=TITLE).exists()


# What is recorded, kept and deleted


def test_records_who_asked_and_why_without_the_story(study: CaseStudyPage) -> None:
    user = UserFactory(is_superuser=True)
    record = withdraw(
        page=study, user=user, asked_by="organisation", reason="They asked.", public_note=""
    )
    assert (record.slug, record.asked_by, record.recorded_by) == ("night-bus", "organisation", user)
    assert record.page == study
    assert record.story == "Kept, not public"
    entry = PageLogEntry.objects.get(action=WITHDRAW)
    assert entry.page_id == study.pk
    assert entry.data == {"asked_by": "organisation", "story_deleted": False}
    study.refresh_from_db()
    assert not study.live


def test_deleting_leaves_no_word_of_it(study: CaseStudyPage) -> None:
    study.title = "Zebrafinch, an older title"
    study.save_revision(log_action=True).publish()
    copied = study.create_alias(parent=study.get_parent(), update_slug="copy")
    copied.create_alias(parent=study.get_parent(), update_slug="copy-of-copy")
    assert PageLogEntry.objects.filter(label__contains="Zebrafinch").exists()
    record = withdrawn(study, delete_story=True)
    assert record.page is None
    assert record.story == "Deleted"
    assert not CaseStudyPage.objects.exists()
    assert not Revision.objects.filter(object_str__contains="Zebrafinch").exists()
    entries = PageLogEntry.objects.filter(page_id=study.pk)
    assert set(entries.values_list("label", flat=True)) == {NO_TITLE}
    assert not any("Zebrafinch" in str(entry.data) for entry in PageLogEntry.objects.all())
    assert not PageLogEntry.objects.filter(label__contains="Zebrafinch").exists()
    assert entries.get(action=WITHDRAW).data["story_deleted"] is True


def test_pages_that_follow_it_go_too(client: Client, study: CaseStudyPage) -> None:
    alias = study.create_alias(parent=study.get_parent(), update_slug="copy")
    assert client.get("/case-studies/copy/").status_code == 200
    withdrawn(study)
    alias.refresh_from_db()
    assert not alias.live
    assert client.get("/case-studies/copy/").status_code == 410
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    alias.refresh_from_db()
    alias.save_revision().publish()
    assert client.get("/case-studies/copy/").status_code == 410


@pytest.mark.parametrize("field", ["reason", "public_note"])
def test_nobody_is_named_when_it_is_withdrawn(
    editor_client: Client, study: CaseStudyPage, field: str
) -> None:
    told = {"asked_by": "people", "reason": "They asked.", "public_note": "", "story": "keep"}
    address = reverse("casestudies_withdraw", args=[study.pk])
    answer = editor_client.post(address, {**told, field: "jane@example.org asked"})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    study.refresh_from_db()
    assert study.live


def test_plans_to_publish_it_are_cancelled(study: CaseStudyPage) -> None:
    study.go_live_at = timezone.now() + timedelta(hours=1)
    study.save_revision().publish()
    assert study.revisions.filter(approved_go_live_at__isnull=False).exists()
    workflow = Workflow.objects.get()
    WorkflowFor.objects.all().delete()
    workflow.start(study, UserFactory())
    withdrawn(study)
    study = CaseStudyPage.objects.get(pk=study.pk)
    assert study.current_workflow_state is None
    assert not study.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_it_can_be_withdrawn_only_once(study: CaseStudyPage) -> None:
    withdrawn(study)
    with pytest.raises(ValidationError):
        withdrawn(study)
    assert Withdrawal.objects.count() == 1


def test_nothing_changes_when_it_is_refused(study: CaseStudyPage) -> None:
    with pytest.raises(PermissionDenied):
        withdraw(page=study, user=member_of("Editors"), asked_by="team", reason="No.")
    study.refresh_from_db()
    assert study.live
    assert not Withdrawal.objects.exists()


# Nothing brings it back but lifting


def edit_form(client: Client, address: str, form_id: str = "page-edit-form") -> dict[str, Any]:
    """What a browser would send; the parts that scripts draw are added by hand."""
    form = querydict_from_html(client.get(address).content.decode(), form_id)
    form.update(nested_form_data({"sources": streamfield([]), "pictures": streamfield([])}))
    form["action-publish"] = "1"
    return form


def test_an_editor_cannot_publish_it_and_loses_nothing(
    editor_client: Client, study: CaseStudyPage
) -> None:
    withdrawn(study)
    address = f"/admin/pages/{study.pk}/edit/"
    html = editor_client.get(address).content.decode()
    assert 'name="action-publish"' not in html
    assert "Lift the withdrawal" in html
    form = edit_form(editor_client, address)
    form["place"] = "Elsewhere"
    answer = editor_client.post(address, form, follow=True)
    assert "This case study is withdrawn." in answer.content.decode()
    study = CaseStudyPage.objects.get(pk=study.pk)
    assert not study.live
    assert study.get_latest_revision_as_object().place == "Elsewhere"


def test_many_pages_at_once_are_not_published_with_it(
    editor_client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    withdrawn(study)
    draft = CaseStudyPageFactory(parent=index, live=False)
    ids = f"id={study.pk}&id={draft.pk}"
    address = f"/admin/bulk/wagtailcore/page/publish/?{ids}&next=/admin/"
    answer = editor_client.post(address, follow=True)
    assert "Nothing was published." in answer.content.decode()
    assert not Page.objects.filter(pk__in=[study.pk, draft.pk], live=True).exists()


def test_a_schedule_that_comes_due_does_not_publish_it(
    index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    withdrawn(study)
    study = CaseStudyPage.objects.get(pk=study.pk)
    due = timezone.now() - timedelta(minutes=1)
    other = CaseStudyPageFactory(parent=index, live=False)
    for page in (study, other):
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=due)
    call_command("publish_scheduled")
    study.refresh_from_db()
    other.refresh_from_db()
    assert not study.live
    assert not study.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert other.live


def test_no_other_way_of_publishing_gets_past_the_model(study: CaseStudyPage) -> None:
    withdrawn(study)
    study = CaseStudyPage.objects.get(pk=study.pk)
    study.live = True
    with pytest.raises(ValidationError, match="This case study is withdrawn"):
        study.save()


def test_a_new_study_cannot_take_its_address(
    editor_client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    withdrawn(study, delete_story=True)
    address = f"/admin/pages/add/casestudies/casestudypage/{index.pk}/"
    form = edit_form(editor_client, address)
    form.update({"title": "Another", "slug": "night-bus"})
    html = editor_client.post(address, form).content.decode()
    assert "A case study at this address was withdrawn. Choose another slug." in html
    assert not CaseStudyPage.objects.exists()


def test_nor_can_a_copy(
    editor_client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    other = published_study(index)
    withdrawn(study, delete_story=True)
    answer = editor_client.post(
        f"/admin/pages/{other.pk}/copy/",
        {"new_title": "Copy", "new_slug": "night-bus", "new_parent_page": index.pk},
        follow=True,
    )
    assert "Choose another slug." in answer.content.decode()
    assert CaseStudyPage.objects.count() == 1


def test_lifting_lets_it_be_published_again(
    client: Client, editor_client: Client, study: CaseStudyPage
) -> None:
    record = withdrawn(study)
    address = f"/admin/withdrawals/{record.pk}/lift/"
    assert "may come back" in editor_client.get(address).content.decode()
    assert Withdrawal.objects.exists()
    answer = editor_client.post(address)
    assert answer.url == f"/admin/pages/{study.pk}/edit/"
    assert not Withdrawal.objects.exists()
    assert PageLogEntry.objects.filter(action="casestudies.lift_withdrawal").exists()
    assert client.get(ADDRESS).status_code == 404
    study.get_latest_revision().publish()
    assert client.get(ADDRESS).status_code == 200


def test_lifting_frees_the_address_of_a_deleted_one(
    editor_client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    record = withdrawn(study, delete_story=True)
    answer = editor_client.post(f"/admin/withdrawals/{record.pk}/lift/")
    assert answer.url == "/admin/withdrawals/"
    assert ModelLogEntry.objects.get(action="casestudies.lift_withdrawal").label == "night-bus"
    assert published_study(index, slug="night-bus").live


# Who may do what in the admin


def test_a_publisher_withdraws_by_the_form(study: CaseStudyPage) -> None:
    client = client_of(member_of("Moderators"))
    address = f"/admin/case-studies/{study.pk}/withdraw/"
    edit_page = client.get(f"/admin/pages/{study.pk}/edit/").content.decode()
    assert f'href="{address}"' in edit_page
    assert "What will happen" in client.get(address).content.decode()
    assert CaseStudyPage.objects.get().live
    answer = client.post(
        address,
        {"asked_by": "people", "reason": "They asked.", "public_note": "", "story": "delete"},
    )
    assert answer.status_code == 302
    assert Withdrawal.objects.get().story_deleted
    assert not CaseStudyPage.objects.exists()


def test_a_lock_does_not_stand_in_the_way(study: CaseStudyPage) -> None:
    study.locked, study.locked_by = True, UserFactory()
    study.save()
    client = client_of(member_of("Moderators"))
    typed = {"asked_by": "people", "reason": "They asked.", "public_note": "", "story": "keep"}
    client.post(f"/admin/case-studies/{study.pk}/withdraw/", typed)
    assert Withdrawal.objects.get().page_id == study.pk
    assert not CaseStudyPage.objects.get().live


@pytest.mark.parametrize("missing", ["asked_by", "reason", "story"])
def test_the_form_keeps_what_was_typed_and_changes_nothing(
    editor_client: Client, study: CaseStudyPage, missing: str
) -> None:
    typed = {
        "asked_by": "people",
        "reason": "They asked us.",
        "public_note": "Kept words.",
        "story": "keep",
    }
    del typed[missing]
    answer = editor_client.post(f"/admin/case-studies/{study.pk}/withdraw/", typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This field is required." in html
    assert "Kept words." in html
    assert CaseStudyPage.objects.get().live


def test_an_editor_who_may_not_publish_may_not_withdraw_or_lift(study: CaseStudyPage) -> None:
    client = client_of(member_of("Editors"))
    address = f"/admin/case-studies/{study.pk}/withdraw/"
    typed = {"asked_by": "team", "reason": "No.", "public_note": "", "story": "keep"}
    assert client.get(address).status_code == 403
    assert client.post(address, typed).status_code == 403
    assert address not in client.get(f"/admin/pages/{study.pk}/edit/").content.decode()
    record = withdrawn(study)
    lifting = f"/admin/withdrawals/{record.pk}/lift/"
    assert client.get(lifting).status_code == 403
    assert client.post(lifting).status_code == 403
    with pytest.raises(PermissionDenied):
        lift_withdrawal(withdrawal=record, user=member_of("Editors"))
    assert client.get("/admin/withdrawals/").status_code == 302
    assert Withdrawal.objects.exists()


def test_a_stranger_is_asked_to_log_in(client: Client, study: CaseStudyPage) -> None:
    for address in (f"/admin/case-studies/{study.pk}/withdraw/", "/admin/withdrawals/1/lift/"):
        answer = client.post(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")
    assert CaseStudyPage.objects.get().live


def test_other_methods_and_other_pages_are_refused(
    editor_client: Client, index: CaseStudyIndexPage, study: CaseStudyPage
) -> None:
    alias = study.create_alias(parent=index, update_slug="copy")
    assert editor_client.put(f"/admin/case-studies/{study.pk}/withdraw/").status_code == 405
    for page in (index, alias):
        assert editor_client.get(f"/admin/case-studies/{page.pk}/withdraw/").status_code == 404


def test_withdrawing_twice_says_so(editor_client: Client, study: CaseStudyPage) -> None:
    withdrawn(study)
    answer = editor_client.post(f"/admin/case-studies/{study.pk}/withdraw/", follow=True)
    assert "withdrawn already" in answer.content.decode()


def test_the_register_shows_and_changes_nothing(
    editor_client: Client, study: CaseStudyPage
) -> None:
    record = withdrawn(study)
    html = editor_client.get("/admin/withdrawals/").content.decode()
    assert "night-bus" in html
    assert "The people in the story" in html
    assert TITLE not in html
    inspected = editor_client.get(f"/admin/withdrawals/inspect/{record.pk}/").content.decode()
    assert "They asked." in inspected
    assert f"/admin/withdrawals/{record.pk}/lift/" in inspected
    for action in ("new/", f"edit/{record.pk}/", f"delete/{record.pk}/"):
        assert editor_client.post(f"/admin/withdrawals/{action}").status_code in {302, 403}
    assert Withdrawal.objects.get() == record


def test_the_list_of_pages_offers_it_for_published_ones_without_asking_for_each(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            html = editor_client.get(f"/admin/pages/{index.pk}/").content.decode()
        assert "/withdraw/" in html
        return sum("casestudies_withdrawal" in query["sql"] for query in captured.captured_queries)

    published_study(index)
    one = queries()
    for _ in range(4):
        published_study(index)
    assert queries() == one
