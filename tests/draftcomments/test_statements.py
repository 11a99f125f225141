"""What the public reads of a round, and what can never stand there."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from draftcomments.actions.answering import Answer, change_outcome
from draftcomments.actions.erasing import erase_item, withdraw_everything
from draftcomments.actions.stating import hide_statement, save_statement
from draftcomments.blocks import RoundChooserBlock
from draftcomments.enums import Result, State
from draftcomments.models import ConsentEvent, Contributor, Item, Outcome, Round
from pages.models import HomePage, StandardPage
from tests.draftcomments.moderators import a_superuser, an_editor_of, in_the_admin
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    RoundFactory,
)
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

SAID = {"heard": "Buses matter.", "did": "We named buses.", "could_not": "We run no buses."}
QUOTED = "The 42 never comes when the clinic closes."


@pytest.fixture
def round(home_page: HomePage) -> Round:
    round = RoundFactory(page=StandardPageFactory(parent=home_page))
    return save_statement(round=round, user=a_superuser(), show=True, **SAID)


@pytest.fixture
def page(round: Round, home_page: HomePage) -> StandardPage:
    """A public page with the block."""
    body = [{"type": "you_said_we_did", "value": {"round": round.pk}}]
    page = StandardPageFactory(parent=home_page, title="What we heard", slug="what-we-heard")
    page.body = page.body.stream_block.to_python(body)
    page.save_revision().publish()
    return page


def quoting(round: Round, *, public: bool = True, **values: Any) -> Outcome:
    """A public answer that quotes somebody who agreed."""
    author = values.pop("author", None) or ContributorFactory(
        round=round, consent={"may_quote": True}, pseudonym="Quiet Heron"
    )
    known = {"state": State.ANSWERED, "words": QUOTED, "contributor": author, **values}
    item = ItemFactory(**known)
    outcome = OutcomeFactory(round=round, items=[item], public=public)
    outcome.quoted.set([item])
    return outcome


def read(page: StandardPage) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return response.content.decode()


# What stands there


@pytest.mark.django_db
def test_the_public_reads_the_statement_and_public_answers(
    page: StandardPage, round: Round
) -> None:
    OutcomeFactory(round=round, public=True, we_did="We added a map.")
    OutcomeFactory(round=round, public=False, we_did="We wrote to somebody.")
    OutcomeFactory(round=round, public=False, shown_at=None, we_did="A draft answer.")
    content = read(page)
    for words in ("You said, we did", *SAID.values(), "We added a map.", "We changed it"):
        assert words in content
    assert "We wrote to somebody." not in content
    assert "A draft answer." not in content


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", ["statement", "round"])
def test_without_a_shown_statement_nothing_stands_there(
    page: StandardPage, round: Round, hidden: str
) -> None:
    quoting(round)
    if hidden == "statement":
        hide_statement(round=round, user=a_superuser())
    else:
        Outcome.objects.all().delete()
        Item.objects.all().delete()
        Contributor.objects.all().delete()
        round.delete()
    content = read(page)
    assert "You said, we did" not in content
    assert QUOTED not in content


@pytest.mark.django_db
def test_words_of_staff_are_escaped(page: StandardPage, round: Round) -> None:
    said = {**SAID, "heard": "<script>alert(1)</script>"}
    save_statement(round=round, user=a_superuser(), show=False, **said)
    assert "<script>alert" not in read(page)


@pytest.mark.django_db
def test_a_statement_of_another_app_cannot_be_chosen_by_an_editor_elsewhere(
    round: Round, home_page: HomePage
) -> None:
    not_shown = RoundFactory(page=StandardPageFactory(parent=home_page, title="Secret plans"))
    choose = reverse("feedback_round_chooser:choose")
    chosen = reverse("feedback_round_chooser:chosen", args=[round.pk])
    allowed = in_the_admin(a_superuser())
    assert str(round) in allowed.get(choose).content.decode().replace("\\u00a0", " ")
    assert str(not_shown) not in allowed.get(choose).content.decode()
    assert allowed.get(chosen).json()["result"]["id"] == str(round.pk)
    elsewhere = StandardPageFactory(parent=home_page, slug="elsewhere")
    stranger = in_the_admin(an_editor_of(elsewhere))
    assert str(round) not in stranger.get(choose).content.decode()
    assert stranger.get(chosen).status_code == 404


@pytest.mark.django_db
def test_no_block_names_a_round_whose_statement_is_not_shown(
    round: Round, home_page: HomePage
) -> None:
    block = RoundChooserBlock()
    foreign = RoundFactory(page=StandardPageFactory(parent=home_page, title="Secret plans"))
    assert block.clean(round) == round
    with pytest.raises(ValidationError, match="Nobody can read a statement of this round"):
        block.clean(foreign)
    assert not block.get_form_state(foreign)
    assert not block.get_form_state(foreign.pk)
    assert block.get_form_state(round.pk)["id"] == round.pk
    assert block.value_from_form("9" * 23) is None
    assert block.clean(round).get_deferred_fields() == {"content", "sections"}


@pytest.mark.django_db
def test_a_number_that_no_round_can_have_is_no_mistake_of_ours(round: Round) -> None:
    client = in_the_admin(a_superuser())
    choose = reverse("feedback_round_chooser:chosen_multiple")
    assert client.get(choose, {"id": ["9" * 23, "x", str(round.pk)]}).status_code == 200
    for name in ("queue", "rounds", "report"):
        for field in ("p", "page", "round"):
            address = reverse(f"draftcomments_admin:{name}")
            assert client.get(address, {field: "9" * 23}).status_code == 200, (name, field)


# Quotes


@pytest.mark.django_db
def test_a_quote_stands_without_the_pseudonym(page: StandardPage, round: Round) -> None:
    quoting(round)
    content = read(page)
    assert QUOTED in content
    assert "Heron" not in content


@pytest.mark.django_db
def test_the_quote_is_what_the_moderator_shared(page: StandardPage, round: Round) -> None:
    quoting(round, words="Dr Brown told me off.", shared_words="[A doctor] told me off.")
    content = read(page)
    assert "[A doctor] told me off." in content
    assert "Brown" not in content


@pytest.mark.django_db
def test_an_item_with_may_quote_no_is_never_rendered_even_if_linked(
    page: StandardPage, round: Round
) -> None:
    for agreed in ({}, {"may_share": True, "may_contact": True}):
        quoting(round, author=ContributorFactory(round=round, consent=agreed))
    assert QUOTED not in read(page)


@pytest.mark.django_db
def test_withdrawal_of_consent_removes_the_quote_from_the_live_page(
    page: StandardPage, round: Round
) -> None:
    author = quoting(round).quoted.get().contributor
    assert QUOTED in read(page)
    ConsentEvent.objects.create(contributor=author, notice_version=1, store_and_use=True)
    assert QUOTED not in read(page)
    assert "We added buses." in read(page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "how", ["erased", "withdrawn", State.HELD, State.SET_ASIDE, State.RECEIVED]
)
def test_a_quote_goes_with_its_comment(page: StandardPage, round: Round, how: str) -> None:
    item = quoting(round).quoted.get()
    assert QUOTED in read(page)
    if how == "erased":
        erase_item(item=item)
    elif how == "withdrawn":
        withdraw_everything(contributor=item.contributor)
    else:
        Item.objects.filter(pk=item.pk).update(state=how)
    assert QUOTED not in read(page)


@pytest.mark.django_db
def test_a_quote_goes_when_the_answer_is_public_no_more(page: StandardPage, round: Round) -> None:
    outcome = quoting(round)
    answer = Answer(Result.CHANGED, "Buses are late.", "We said so.", public=False)
    change_outcome(outcome=outcome, items=[], user=a_superuser(), answer=answer)
    assert QUOTED not in read(page)


@pytest.mark.django_db
def test_a_quote_is_read_in_the_direction_of_its_words(page: StandardPage, round: Round) -> None:
    quoting(round, words="الحافلة لا تأتي", language="ar")
    assert '<div lang="ar" dir="auto">' in read(page)


# The page itself


@pytest.mark.django_db
def test_quotes_stand_in_no_revision_and_no_index(page: StandardPage, round: Round) -> None:
    quoting(round)
    page.save_revision().publish()
    assert QUOTED not in str(page.revisions.values_list("content", flat=True))
    assert QUOTED not in page.listing_text()


@pytest.mark.django_db
def test_the_block_costs_four_queries_however_much_was_said(
    page: StandardPage, round: Round, home_page: HomePage
) -> None:
    plain = StandardPageFactory(parent=home_page, title="Nothing said", slug="nothing-said")
    quoting(round)
    base, few = queries_of(Client(), plain.url), queries_of(Client(), page.url)
    for number in range(20):
        author = ContributorFactory(round=round, background="carer", consent={"may_quote": True})
        quoting(round, author=author, words=f"Words number {number}.")
    assert queries_of(Client(), page.url) == few
    assert few <= base + 4


@pytest.mark.django_db
def test_the_frozen_copy_is_not_read_for_the_block(page: StandardPage) -> None:
    [block] = StandardPage.objects.get(pk=page.pk).body
    assert {"content", "sections"} <= block.value["round"].get_deferred_fields()
