"""What it takes to see a round, and what asking costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from draftcomments.models import Round
from draftcomments.permissions import can_help, can_see_round, rounds_for
from pages.models import HomePage
from tests.draftcomments.moderators import an_editor_of
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import RoundFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def rounds_on_pages(home_page: HomePage, number: int) -> list[Round]:
    return [RoundFactory(page=StandardPageFactory(parent=home_page)) for _ in range(number)]


def queries_of_asking(user: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        rounds_for(User.objects.get(pk=user.pk), Round.objects.light().select_related("page"))
    return len(queries)


def test_an_editor_of_another_page_is_asked_about_all_pages_at_once(home_page: HomePage) -> None:
    editor = an_editor_of(StandardPageFactory(parent=home_page))
    rounds_on_pages(home_page, 2)
    few = queries_of_asking(editor)
    rounds_on_pages(home_page, 20)
    assert queries_of_asking(editor) == few


def test_an_editor_reads_rounds_of_the_own_page_only(home_page: HomePage) -> None:
    own, other = rounds_on_pages(home_page, 2)
    assert rounds_for(an_editor_of(own.page), [own, other]) == [own]


def test_who_helped_is_let_out_once_the_page_is_gone(home_page: HomePage) -> None:
    round = RoundFactory(page=StandardPageFactory(parent=home_page), facilitator=UserFactory())
    assert can_help(round.facilitator, round)
    round.page.delete()
    alone = Round.objects.get(pk=round.pk)
    assert not can_help(alone.facilitator, alone)
    assert not can_see_round(alone.facilitator, alone)
