"""Who was heard in a round, as the public may be told."""

from collections import defaultdict
from itertools import combinations_with_replacement

import pytest

from draftcomments.actions.stating import save_statement
from draftcomments.enums import Background, State
from draftcomments.models import Round
from draftcomments.reading.statements import Heard, public_statement, who_was_heard
from tests.draftcomments.moderators import a_superuser
from tests.factories.draftcomments import ContributorFactory, ItemFactory


@pytest.mark.django_db
def test_people_are_counted_once_and_only_where_their_words_reached_the_editors(
    round: Round,
) -> None:
    for _ in range(6):
        carer = ContributorFactory(round=round, background=Background.CARER)
        ItemFactory.create_batch(2, contributor=carer, state=State.CHECKED)
    for state in (State.RECEIVED, State.HELD, State.SET_ASIDE):
        ItemFactory(contributor=ContributorFactory(round=round), state=state)
    ContributorFactory(round=round)
    said = {"heard": "Buses matter.", "did": "We named buses.", "could_not": ""}
    statement = public_statement(save_statement(round=round, user=a_superuser(), show=True, **said))
    assert statement is not None
    assert statement.who == Heard("6 people", ["people who care for somebody, unpaid"])


def test_groups_under_five_are_not_named() -> None:
    counts = {Background.LIVED: 5, Background.CARER: 4, Background.STAFF: 1, "": 2}
    assert who_was_heard(counts) == Heard(
        "12 people", ["people who have used these services, or needed them"]
    )


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_fewer_than_five_people_are_not_counted_out(number: int) -> None:
    assert who_was_heard({Background.LIVED: number}) == Heard("Fewer than 5 people", [])


def test_where_no_words_are_kept_nothing_is_said_of_people() -> None:
    assert who_was_heard({}) is None


def test_no_small_group_can_be_worked_out_from_what_is_told() -> None:
    """Whatever is told, each group that is not named may have been of another size, or nobody."""
    named = [Background.LIVED, Background.CARER, Background.STAFF]
    told: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    small: list[tuple[tuple[str, int], int]] = []
    for counts in combinations_with_replacement(range(13), len(named)):
        for unsaid in range(25):
            people = dict(zip(named, counts, strict=True)) | {"": unsaid}
            heard = who_was_heard(people)
            if heard is None or sum(people.values()) > 24:
                continue
            key = (heard.people, len(heard.groups))
            hidden = [number for number in counts if number < 5]
            told[key].update(hidden)
            small += [(key, number) for number in hidden if number]
    assert len(small) > 500
    assert all(0 in told[key] and len(told[key]) > 1 for key, _ in small)
