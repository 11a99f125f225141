"""An offer becomes a draft with its consent on record, and is never published by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Offer, OfferStatus, Withdrawal
from casestudies.models.offers import MadeFromOfferError
from casestudies.offers.actions import (
    DAYS_AFTER_DECISION,
    DAYS_AFTER_SENDING,
    prune_offers,
    take_back,
)
from casestudies.offers.deciding import DecidedAlreadyError, accept
from casestudies.offers.in_wagtail import promises_to_senders
from content.keys import hash_of
from content.publishing.gate import PublishingStopped
from search.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyPageFactory
from tests.factories.offers import EMAIL, ROLE, TOKEN, sent_offer
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: None) -> User:
    user: User = UserFactory(is_superuser=True, email="editor@example.org")
    return user


@pytest.fixture
def study(index: CaseStudyIndexPage, editor: User) -> CaseStudyPage:
    return accept(offer=sent_offer(), user=editor)


def test_the_draft_has_the_words_and_nothing_of_its_sender(
    client: Client, study: CaseStudyPage
) -> None:
    page = CaseStudyPage.objects.get(pk=study.pk)
    assert not page.live
    assert page.first_published_at is None
    assert (
        page.what_we_did == "<p>We asked them.</p><p>Then they &lt;b&gt;designed&lt;/b&gt; it.</p>"
    )
    assert page.place == "Northfold ICB, Northfold"
    assert (page.confirmed_by, page.confirmed_on, page.already_public) == ("", None, False)
    stored: list[Any] = [*page.revisions.values_list("content", flat=True)]
    stored += PageLogEntry.objects.values_list("data", "label")
    stored += Entry.objects.values()
    stored.append(vars(page))
    assert all(EMAIL not in str(each) and ROLE not in str(each) for each in stored)
    assert client.get(f"/case-studies/{page.slug}/").status_code == 404


def test_what_was_agreed_is_in_the_history_of_the_page(study: CaseStudyPage) -> None:
    entry = PageLogEntry.objects.get(page=study.pk, action="casestudies.draft_from_offer")
    offer = Offer.objects.get()
    assert entry.data["wording_version"] == 1
    assert entry.data["agreed_on"] in entry.message
    assert "only after we have seen the text" in entry.comment
    assert "Yes, they know and agree" in entry.comment
    assert (offer.status, offer.page_id) == (OfferStatus.DRAFT_MADE, study.pk)


def test_no_job_and_no_second_try_publishes_it(study: CaseStudyPage, editor: User) -> None:
    call_command("publish_scheduled", verbosity=0)
    with pytest.raises(DecidedAlreadyError):
        accept(offer=Offer.objects.get(), user=editor)
    assert list(CaseStudyPage.objects.values_list("live", flat=True)) == [False]


def test_it_goes_to_those_who_check_and_still_nobody_sees_it(
    index: CaseStudyIndexPage, editor: User
) -> None:
    workflow = Workflow.objects.create(name="Check")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)
    checked = accept(offer=sent_offer(), user=editor)
    assert checked.workflow_in_progress
    assert not CaseStudyPage.objects.get().live
    other = sent_offer(token="another")  # noqa: S106 - of a test
    assert not accept(offer=other, user=editor, start_check=False).workflow_in_progress


def test_each_draft_gets_an_address_of_its_own(index: CaseStudyIndexPage, editor: User) -> None:
    index.add_child(instance=CaseStudyPageFactory.build(slug="taken"))
    Withdrawal.objects.create(slug="gone", asked_by="people", reason="They asked.")
    titles = ["Taken", "Gone", "Compare", "健康", "健康"]
    slugs = [
        accept(offer=sent_offer(token=f"{number}", title=title), user=editor).slug
        for number, title in enumerate(titles)
    ]
    assert slugs == ["taken-2", "gone-2", "compare-2", "case-study", "case-study-2"]


def test_what_is_taken_back_is_erased_and_its_draft_is_stopped(
    client: Client, study: CaseStudyPage
) -> None:
    assert (
        "Until they do, they can still read it" in client.get(f"/tell-us/{TOKEN}/take-back/").text
    )
    take_back(token=TOKEN)
    offer = Offer.objects.get()
    assert offer.status == OfferStatus.TAKEN_BACK
    assert offer.token_hash == hash_of(TOKEN)
    assert (offer.title, offer.problem, offer.role, offer.email, offer.message) == ("",) * 5
    (finding,) = promises_to_senders(study)
    assert (finding.name, finding.stops) == ("offer-taken-back", True)
    assert "will not be published" in client.get(f"/tell-us/{TOKEN}/").text


def test_the_gate_publishes_no_draft_whose_offer_was_taken_back(study: CaseStudyPage) -> None:
    take_back(token=TOKEN)
    CaseStudyPage.objects.filter(pk=study.pk).update(summary="What was done, in a sentence.")
    page = CaseStudyPage.objects.get(pk=study.pk)
    with pytest.raises(PublishingStopped, match="taken back by its sender"):
        page.save_revision().publish()
    assert not CaseStudyPage.objects.get(pk=study.pk).live


WAYS_TO_COPY: dict[str, Callable[[Client, CaseStudyPage], int]] = {
    "editor": lambda client, page: posted_copy(client, page, publish_copies="on"),
    "editor, alias": lambda client, page: posted_copy(client, page, alias="on"),
    "editor, with what is above": lambda client, page: posted_copy(
        client, page.get_parent(), copy_subpages="on"
    ),
    "api": lambda client, page: posted_action(client, page, "copy"),
    "api, alias": lambda client, page: posted_action(client, page, "create_alias"),
    "code": lambda client, page: refused(page.copy, update_attrs={"slug": "copied"}),
    "code, not live": lambda client, page: refused(
        page.copy, update_attrs={"slug": "copied"}, keep_live=False, copy_revisions=False
    ),
    "code, as a page": lambda client, page: refused(
        Page.objects.get(pk=page.pk).copy, update_attrs={"slug": "copied"}
    ),
    "code, alias": lambda client, page: refused(page.create_alias, update_slug="copied"),
    "code, with what is above": lambda client, page: refused(
        page.get_parent().copy, recursive=True, update_attrs={"slug": "copied"}
    ),
}


def posted_copy(client: Client, page: Page, **more: str) -> int:
    said = {
        "new_title": "Copied",
        "new_slug": "copied",
        "new_parent_page": f"{page.get_parent().pk}",
        **more,
    }
    answer = client.post(f"/admin/pages/{page.pk}/copy/", said, follow=True)
    assert "was made from an offer" in text_of(answer.content)
    return answer.redirect_chain[0][1] if answer.redirect_chain else 200


def posted_action(client: Client, page: CaseStudyPage, action: str) -> int:
    said = {"slug": "copied", "update_slug": "copied", "recursive": False, "keep_live": False}
    address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    return client.post(address, said, content_type="application/json").status_code


def refused(copy: Callable[..., Any], **options: Any) -> int:
    with pytest.raises(MadeFromOfferError, match="was made from an offer"):
        copy(**options)
    return 400


@pytest.mark.parametrize("way", WAYS_TO_COPY)
@pytest.mark.parametrize("is_taken_back", [True, False])
def test_no_way_makes_a_copy_that_the_offer_does_not_know(
    client: Client, study: CaseStudyPage, editor: User, way: str, *, is_taken_back: bool
) -> None:
    if is_taken_back:
        take_back(token=TOKEN)
    client.force_login(editor)
    assert WAYS_TO_COPY[way](client, study) in {302, 400}
    assert list(CaseStudyPage.objects.all()) == [study]


def test_an_editor_copies_what_came_from_no_offer(
    client: Client, index: CaseStudyIndexPage, editor: User
) -> None:
    page = index.add_child(instance=CaseStudyPageFactory.build(live=False))
    client.force_login(editor)
    assert posted_action(client, page, "copy") == 201


def test_an_old_draft_that_nobody_agreed_to_loses_its_words_and_stays_stopped(
    client: Client, study: CaseStudyPage
) -> None:
    Offer.objects.update(decided_at=timezone.now() - timedelta(days=DAYS_AFTER_DECISION + 1))
    assert prune_offers(now=timezone.now(), dry_run=True).sent == 1
    assert Offer.objects.get().title
    assert prune_offers(now=timezone.now()).sent == 1
    offer = Offer.objects.get()
    kept = (offer.title, offer.problem, offer.figures, offer.role, offer.email, offer.message)
    assert kept == ("",) * 6
    assert [each.name for each in promises_to_senders(study)] == ["offer-not-agreed"]
    assert prune_offers(now=timezone.now()).sent == 0
    assert "We have deleted your answers" in client.get(f"/tell-us/{TOKEN}/").text
    take_back(token=TOKEN)
    assert [each.name for each in promises_to_senders(study)] == ["offer-taken-back"]
    assert "still holds words of yours" in client.get(f"/tell-us/{TOKEN}/").text
    study.delete()
    assert "still holds" not in client.get(f"/tell-us/{TOKEN}/").text
    assert prune_offers(now=timezone.now()).sent == 1
    assert not Offer.objects.exists()


def test_an_old_offer_whose_case_study_is_public_goes_whole(study: CaseStudyPage) -> None:
    CaseStudyPage.objects.filter(pk=study.pk).update(live=True)
    Offer.objects.update(sent_at=timezone.now() - timedelta(days=DAYS_AFTER_SENDING + 1))
    assert prune_offers(now=timezone.now()).sent == 1
    assert not Offer.objects.exists()


def test_an_offer_goes_out_only_when_the_people_in_the_story_have_agreed(
    study: CaseStudyPage,
) -> None:
    study.already_public = True
    (finding,) = promises_to_senders(study)
    assert (finding.name, finding.stops) == ("offer-not-agreed", True)
    study.confirmed_by, study.confirmed_on = "The group", timezone.localdate()
    assert list(promises_to_senders(study)) == []
