"""What editors see of offers, what they decide, and who is kept out."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Offer, OfferStatus
from casestudies.offers.actions import take_back
from casestudies.offers.deciding import accept
from config.actions import make_roles
from config.redaction import redact
from config.roles import EDITORS, PUBLISHERS, WRITERS
from pages.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyPageFactory
from tests.factories.offers import EMAIL, TOKEN, WORK, OfferFactory, sent_offer
from tests.queries import queries_of
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db
PAGES = ["accept", "decline", "message", "take-up"]
OWN = f"/tell-us/{TOKEN}/"


def client_of(page: Page, permission: str) -> Client:
    """Somebody who may log in to the admin, and may do one thing below a page."""
    group = Group.objects.create(name=permission + page.slug)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=page,
        permission=Permission.objects.get(codename=f"{permission}_page"),
    )
    user = UserFactory(email="writer@example.org")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def writer_client(index: CaseStudyIndexPage) -> Client:
    """Somebody who may add case studies, and may not publish."""
    return client_of(index, "add")


def test_whoever_may_add_case_studies_reads_all_of_what_was_sent(writer_client: Client) -> None:
    offer = sent_offer(figures="Only 5 people came.")
    OfferFactory(token="unsent", title="Not sent yet")  # noqa: S106 - of a test
    listing = text_of(writer_client.get("/admin/offers/").content)
    assert WORK["title"] in listing
    assert "Not sent yet" not in listing
    shown = text_of(writer_client.get(f"/admin/offers/inspect/{offer.pk}/").content)
    for words in (WORK["problem"], "Only 5 people came.", "“5 people”", "Yes, they know"):
        assert words in shown
    assert "None" not in shown


def test_only_whoever_may_publish_sees_how_to_reach_the_sender(
    writer_client: Client, index: CaseStudyIndexPage
) -> None:
    offer = sent_offer()
    address = f"/admin/offers/inspect/{offer.pk}/"
    for where in (address, "/admin/offers/", "/admin/offers/?export=csv"):
        answer = writer_client.get(where)
        body = b"".join(answer) if answer.streaming else answer.content
        assert EMAIL.encode() not in body
    assert "E-mail" not in text_of(writer_client.get(address).content)
    make_roles()
    for role, sees in ((WRITERS, False), (EDITORS, False), (PUBLISHERS, True)):
        user = UserFactory()
        user.groups.add(Group.objects.get(name=role))
        writer_client.force_login(user)
        assert (EMAIL in writer_client.get(address).text) == sees, role


def test_what_was_not_sent_is_for_no_editor(editor_client: Client, index: object) -> None:
    offer = OfferFactory()
    for address in ("inspect/{}/", *("{}/" + name + "/" for name in PAGES)):
        answer = editor_client.get(f"/admin/offers/{address.format(offer.pk)}")
        assert answer.status_code == 404


def test_somebody_who_adds_no_case_studies_is_kept_out(
    home_page: HomePage, index: CaseStudyIndexPage
) -> None:
    offer = sent_offer()
    other = client_of(index, "lock")
    for address in ("", f"inspect/{offer.pk}/", *(f"{offer.pk}/{name}/" for name in PAGES)):
        assert other.get(f"/admin/offers/{address}").status_code in {302, 403}
        assert other.post(f"/admin/offers/{address}").status_code in {302, 403, 405}
    assert Offer.objects.get().status == OfferStatus.NEW
    assert "/admin/offers/" not in other.get("/admin/").text


def test_an_editor_takes_it_up_makes_a_draft_and_writes_to_the_sender(
    client: Client, writer_client: Client
) -> None:
    offer = sent_offer()
    assert writer_client.get(f"/admin/offers/{offer.pk}/take-up/").status_code == 200
    writer_client.post(f"/admin/offers/{offer.pk}/take-up/")
    assert "An editor is working on your offer" in client.get(OWN).text
    assert b"Make a draft" in writer_client.get(f"/admin/offers/{offer.pk}/accept/").content
    made = writer_client.post(f"/admin/offers/{offer.pk}/accept/", {"message": "Thank you."})
    page = CaseStudyPage.objects.get()
    assert made.headers["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert not page.live
    assert writer_client.get(f"/admin/offers/inspect/{offer.pk}/").status_code == 200
    writer_client.post(
        f"/admin/offers/{offer.pk}/message/", {"message": "Read it: https://example.org/x"}
    )
    shown = client.get(OWN).text
    assert "We have made a draft" in shown
    assert 'href="https://example.org/x"' in shown


def test_declining_needs_a_reason_which_the_sender_reads(
    client: Client, editor_client: Client, index: object
) -> None:
    offer = sent_offer()
    assert editor_client.post(f"/admin/offers/{offer.pk}/decline/").status_code == 422
    editor_client.post(f"/admin/offers/{offer.pk}/decline/", {"message": "We have it <b>now</b>."})
    assert "We have it &lt;b&gt;now&lt;/b&gt;." in client.get(OWN).text
    again = editor_client.post(f"/admin/offers/{offer.pk}/accept/", follow=True)
    assert "Somebody else has decided" in again.text
    assert not CaseStudyPage.objects.exists()


def test_the_log_tells_what_was_done_and_not_what_was_written(
    editor_client: Client, index: object
) -> None:
    offer = sent_offer()
    editor_client.post(f"/admin/offers/{offer.pk}/decline/", {"message": "We have it."})
    entry = ModelLogEntry.objects.get(action="casestudies.decline_offer")
    assert entry.label == f"Offer {offer.pk}"
    assert entry.data == {}


def test_the_dashboard_counts_what_waits(writer_client: Client) -> None:
    sent_offer()
    assert WORK["title"] in text_of(writer_client.get("/admin/").content)
    assert "Offers to read" in text_of(writer_client.get("/admin/").content)


def test_the_list_costs_the_same_for_one_and_for_twenty(
    editor_client: Client, index: object
) -> None:
    sent_offer(token="0")  # noqa: S106 - of a test
    few = queries_of(editor_client, "/admin/offers/")
    for number in range(1, 20):
        sent_offer(token=f"{number}")
    assert queries_of(editor_client, "/admin/offers/") <= few


def test_one_message_says_that_there_is_something_and_nothing_of_it(
    index: CaseStudyIndexPage, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = UserFactory(is_superuser=True, email="editor@example.org")
    offer = sent_offer()
    for _ in range(2):
        call_command("send_offer_notices")
    (message,) = mail.outbox
    assert message.recipients() == ["editor@example.org"]
    assert "1 new offer of a case study" in message.body
    for words in (WORK["title"], "Northfold", EMAIL, TOKEN):
        assert words not in f"{message.subject}{message.body}"
    accept(offer=offer, user=editor)
    take_back(token=TOKEN)
    call_command("send_offer_notices")
    ours = [each.body for each in mail.outbox if "Offers" in each.subject]
    assert len(ours) == 2
    assert "must not be published" in ours[1]


def test_a_message_that_cannot_go_is_tried_again(
    index: CaseStudyIndexPage,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    UserFactory(is_superuser=True, email="editor@example.org")
    sent_offer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with caplog.at_level(logging.WARNING), pytest.raises(CommandError):
        call_command("send_offer_notices")
    assert Offer.objects.untold().count() == 1
    assert EMAIL not in caplog.text


def aged(token: str, *, days: int, **fields: object) -> Offer:
    then = timezone.now() - timedelta(days=days)
    offer: Offer = OfferFactory(token=token, **fields)
    Offer.objects.filter(pk=offer.pk).update(saved_at=then)
    if offer.sent_at:
        Offer.objects.filter(pk=offer.pk).update(sent_at=then)
    if offer.decided_at:
        Offer.objects.filter(pk=offer.pk).update(decided_at=then)
    return offer


def test_pruning_deletes_what_was_kept_long_enough(
    index: CaseStudyIndexPage, capsys: pytest.CaptureFixture[str]
) -> None:
    now = timezone.now()
    study = index.add_child(instance=CaseStudyPageFactory.build())
    taken_back = {"status": OfferStatus.TAKEN_BACK, "title": "", "page": study}
    kept = [
        aged("a", days=89),
        aged("b", days=364, sent=True),
        aged("c", days=179, sent=True, status=OfferStatus.DECLINED, decided_at=now),
        aged("d", days=999, sent=True, decided_at=now, **taken_back),
    ]
    aged("e", days=91)
    aged("f", days=366, sent=True)
    aged("g", days=181, sent=True, status=OfferStatus.DECLINED, decided_at=now)
    call_command("prune_offers", dry_run=True)
    assert "Due: never sent 1, sent 2. Nothing was deleted." in capsys.readouterr().out
    assert Offer.objects.count() == 7
    call_command("prune_offers")
    assert "Deleted: never sent 1, sent 2." in capsys.readouterr().out
    assert set(Offer.objects.all()) == set(kept)


def test_no_log_holds_the_link() -> None:
    assert redact(f'"GET {OWN}check/ HTTP/1.1"') == '"GET /tell-us/[secret]/check/ HTTP/1.1"'
