"""Teams: opening, joining, leaving, closing and ending. Done twice, the same as done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.keys import new_token
from framework.enums import Lens, Reach
from framework.models import Level, SubPhase
from selfcheck.actions.checks import delete_self_check, start_self_check
from selfcheck.actions.teams import (
    LAST_TURN,
    MOST_SHEETS,
    InATeamAlreadyError,
    JoiningIsClosedError,
    TeamIsFullError,
    close_joining,
    end_teams,
    join_team,
    leave_team,
    open_team,
    rename_in_team,
    renew_join_link,
    reopen_joining,
)
from selfcheck.enums import AnswerKind, Route
from selfcheck.links import Purpose, link_of
from selfcheck.models import SelfCheck, Team
from selfcheck.teams import membership_of, team_to_join
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.selfcheck.conftest import TOKEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(self_check: SelfCheck) -> Team:
    return open_team(token=TOKEN, label="North")


def join_link(turn: int = 1) -> str:
    return link_of(TOKEN, Purpose.JOIN, turn)


def joined(team: Team, name: str = "Nurse", *, shows_name: bool = False, key: str = "") -> str:
    return join_team(team=team, key=key or new_token(), display_name=name, shows_name=shows_name)


def sheet(token: str) -> SelfCheck:
    return SelfCheck.objects.behind_either(token).get()


def test_opening_twice_is_one_team_with_the_first_name(self_check: SelfCheck, team: Team) -> None:
    again = open_team(token=TOKEN, label="South")
    assert (again, again.label) == (team, "North")
    assert Team.objects.count() == 1


def test_the_join_link_is_made_from_the_coordinators_and_stored_as_a_hash(team: Team) -> None:
    assert team_to_join(join_link()) == team
    assert join_link() not in str(team.__dict__)
    assert not SelfCheck.objects.behind_either(join_link()).exists()


def test_a_members_sheet_cannot_hold_what_another_team_agrees(team: Team) -> None:
    token = joined(team)
    with pytest.raises(InATeamAlreadyError):
        open_team(token=token)
    assert membership_of(sheet(token)) is not None


def test_joining_makes_an_empty_sheet_about_the_same_work(self_check: SelfCheck) -> None:
    about = {"route": Route.DETAILED, "lens": Lens.STRATEGIC, "reach": Reach.PLACE}
    SelfCheck.objects.update(**about)
    own = sheet(joined(open_team(token=TOKEN)))
    assert {field: getattr(own, field) for field in about} == about
    assert (own.display_name, own.shows_name, own.answers.count()) == ("Nurse", False, 0)


def test_the_same_form_sent_twice_makes_one_sheet_and_the_last_name_counts(team: Team) -> None:
    key = new_token()
    first = joined(team, "Nurse", key=key)
    second = joined(team, "Chair", shows_name=True, key=key)
    assert first == second
    assert team.sheets.count() == 1
    assert (sheet(first).display_name, sheet(first).shows_name) == ("Chair", True)


def test_the_same_form_sent_again_does_not_bring_back_a_sheet_that_has_left(team: Team) -> None:
    key = new_token()
    token = joined(team, key=key)
    leave_team(sheet=sheet(token))
    assert joined(team, key=key) == token
    assert (sheet(token).team, sheet(token).display_name) == (None, "")


def test_a_key_of_one_team_moves_no_sheet_to_another(team: Team) -> None:
    other = open_team(token=start_self_check())
    key = new_token()
    token = joined(team, "Nurse", key=key)
    assert joined(other, "Chair", key=key) == token
    assert (sheet(token).team, sheet(token).display_name) == (team, "Nurse")


def test_a_key_does_not_open_the_sheet_that_coordinates(team: Team) -> None:
    token = joined(team, key=TOKEN)
    assert token != TOKEN
    assert membership_of(sheet(token)).coordinates is False  # type: ignore[union-attr]  # is there


def test_nobody_joins_a_closed_team_until_it_opens_again(team: Team) -> None:
    close_joining(team=team)
    close_joining(team=team)
    with pytest.raises(JoiningIsClosedError):
        joined(team)
    reopen_joining(team=team)
    assert sheet(joined(team)).team == team


def test_a_form_sent_again_after_closing_still_leads_to_its_sheet(team: Team) -> None:
    key = new_token()
    token = joined(team, key=key)
    close_joining(team=team)
    assert joined(team, key=key) == token


def test_a_team_holds_sixty_sheets_and_expired_ones_make_room(team: Team) -> None:
    SelfCheckFactory.create_batch(MOST_SHEETS, team=team)
    with pytest.raises(TeamIsFullError):
        joined(team)
    oldest = team.sheets.order_by("pk").first()
    SelfCheck.objects.filter(pk=oldest.pk).update(expires_on=timezone.localdate() - timedelta(1))
    assert sheet(joined(team)).team == team


def test_a_new_join_link_stops_the_old_one_and_keeps_who_joined(team: Team) -> None:
    token = joined(team)
    renew_join_link(token=TOKEN, turn="1")
    renew_join_link(token=TOKEN, turn="1")
    with pytest.raises(Team.DoesNotExist):
        team_to_join(join_link(1))
    assert team_to_join(join_link(2)) == team
    assert sheet(token).team == team


@pytest.mark.parametrize("turn", ["", "0", "2", "one", "9" * 400])
def test_a_wrong_turn_changes_no_link(team: Team, turn: str) -> None:
    renew_join_link(token=TOKEN, turn=turn)
    assert team_to_join(join_link(1)) == team


def test_a_link_is_not_renewed_when_the_team_has_ended_meanwhile(team: Team) -> None:
    end_teams(agreed=SelfCheck.objects.behind(TOKEN))
    renew_join_link(token=TOKEN, turn="1")
    assert not Team.objects.exists()


def test_links_can_be_renewed_until_their_count_is_full(team: Team) -> None:
    Team.objects.update(join_turn=LAST_TURN)
    renew_join_link(token=TOKEN, turn=str(LAST_TURN))
    assert Team.objects.get().join_turn == LAST_TURN


def test_leaving_keeps_the_answers_and_forgets_the_name(
    team: Team, framework: dict[str, SubPhase]
) -> None:
    token = joined(team, shows_name=True)
    AnswerFactory(self_check=sheet(token), sub_phase=framework["1a"])
    leave_team(sheet=sheet(token))
    leave_team(sheet=sheet(token))
    own = sheet(token)
    assert (own.team, own.display_name, own.shows_name) == (None, "", False)
    assert own.answers.count() == 1


def test_a_name_can_change_and_be_hidden_later(team: Team) -> None:
    token = joined(team, shows_name=True)
    rename_in_team(sheet=sheet(token), display_name="Ward nurse", shows_name=False)
    assert (sheet(token).display_name, sheet(token).shows_name) == ("Ward nurse", False)


def test_a_sheet_outside_a_team_gets_no_name(self_check: SelfCheck) -> None:
    rename_in_team(sheet=self_check, display_name="Nurse", shows_name=True)
    assert SelfCheck.objects.get().display_name == ""


def test_ending_leaves_everyone_their_sheet_and_the_agreed_one(
    team: Team, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=2),
        reason="We talked.",
    )
    tokens = [joined(team, shows_name=True), joined(team, "Chair")]
    end_teams(agreed=SelfCheck.objects.behind(TOKEN))
    end_teams(agreed=SelfCheck.objects.behind(TOKEN))
    assert not Team.objects.exists()
    own = [sheet(token) for token in tokens]
    assert [(each.team, each.display_name, each.shows_name) for each in own] == [
        (None, "", False)
    ] * 2
    assert sheet(TOKEN).answers.get().reason == "We talked."


def test_ending_touches_no_other_team(team: Team) -> None:
    other = open_team(token=start_self_check())
    token = joined(other)
    end_teams(agreed=SelfCheck.objects.behind(TOKEN))
    assert (sheet(token).team, sheet(token).display_name) == (other, "Nurse")


def test_deleting_the_agreed_sheet_ends_the_team_and_forgets_the_names(team: Team) -> None:
    token = joined(team, shows_name=True)
    delete_self_check(token=TOKEN)
    assert (sheet(token).team, sheet(token).display_name) == (None, "")


def test_a_team_whose_agreed_sheet_has_expired_takes_nobody_in(team: Team) -> None:
    token = joined(team)
    yesterday = timezone.localdate() - timedelta(1)
    SelfCheck.objects.filter(pk=team.pk).update(expires_on=yesterday)
    assert membership_of(sheet(token)) is None
    with pytest.raises(Team.DoesNotExist):
        team_to_join(join_link())
