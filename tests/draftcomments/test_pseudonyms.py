"""Names for people whose names we do not want to know."""

import pytest

from draftcomments.pseudonyms import HOW, WHO, new_pseudonym, new_pseudonyms
from tests.factories.draftcomments import ContributorFactory, RoundFactory

pytestmark = pytest.mark.django_db


def test_a_name_is_two_words_of_ours() -> None:
    how, who = new_pseudonym(RoundFactory()).split()
    assert how in HOW
    assert who in WHO


def test_nobody_in_a_round_has_the_name_of_another() -> None:
    round = RoundFactory()
    names = new_pseudonyms(round, 500)
    assert len(set(names)) == 500
    taken = {ContributorFactory(round=round, pseudonym=name).pseudonym for name in names[:50]}
    assert taken.isdisjoint(new_pseudonyms(round, 500))


def test_there_are_names_for_everybody_when_all_are_taken() -> None:
    everybody = len(HOW) * len(WHO)
    names = new_pseudonyms(RoundFactory(), everybody + 3)
    assert len(set(names)) == everybody + 3
    assert all(name.endswith(" 2") for name in names[everybody:])
