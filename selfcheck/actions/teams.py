"""Teams: opening one, joining and leaving it, asking people in, and ending it.

Joining, a new join link and ending lock the team's row first, so that they come one after the other.
Opening locks the sheet, which has no team yet. The rest change single rows, and need no lock.
"""

from django.db import transaction

from content.keys import hash_of
from selfcheck.links import LAST_TURN, Purpose, link_of
from selfcheck.models import SelfCheck, Team
from selfcheck.querysets import SelfCheckQuerySet

MOST_SHEETS = 60
FIRST_TURN = 1
NO_TEAM = {"team": None, "display_name": "", "shows_name": False}


class JoiningIsClosedError(Exception):
    """The coordinator has closed joining."""


class TeamIsFullError(Exception):
    """The team has as many sheets as a talk can hold."""


class InATeamAlreadyError(Exception):
    """A member's sheet cannot also hold what another team agrees."""


@transaction.atomic
def open_team(*, token: str, label: str = "") -> Team:
    """Make the sheet of a token the one that holds what a team agrees. Done twice, it is one team."""
    agreed = SelfCheck.objects.select_for_update().behind(token).get()
    if agreed.team_id:
        raise InATeamAlreadyError
    join = hash_of(link_of(token, Purpose.JOIN, FIRST_TURN))
    team, _ = Team.objects.get_or_create(
        agreed=agreed, defaults={"label": label, "join_hash": join, "join_turn": FIRST_TURN}
    )
    return team


@transaction.atomic
def join_team(*, team: Team, key: str, display_name: str, shows_name: bool) -> str:
    """Make a sheet in a team and return its token.

    The same form sent twice makes one sheet, and the name that was sent last counts. A sheet that
    has left the team meanwhile stays as it is. A new sheet starts with what the team answers about.
    """
    kept = Team.objects.select_for_update().get(pk=team.pk)
    token = link_of(key, Purpose.NEW_CHECK)
    name = {"display_name": display_name, "shows_name": shows_name}
    sheets = SelfCheck.objects.filter(token_hash=hash_of(token))
    if sheets.exists():
        sheets.filter(team=kept).update(**name)
        return token
    refuse_to_join(kept)
    about = {field: getattr(kept.agreed, field) for field in ("route", "lens", "reach")}
    SelfCheck.objects.get_or_create(
        token_hash=hash_of(token), defaults={"team": kept, **about, **name}
    )
    return token


def refuse_to_join(team: Team) -> None:
    """Raise where nobody can join a team."""
    if not team.open:
        raise JoiningIsClosedError
    if team.sheets.kept().count() >= MOST_SHEETS:
        raise TeamIsFullError


@transaction.atomic
def rename_in_team(*, sheet: SelfCheck, display_name: str, shows_name: bool) -> None:
    """Change how somebody is called in their team, and whether the team sees it."""
    in_a_team = SelfCheck.objects.filter(pk=sheet.pk, team__isnull=False)
    in_a_team.update(display_name=display_name, shows_name=shows_name)


@transaction.atomic
def leave_team(*, sheet: SelfCheck) -> None:
    """Take a sheet out of its team: the answers stay, the name in the team goes."""
    SelfCheck.objects.filter(pk=sheet.pk).update(**NO_TEAM)


@transaction.atomic
def close_joining(*, team: Team) -> None:
    """Let nobody else join for now. Those who joined go on as before."""
    Team.objects.filter(pk=team.pk).update(open=False)


@transaction.atomic
def reopen_joining(*, team: Team) -> None:
    """Let people join again, by the same link."""
    Team.objects.filter(pk=team.pk).update(open=True)


@transaction.atomic
def renew_join_link(*, token: str, turn: str) -> None:
    """Make another join link, and stop the one before. Nothing where the team has ended meanwhile.

    `turn` is of the link that was shown. The same form sent twice finds that it is over.
    """
    coordinated = Team.objects.filter(agreed__in=SelfCheck.objects.behind(token))
    team = coordinated.select_for_update().first()
    if team is None or turn != str(team.join_turn) or team.join_turn >= LAST_TURN:
        return
    team.join_turn += 1
    team.join_hash = hash_of(link_of(token, Purpose.JOIN, team.join_turn))
    team.save()


@transaction.atomic
def end_teams(*, agreed: SelfCheckQuerySet) -> None:
    """End the teams of agreed sheets. Everyone keeps their sheet; their names in the team go."""
    teams = Team.objects.select_for_update().filter(agreed__in=agreed).order_by("pk")
    ended = [team.pk for team in teams]
    SelfCheck.objects.filter(team__in=ended).update(**NO_TEAM)
    Team.objects.filter(pk__in=ended).delete()
