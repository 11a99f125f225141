"""What goes when its time is up, and what stays until then."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from draftcomments.actions import erasing
from draftcomments.actions.erasing import prune
from draftcomments.enums import Background, Language, State
from draftcomments.models import AccessLink, ContributorContact, Item, ItemEvent, Outcome, Round
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db

CONTACTS_GO, WORDS_GO = date(2027, 3, 1), date(2028, 1, 15)
DAY = timedelta(days=1)


@pytest.fixture
def round() -> Round:
    """A round with a person who can be reached, two comments and two links, one of them stopped."""
    round = RoundFactory(delete_contacts_on=CONTACTS_GO, delete_words_on=WORDS_GO)
    person = ContributorFactory(round=round)
    ContributorContact.objects.create(contributor=person, email="mo@example.org")
    ItemFactory(contributor=person)
    said = ItemFactory(contributor=person, state=State.ANSWERED)
    OutcomeFactory(round=round, items=[said], public=True).quoted.set([said])
    AccessLinkFactory(contributor=person, expires_on=WORDS_GO + DAY)
    AccessLinkFactory(contributor=person, revoked_at=timezone.now(), expires_on=WORDS_GO + DAY)
    return round


def make_everything_due() -> None:
    """As far as the command is concerned, which knows no day but today's. One link is still good."""
    Round.objects.update(delete_contacts_on=date(2020, 1, 1), delete_words_on=date(2020, 1, 1))
    AccessLink.objects.update(expires_on=timezone.localdate() + DAY)


def left() -> tuple[int, int, int]:
    """How many contact details, comments and links there are."""
    alive = Item.objects.alive().count()
    return ContributorContact.objects.count(), alive, AccessLink.objects.count()


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (CONTACTS_GO - DAY, (1, 2, 2)),
        (CONTACTS_GO, (0, 2, 2)),
        (WORDS_GO - DAY, (0, 2, 2)),
        (WORDS_GO, (0, 0, 1)),
        (WORDS_GO + 2 * DAY, (0, 0, 0)),
    ],
)
def test_each_goes_on_its_day_and_not_before(
    round: Round, today: date, expected: tuple[int, int, int]
) -> None:
    prune(today=today, dry_run=False)
    assert left() == expected


def test_a_round_that_goes_on_keeps_everything(round: Round) -> None:
    other = RoundFactory(delete_contacts_on=WORDS_GO + DAY, delete_words_on=WORDS_GO + DAY)
    kept = ItemFactory(contributor__round=other)
    being_prepared = ItemFactory()
    prune(today=WORDS_GO, dry_run=False)
    assert list(Item.objects.alive()) == [kept, being_prepared]


def test_answers_stay_and_quote_nobody(round: Round) -> None:
    prune(today=WORDS_GO, dry_run=False)
    outcome = Outcome.objects.get()
    assert outcome.you_said
    assert not outcome.quoted.exists()
    assert outcome.items.count() == 1


def test_a_dry_run_says_what_would_go_and_leaves_it(round: Round) -> None:
    said = StringIO()
    make_everything_due()
    call_command("prune_feedback", dry_run=True, stdout=said)
    assert said.getvalue() == (
        f"Round {round.pk}: contacts 1, comments 2, links 1.\n"
        "Due: contacts 1, comments 2, links 1. Nothing was erased.\n"
    )
    assert left() == (1, 2, 2)
    assert not ItemEvent.objects.exists()


def test_a_run_does_what_the_dry_run_said_and_a_second_finds_nothing(round: Round) -> None:
    make_everything_due()
    said = StringIO()
    call_command("prune_feedback", stdout=said)
    call_command("prune_feedback", stdout=said)
    assert said.getvalue() == (
        f"Round {round.pk}: contacts 1, comments 2, links 1.\n"
        "Erased: contacts 1, comments 2, links 1.\n"
        "Erased: contacts 0, comments 0, links 0.\n"
    )
    assert ItemEvent.objects.count() == 2


def test_nothing_that_is_printed_names_a_page_or_a_person(round: Round) -> None:
    said = StringIO()
    Round.objects.update(page_title="A secret plan", delete_contacts_on=date(2020, 1, 1))
    call_command("prune_feedback", stdout=said)
    assert "secret" not in said.getvalue()
    assert "Heron" not in said.getvalue()


def test_a_run_that_was_stopped_half_way_goes_on_where_it_was(
    round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch is done or not done: what is left is found by the next run."""
    ItemFactory.create_batch(5, contributor__round=round)
    monkeypatch.setattr(erasing, "ERASED_AT_ONCE", 2)
    erase, batches = erasing.erase, []

    def erase_and_stop(*, numbers: list[int]) -> None:
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(numbers)
        erase(numbers=numbers)

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "erase", erase_and_stop)
        with pytest.raises(KeyboardInterrupt):
            prune(today=WORDS_GO, dry_run=False)
    assert Item.objects.alive().count() == 3
    assert ItemEvent.objects.count() == 4
    assert prune(today=WORDS_GO, dry_run=False).comments.total() == 3
    assert not Item.objects.alive().exists()
    assert ItemEvent.objects.count() == 7


def test_what_was_stored_while_somebody_withdrew_goes_too() -> None:
    """Their round goes on, but nothing of theirs stays until its end."""
    person = ContributorFactory(withdrawn_at=timezone.now())
    ItemFactory(contributor=person)
    ContributorContact.objects.create(contributor=person, phone="01234 567890")
    prune(today=date(2020, 1, 1), dry_run=False)
    assert not Item.objects.alive().exists()
    assert not ContributorContact.objects.exists()


def test_what_people_told_of_themselves_goes_with_their_words(round: Round) -> None:
    person = ContributorFactory(round=round, language=Language.SOMALI, background=Background.CARER)
    prune(today=WORDS_GO - DAY, dry_run=False)
    person.refresh_from_db()
    assert person.background == Background.CARER
    prune(today=WORDS_GO, dry_run=False)
    person.refresh_from_db()
    assert (person.language, person.background) == (Language.ENGLISH, "")
