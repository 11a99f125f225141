"""The life of a round: prepared, opened on a frozen copy, closed, archived."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail_factories import ImageFactory

from accounts.models import User
from draftcomments.actions.rounds import (
    NotConfirmedError,
    NothingToReadError,
    PeopleAskedError,
    UnansweredError,
    WrongStatusError,
    archive_round,
    change_round,
    close_round,
    delete_round,
    open_round,
    prepare_round,
)
from draftcomments.drafts.freezing import MEDIA, PRIVATE
from draftcomments.enums import RoundStatus, State
from draftcomments.models import AccessLink, Round
from pages.models import HomePage
from tests.draftcomments.drafts import block, drafted, round_on, three_parts
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def user() -> User:
    return UserFactory()


def a_draft(page: Page, **values: object) -> Round:
    nothing = {"content": None, "sections": [], "opened_at": None}
    return RoundFactory(page=page, status=RoundStatus.DRAFT, **nothing, **values)


def test_rounds_of_a_page_are_numbered(page: Page, user: User) -> None:
    dates = {"closes_on": TODAY() + timedelta(1), "reply_by": TODAY() + timedelta(2)}
    numbers = [prepare_round(round=Round(**dates), page=page).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    Round.objects.filter(number=2).delete()
    assert prepare_round(round=Round(**dates), page=page).number == 4


def test_opening_freezes_the_draft_as_it_stands(page: Page, user: User) -> None:
    round = open_round(round=a_draft(page), user=user)
    frozen = Round.objects.get(pk=round.pk)
    assert frozen.status == RoundStatus.OPEN
    assert frozen.content["title"] == page.title
    assert "wagtail_admin_comments" not in frozen.content
    assert "Paying people" in [section["heading"] for section in frozen.sections]
    drafted(page, three_parts()[:1])
    assert Round.objects.get(pk=round.pk).sections == frozen.sections


def test_opening_says_when_words_and_contacts_go(page: Page, user: User) -> None:
    round = open_round(round=a_draft(page), user=user)
    assert round.delete_contacts_on == round.reply_by + timedelta(days=30)
    assert round.delete_words_on == round.closes_on + timedelta(days=365)


def test_a_round_is_opened_once(page: Page, user: User) -> None:
    round = a_draft(page)
    opened = open_round(round=round, user=user)
    with pytest.raises(WrongStatusError):
        open_round(round=round, user=user)
    assert Round.objects.get().opened_at == opened.opened_at


def test_a_private_page_needs_a_yes(page: Page, user: User, home_page: HomePage) -> None:
    PageViewRestriction.objects.create(page=home_page, restriction_type="login")
    round = a_draft(page)
    with pytest.raises(NotConfirmedError):
        open_round(round=round, user=user)
    with pytest.raises(NotConfirmedError):
        open_round(round=round, user=user, confirmed=[MEDIA])
    assert Round.objects.get().content is None
    assert open_round(round=round, user=user, confirmed=[PRIVATE]).is_open


def test_a_draft_with_pictures_needs_a_yes(page: Page, user: User) -> None:
    picture = {"image": ImageFactory().pk, "alt_text": "", "decorative": True}
    figure = block("figure", "room", {"image": picture, "caption": ""})
    drafted(page, [*three_parts(), figure])
    round = a_draft(page)
    with pytest.raises(NotConfirmedError):
        open_round(round=round, user=user)
    assert open_round(round=round, user=user, confirmed=[MEDIA]).is_open


def test_a_round_without_a_page_is_not_opened(page: Page, user: User) -> None:
    round = a_draft(page)
    page.delete()
    with pytest.raises(WrongStatusError):
        open_round(round=round, user=user)


def test_a_page_without_words_is_not_opened(home_page: HomePage, user: User) -> None:
    root = Page.get_first_root_node()
    page = root.add_child(instance=Page(title=" ", slug="nothing"))
    with pytest.raises(NothingToReadError):
        open_round(round=a_draft(page), user=user)


@pytest.mark.parametrize("days", [-1, 0])
def test_people_get_time_to_answer(page: Page, user: User, days: int) -> None:
    round = a_draft(page, closes_on=TODAY() + timedelta(days))
    with pytest.raises(ValidationError):
        open_round(round=round, user=user)


def test_what_happens_is_in_the_history_of_the_page_without_words(page: Page, user: User) -> None:
    round = open_round(round=a_draft(page), user=user)
    close_round(round=round, user=user)
    close_round(round=round, user=user)
    archive_round(round=round, user=user)
    entries = PageLogEntry.objects.filter(page=page, action__startswith="draftcomments")
    assert [entry.action.partition(".")[2] for entry in entries.order_by("pk")] == [
        "open",
        "close",
        "archive",
    ]
    assert {str(entry.data) for entry in entries} == {str({"feedback": f"R-{round.pk}"})}
    assert {entry.user for entry in entries} == {user}


def test_a_round_with_comments_that_wait_is_not_archived(user: User) -> None:
    round = RoundFactory(status=RoundStatus.CLOSED)
    person = ContributorFactory(round=round)
    for state in (State.RECEIVED, State.CHECKED, State.HELD, State.ANSWERED, State.SET_ASIDE):
        ItemFactory(contributor=person, state=state)
    with pytest.raises(UnansweredError) as refused:
        archive_round(round=round, user=user)
    assert refused.value.count == 3
    assert Round.objects.get().status == RoundStatus.CLOSED


def test_a_round_is_archived_when_all_is_answered(user: User) -> None:
    item = ItemFactory(state=State.ANSWERED, contributor__round__status=RoundStatus.CLOSED)
    assert archive_round(round=item.round, user=user).status == RoundStatus.ARCHIVED


def test_a_round_that_ended_by_itself_can_be_archived(user: User) -> None:
    round = RoundFactory(closes_on=TODAY() - timedelta(1))
    assert archive_round(round=round, user=user).status == RoundStatus.ARCHIVED


@pytest.mark.parametrize("status", [RoundStatus.DRAFT, RoundStatus.OPEN])
def test_only_what_has_ended_is_archived(user: User, status: RoundStatus) -> None:
    with pytest.raises(WrongStatusError):
        archive_round(round=RoundFactory(status=status), user=user)


@pytest.mark.parametrize("status", [RoundStatus.DRAFT, RoundStatus.ARCHIVED])
def test_only_what_was_opened_is_closed(user: User, status: RoundStatus) -> None:
    with pytest.raises(WrongStatusError):
        close_round(round=RoundFactory(status=status), user=user)


def test_what_people_have_read_does_not_change(user: User) -> None:
    round = RoundFactory()
    round.purpose, round.contact_line = "Something else.", "The new lead, 01234 111111"
    change_round(round=round)
    kept = Round.objects.get()
    assert kept.purpose != "Something else."
    assert kept.contact_line == "The new lead, 01234 111111"


def test_links_and_last_days_follow_the_dates() -> None:
    link = AccessLinkFactory()
    round = link.contributor.round
    round.closes_on += timedelta(days=7)
    round.reply_by += timedelta(days=10)
    change_round(round=round)
    kept = Round.objects.get()
    assert kept.delete_words_on == round.closes_on + timedelta(days=365)
    assert kept.delete_contacts_on == round.reply_by + timedelta(days=30)
    assert AccessLink.objects.get().expires_on == round.reply_by + timedelta(days=60)


def test_an_archived_round_does_not_change() -> None:
    with pytest.raises(WrongStatusError):
        change_round(round=RoundFactory(status=RoundStatus.ARCHIVED))


def test_a_draft_round_can_be_deleted(page: Page) -> None:
    delete_round(round=a_draft(page))
    assert not Round.objects.exists()


def test_a_round_that_people_were_asked_in_is_never_deleted(page: Page) -> None:
    with pytest.raises(PeopleAskedError):
        delete_round(round=RoundFactory())
    with pytest.raises(PeopleAskedError):
        delete_round(round=ContributorFactory(round=a_draft(page)).round)
    assert Round.objects.count() == 2


def test_a_copy_of_a_page_has_no_rounds(page: Page) -> None:
    round_on(page)
    copied = page.copy(update_attrs={"slug": "copied"})
    assert not Round.objects.of_page(copied).exists()


def test_a_round_outlives_its_page(page: Page) -> None:
    round = round_on(page)
    page.delete()
    round.refresh_from_db()
    assert round.page is None
    assert round.page_title == "Asking people"
