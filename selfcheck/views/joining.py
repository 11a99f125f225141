"""Who is in a team: asking people in, joining, the name that they go by, and leaving."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from content.keys import key_from
from content.limits import Limit
from designsystem.qr import qr_svg
from selfcheck.access import Access
from selfcheck.actions.teams import (
    MOST_SHEETS,
    JoiningIsClosedError,
    TeamIsFullError,
    close_joining,
    join_team,
    leave_team,
    refuse_to_join,
    rename_in_team,
    renew_join_link,
    reopen_joining,
)
from selfcheck.links import Purpose, link_of
from selfcheck.models import Team
from selfcheck.team_forms import NameInTeamForm
from selfcheck.teams import Membership, membership_of, team_to_join
from selfcheck.views.pages import (
    SeeOther,
    View,
    page,
    read_or_write,
    see,
    sent_in,
    with_self_check,
)

JOIN_TITLE = "Join a team’s self-check"
# As for starting a check alone: everybody in a hall may join at the same time.
JOINS = Limit("teams-joined", times=300, words="joined a team")


def with_team(view: View) -> View:
    """Open a team's page; whoever is in no team is shown how to start one."""

    @with_self_check
    @wraps(view)
    def inner(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
        membership = membership_of(access.self_check)
        if membership is None:
            return see("team", access.token)
        return view(request, access, membership, **kwargs)

    return inner


def with_team_to_coordinate(view: View) -> View:
    """The same for a page that only the coordinator opens."""

    @with_team
    @wraps(view)
    def inner(
        request: HttpRequest, access: Access, membership: Membership, **kwargs: Any
    ) -> HttpResponse:
        if not membership.coordinates:
            return for_the_coordinator(request, access)
        return view(request, access, membership, **kwargs)

    return inner


def for_the_coordinator(request: HttpRequest, access: Access) -> HttpResponse:
    title = "This is for the coordinator"
    return page(request, "team_coordinator_only", title, {"access": access}, status=403)


def joining_context(request: HttpRequest, access: Access, membership: Membership) -> dict[str, Any]:
    """What the coordinator needs to ask people in; a member is not told the link.

    `about_url` is where to say first what the team answers about; empty where that is said.
    """
    context: dict[str, Any] = {"access": access, "membership": membership, "team": membership.team}
    if membership.coordinates:
        said = access.self_check.lens and access.self_check.reach
        context["about_url"] = "" if said else access.url("about")
        secret = link_of(access.token, Purpose.JOIN, membership.team.join_turn)
        link = request.build_absolute_uri(reverse("selfcheck:join", args=[secret]))
        context |= {"join_link": link, "qr": qr_svg(link, "QR code of the link to join")}
    return context


@with_team_to_coordinate
@read_or_write
def team_joining(request: HttpRequest, access: Access, membership: Membership) -> HttpResponse:
    """The link by which people join, and whether they still can."""
    if request.method == "POST":
        change_joining(request, access, membership.team)
        return see("team_joining", access.token)
    context = joining_context(request, access, membership)
    return page(request, "team_joining", "Ask people to join", context)


def change_joining(request: HttpRequest, access: Access, team: Team) -> None:
    """Do what a button of the page says. Anything else is nothing."""
    wanted = request.POST.get("joining")
    if wanted == "close":
        close_joining(team=team)
    elif wanted == "open":
        reopen_joining(team=team)
    elif wanted == "renew":
        renew_join_link(token=access.token, turn=request.POST.get("turn", ""))


@with_self_check
@read_or_write
def leave(request: HttpRequest, access: Access) -> HttpResponse:
    """Ask, then leave the team. The sheet stays with whoever has its link."""
    if request.method == "POST":
        leave_team(sheet=access.self_check)
        return SeeOther(f"{access.url('tasks')}?left=1")
    if access.self_check.team is None:
        return see("team", access.token)
    return page(request, "leave", "Leave the team", {"access": access})


@with_team
@read_or_write
def name(request: HttpRequest, access: Access, membership: Membership) -> HttpResponse:
    """How somebody is called in the team, and whether the team sees it."""
    if membership.coordinates:
        return see("team", access.token)
    sheet = access.self_check
    initial = {"display_name": sheet.display_name, "shows_name": sheet.shows_name}
    form = NameInTeamForm(sent_in(request), initial=initial)
    if form.is_valid():
        rename_in_team(sheet=sheet, **form.cleaned_data)
        return see("team", access.token)
    context = {"access": access, "form": form}
    return page(request, "team_name", "Your name in the team", context)


def with_join_link(view: Callable[[HttpRequest, Team], HttpResponse]) -> View:
    """Open the team behind a join link, or say kindly why nobody can join."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, team_to_join(token))
        except Team.DoesNotExist:
            return refused(request, "unknown", 404)
        except JoiningIsClosedError:
            return refused(request, "closed", 410)
        except TeamIsFullError:
            return refused(request, "full", 409)

    return inner


def refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    title = "You cannot join with this link"
    return page(request, "join_refused", title, {"why": why, "most": MOST_SHEETS}, status)


@with_join_link
@read_or_write
def join(request: HttpRequest, team: Team) -> HttpResponse:
    """Say what joining is, then make a sheet."""
    form = NameInTeamForm(sent_in(request))
    key = key_from(request.POST.get("key"))
    context = {"form": form, "team": team, "key": key}
    if form.is_valid() and JOINS.allows(request):
        return see("tasks", join_team(team=team, key=key, **form.cleaned_data))
    refuse_to_join(team)
    if form.is_valid():
        form.add_error(None, JOINS.refusal)
        return JOINS.told(page(request, "join", JOIN_TITLE, context, 429))
    return page(request, "join", JOIN_TITLE, context)
