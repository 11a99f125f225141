"""What we did with comments, as the person who commented reads it with the same link."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from draftcomments.actions.answering import Answer, answer_items
from draftcomments.actions.stating import hide_statement, save_statement
from draftcomments.enums import Reason, Result, RoundStatus, State
from draftcomments.models import Contributor, Item, Outcome, Round
from tests.draftcomments.drafts import at, drafted, text, three_parts
from tests.draftcomments.moderators import a_superuser
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    OutcomeFactory,
    client_of,
)
from tests.queries import queries_of
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db
SAID = {"result": Result.CHANGED, "you_said": "Say who is asked.", "we_did": "We said it."}


@pytest.fixture
def person(round: Round) -> Contributor:
    return ContributorFactory(round=round)


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


def said(person: Contributor, **values: Any) -> Item:
    known = {"state": State.CHECKED, "section_key": at("whom"), "words": "Whom do you mean?"}
    return ItemFactory(contributor=person, **{**known, **values})


def address(round: Round) -> str:
    return reverse("draftcomments:happened", args=[round.public_id])


def read(client: Client, round: Round) -> str:
    response = client.get(address(round))
    assert response.status_code == 200
    return response.content.decode()


def answered(round: Round, item: Item, *, show: bool = True, **values: Any) -> None:
    answer = Answer(**{**SAID, **values})
    answer_items(round=round, items=[item], user=a_superuser(), answer=answer, show=show)


def rewritten(round: Round, html: str) -> Round:
    """The round after an editor has rewritten a part of the draft."""
    body = three_parts()
    body[2] = text("whom-1", html)
    drafted(round.page.specific, body)
    return Round.objects.get(pk=round.pk)


def test_the_contributor_sees_the_outcome_with_the_same_link(
    round: Round, person: Contributor, client: Client
) -> None:
    item = said(person)
    answered(round, item)
    content = read(client, round)
    for words in ("Whom do you mean?", "We changed it", *list(SAID.values())[1:]):
        assert words in content


def test_an_answer_is_no_says_why(round: Round, person: Contributor, client: Client) -> None:
    values = {"result": Result.NOT_CHANGED, "we_did": "", "why": "The law names them."}
    answered(round, said(person), **values)
    content = read(client, round)
    assert "We did not change it" in content
    assert "The law names them." in content


def test_before_and_after_stand_beside_the_outcome(
    round: Round, person: Contributor, client: Client
) -> None:
    item = said(person)
    round = rewritten(round, "<p>Ask the people it is meant for.</p>")
    answered(round, item, changed_keys=[at("whom")])
    rewritten(round, "<p>Later, something else.</p>")
    content = read(client, round)
    assert "<del>" in content
    assert "Ask the people it is about." in content
    assert "Ask the people it is meant for." in content
    assert "Later, something else." not in content


def test_a_part_that_was_taken_out_is_said_to_be(
    round: Round, person: Contributor, client: Client
) -> None:
    item = said(person, section_key=at("pay"))
    drafted(round.page.specific, three_parts()[:3])
    answered(Round.objects.get(pk=round.pk), item, changed_keys=[at("pay")])
    assert "We took this out: “Paying people”" in read(client, round)


def test_once_the_page_is_gone_the_answer_stays_and_the_draft_does_not(
    round: Round, person: Contributor, client: Client
) -> None:
    item = said(person)
    round = rewritten(round, "<p>Ask the people it is meant for.</p>")
    answered(round, item, changed_keys=[at("whom")])
    round.page.delete()
    content = read(client, round)
    assert "We said it." in content
    assert "meant for" not in content


def test_a_draft_answer_is_not_read(round: Round, person: Contributor, client: Client) -> None:
    answered(round, said(person), show=False)
    content = read(client, round)
    assert "We said it." not in content
    assert "The editors have this." in content


def test_nobody_reads_answers_to_others(round: Round, client: Client) -> None:
    other = said(ContributorFactory(round=round), words="Somebody else wrote this.")
    answered(round, other, public=True)
    content = read(client, round)
    assert "We said it." not in content
    assert "Somebody else wrote this." not in content


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.RECEIVED, "We have this."),
        (State.HELD, "We are looking at this with care."),
        (State.SET_ASIDE, "It is not about this draft"),
    ],
)
def test_what_has_no_answer_says_where_it_stands(
    round: Round, person: Contributor, client: Client, state: State, told: str
) -> None:
    reason = Reason.OFF_TOPIC if state == State.SET_ASIDE else ""
    said(person, state=state, reason=reason)
    assert told in read(client, round)


def test_a_redacted_comment_says_what_was_taken_out_and_why(
    round: Round, person: Contributor, client: Client
) -> None:
    said(person, redacted=True, shared_words="Whom […]?", reason=Reason.NAMES_SOMEONE)
    content = text_of(read(client, round).encode())
    assert "You wrote: Whom do you mean? The editors read this instead: Whom […]?" in content
    assert "Why we took words out: It names or points to a person." in content
    assert "Why: " not in content


def test_the_page_has_one_name(round: Round, person: Contributor, client: Client) -> None:
    content = read(client, round)
    assert "<title>What we did with your comments – " in content
    assert "What we did with your comments</h1>" in content
    start = client.get(reverse("draftcomments:start", args=[round.public_id])).content.decode()
    assert f'href="{address(round)}">What we did with your comments</a>' in start
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.ARCHIVED)
    gone = client.get(reverse("draftcomments:read", args=[round.public_id])).content.decode()
    assert f'href="{address(round)}">What we did with your comments</a>' in gone


def test_answers_come_before_what_still_waits(
    round: Round, person: Contributor, client: Client
) -> None:
    answered, _ = said(person, words="The first thing."), said(person, words="The second thing.")
    OutcomeFactory(round=round, items=[answered])
    content = read(client, round)
    assert content.index("The first thing.") < content.index("The second thing.")


def test_the_statement_is_read_once_it_is_shown(round: Round, client: Client) -> None:
    values = {"heard": "It was long.", "did": "We cut it.", "could_not": ""}
    save_statement(round=round, user=a_superuser(), show=False, **values)
    assert "It was long." not in read(client, round)
    save_statement(round=round, user=a_superuser(), show=True, **values)
    assert "It was long." in read(client, round)
    assert "could not do" not in read(client, round)
    hide_statement(round=round, user=a_superuser())
    assert "It was long." not in read(client, round)


def test_it_is_still_read_when_the_round_is_archived(
    round: Round, person: Contributor, client: Client
) -> None:
    OutcomeFactory(round=round, items=[said(person, state=State.ANSWERED)])
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.ARCHIVED)
    assert "We added buses." in read(client, round)


def test_a_revoked_link_reads_nothing(round: Round, person: Contributor, client: Client) -> None:
    OutcomeFactory(round=round, items=[said(person)])
    person.links.update(revoked_at=timezone.now())
    response = client.get(address(round))
    assert response.status_code == 410
    assert b"buses" not in response.content


def test_without_a_link_there_is_nothing(round: Round) -> None:
    assert Client().get(address(round)).status_code == 404


def test_it_is_only_to_be_read(round: Round, client: Client) -> None:
    assert client.post(address(round)).status_code == 405


def test_many_answers_cost_no_more_queries_than_few(
    round: Round, person: Contributor, client: Client
) -> None:
    changed = round.sections[:2]
    OutcomeFactory(round=round, items=[said(person)], changed_sections=changed)
    few = queries_of(client, address(round))
    for _ in range(20):
        OutcomeFactory(round=round, items=[said(person), said(person)], changed_sections=changed)
    assert Outcome.objects.count() == 21
    assert queries_of(client, address(round)) == few
    assert few <= 8
