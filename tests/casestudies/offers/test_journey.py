"""From the first question to the last word, as somebody without an account goes through it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from casestudies.models import CaseStudyIndexPage, Offer, OfferStatus
from content.keys import hash_of
from content.limits import Limit
from taxonomy.models import Organisation
from tests.factories.offers import CONSENT, EMAIL, RESULTS, TOKEN, WORK, OfferFactory, sent_offer
from tests.factories.taxonomy import OrganisationFactory
from tests.selfcheck.markup import error_pattern, ids_of, text_of

pytestmark = pytest.mark.django_db
KEY = "k" * 43
HOME = f"/tell-us/{KEY}/"
OWN = f"/tell-us/{TOKEN}/"


def test_an_offer_is_told_checked_and_sent_once(client: Client) -> None:
    begun = client.post("/tell-us/new/", {**WORK, "key": KEY})
    assert (begun.status_code, begun.headers["Location"]) == (303, f"{HOME}results/")
    for name, said, following in (("results", RESULTS, "consent"), ("consent", CONSENT, "check")):
        shown = client.get(f"{HOME}{name}/")
        seen = Offer.objects.get().version
        assert f'name="seen" value="{seen}"'.encode() in shown.content
        saved = client.post(f"{HOME}{name}/", {**said, "seen": seen})
        assert (saved.status_code, saved.headers["Location"]) == (303, f"{HOME}{following}/")
    assert "Northfold ICB" in text_of(client.get(f"{HOME}check/").content)
    for _ in range(2):
        sent = client.post(f"{HOME}check/")
        assert (sent.status_code, sent.headers["Location"]) == (303, HOME)
    offer = Offer.objects.get()
    assert offer.status == OfferStatus.NEW
    assert offer.consent_version == 1
    assert offer.consented_at is not None
    assert "We have your offer" in text_of(client.get(HOME).content)


def test_the_link_is_stored_as_a_hash_and_the_address_of_the_sender_encrypted(
    client: Client,
) -> None:
    client.post("/tell-us/new/", {**WORK, "key": KEY})
    client.post(f"{HOME}consent/", {**CONSENT, "seen": 1})
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_hash, email FROM casestudies_offer")
        token, email = cursor.fetchone()
    assert token == hash_of(KEY)
    assert EMAIL not in email
    assert Offer.objects.get().email == EMAIL


def test_a_form_that_is_sent_twice_makes_one_offer_and_a_changed_one_changes_it(
    client: Client,
) -> None:
    for title in ("First", "First", "Second"):
        answer = client.post("/tell-us/new/", {**WORK, "title": title, "key": KEY})
        assert answer.status_code == 303
    assert Offer.objects.get().title == "Second"


def test_what_is_half_answered_can_be_kept_for_later_and_not_sent(client: Client) -> None:
    half = {"title": "Only a title", "key": KEY, "then": "later"}
    assert client.post("/tell-us/new/", half).headers["Location"] == HOME
    shown = text_of(client.get(HOME).content)
    assert "not sent" in shown
    assert "not finished" in shown
    check = client.get(f"{HOME}check/")
    assert "“What did you do?” needs an answer" in text_of(check.content)
    assert b">Send<" not in check.content
    assert client.post(f"{HOME}check/").status_code == 422
    assert Offer.objects.get().status == OfferStatus.UNSENT


def test_a_form_with_gaps_says_all_of_them_and_keeps_the_words(client: Client) -> None:
    answer = client.post("/tell-us/new/", {"problem": "They could not come.", "key": KEY})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert b"They could not come." in answer.content
    assert f'value="{KEY}"'.encode() in answer.content
    assert not Offer.objects.exists()


def test_nothing_written_is_nothing_kept(client: Client) -> None:
    answer = client.post("/tell-us/new/", {"key": KEY, "then": "later"})
    assert answer.status_code == 422
    assert not Offer.objects.exists()


def test_a_board_is_chosen_from_the_list(client: Client) -> None:
    board: Organisation = OrganisationFactory(name="Eastvale ICB")
    said = {**WORK, "organisation": board.slug, "organisation_name": "", "key": KEY}
    assert client.post("/tell-us/new/", said).status_code == 303
    assert Offer.objects.get().organisation == board
    assert b'value="eastvale"' not in client.get(f"{HOME}work/").content
    assert f'<option value="{board.slug}" selected>'.encode() in (
        client.get(f"{HOME}work/").content
    )


@pytest.mark.parametrize(
    ("field", "words", "kind"),
    [
        ("problem", "Ask jo@example.org about it.", "an e-mail address"),
        ("what_we_did", "Ring 01632 960 123.", "a phone number"),
        ("who_with", "With 943 476 5919.", "an NHS number"),
        ("title", "x" * 121, "up to 120 characters"),
    ],
)
def test_personal_details_and_too_many_words_are_not_kept(
    client: Client, field: str, words: str, kind: str
) -> None:
    answer = client.post("/tell-us/new/", {**WORK, field: words, "key": KEY, "then": "later"})
    assert answer.status_code == 422
    assert kind in text_of(answer.content)
    assert words.encode() in answer.content
    assert not Offer.objects.exists()


def test_small_numbers_are_pointed_out_before_sending(client: Client) -> None:
    OfferFactory(figures="Only 5 young carers came.")
    assert "“5 young carers”" in text_of(client.get(f"{OWN}check/").content)


def test_two_windows_write_nothing_over_unseen(client: Client) -> None:
    OfferFactory()
    first = client.post(f"{OWN}results/", {**RESULTS, "what_changed": "From one.", "seen": 1})
    assert first.status_code == 303
    late = client.post(f"{OWN}results/", {**RESULTS, "what_changed": "From two.", "seen": 1})
    assert late.status_code == 409
    assert b"From one." in late.content
    assert b"From two." in late.content
    assert Offer.objects.get().what_changed == "From one."
    again = client.post(f"{OWN}results/", {**RESULTS, "what_changed": "From two.", "seen": 2})
    assert again.status_code == 303
    assert Offer.objects.get().what_changed == "From two."


def test_what_is_sent_stays_as_it_is_and_late_words_come_back(client: Client) -> None:
    sent_offer()
    assert client.get(f"{OWN}work/").headers["Location"] == OWN
    late = client.post(f"{OWN}work/", {**WORK, "title": "Too late", "seen": 1})
    assert late.status_code == 409
    assert b"Too late" in late.content
    assert Offer.objects.get().title == WORK["title"]


def test_consent_counts_for_the_words_that_were_read(client: Client) -> None:
    OfferFactory(may_publish=False, licence_agreed=False, consent_version=None, consented_at=None)
    old = client.post(f"{OWN}consent/", {**CONSENT, "wording": "0", "seen": 1})
    assert old.status_code == 422
    assert "have changed" in text_of(old.content)
    assert client.post(f"{OWN}consent/", {**CONSENT, "seen": 1}).status_code == 303
    assert Offer.objects.get().consent_version == 1
    unticked = {name: words for name, words in CONSENT.items() if name != "may_publish"}
    client.post(f"{OWN}consent/", {**unticked, "seen": 2, "then": "later"})
    offer = Offer.objects.get()
    assert (offer.consented_at, offer.consent_version) == (None, None)


@pytest.mark.parametrize("is_sent", [False, True])
def test_taking_back_deletes_everything_and_twice_is_no_mistake(
    client: Client, is_sent: bool
) -> None:
    OfferFactory(sent=is_sent)
    assert client.get(f"{OWN}take-back/").status_code == 200
    assert Offer.objects.exists()
    for _ in range(2):
        answer = client.post(f"{OWN}take-back/")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/tell-us/taken-back/")
    assert not Offer.objects.exists()
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get(OWN).status_code == 404


def test_what_was_not_sent_for_ninety_days_opens_no_more(client: Client) -> None:
    offer = OfferFactory()
    Offer.objects.update(saved_at=timezone.now() - timedelta(days=91))
    assert client.get(OWN).status_code == 404
    assert client.post(f"{OWN}results/", {**RESULTS, "seen": 1}).status_code == 404
    Offer.objects.filter(pk=offer.pk).update(saved_at=timezone.now() - timedelta(days=89))
    assert client.get(OWN).status_code == 200


def test_every_page_is_for_one_persons_eyes(client: Client) -> None:
    OfferFactory()
    for name in ("", "work/", "results/", "consent/", "check/", "take-back/", "nothing/"):
        answer = client.get(f"{OWN}{name}")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
        assert len(ids_of(answer.content)) == len(set(ids_of(answer.content)))


def test_only_our_own_page_begins_an_offer(client: Client) -> None:
    said = {**WORK, "key": KEY}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = client.post("/tell-us/new/", said, headers=headers)
        assert answer.status_code == 403
        assert WORK["problem"].encode() in answer.content
        assert KEY.encode() not in answer.content
    assert not Offer.objects.exists()


def test_a_program_that_fills_in_every_box_and_a_flood_keep_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = client.post("/tell-us/new/", {**WORK, "key": KEY, "website": "x"})
    assert filled.status_code == 422
    monkeypatch.setattr("casestudies.offers.views.BEGUN", Limit("offers-begun", times=1))
    assert client.post("/tell-us/new/", {**WORK, "key": "a" * 43}).status_code == 303
    over = client.post("/tell-us/new/", {**WORK, "key": "b" * 43})
    assert over.status_code == 429
    assert WORK["problem"].encode() in over.content
    assert Offer.objects.count() == 1


def test_the_finder_asks_for_examples_also_where_nothing_is_found(
    client: Client, index: CaseStudyIndexPage
) -> None:
    for address, times in (("/case-studies/", 1), ("/case-studies/?q=zzzqqq", 2)):
        content = client.get(address).content
        assert content.count(b'href="/tell-us/"') in {times, times + 1}
