"""Checking as a team: opening it, seeing the answers together, agreeing, and ending it."""

from django.http import HttpRequest, HttpResponse

from framework.outline import Outline, PhaseOutline, framework_outline
from selfcheck.access import Access
from selfcheck.actions.answers import Saved, save_answers
from selfcheck.actions.teams import InATeamAlreadyError, end_teams, open_team
from selfcheck.models import SelfCheck
from selfcheck.team_forms import AgreedForm, OpenTeamForm
from selfcheck.teams import Membership, membership_of, part_rows, phase_rows, read_together
from selfcheck.views.joining import (
    for_the_coordinator,
    joining_context,
    with_team,
    with_team_to_coordinate,
)
from selfcheck.views.pages import (
    not_found,
    page,
    read_or_write,
    see,
    sent_in,
    with_self_check,
)


@with_self_check
@read_or_write
def team(request: HttpRequest, access: Access) -> HttpResponse:
    """The answers of a team together; or, where there is no team, how to start one."""
    membership = membership_of(access.self_check)
    if membership is None:
        return start_a_team(request, access)
    if request.method == "POST":
        return see("team", access.token)
    outline = framework_outline()
    together = read_together(membership, outline)
    address = phase_addresses(access, outline)
    context = {
        **joining_context(request, access, membership),
        "together": together,
        "has_begun": access.self_check.pk in together.begun,
        "parts": part_rows(together, address),
        "phases": phase_rows(together, outline, address),
    }
    return page(request, "team", "Your team’s answers", context)


def start_a_team(request: HttpRequest, access: Access) -> HttpResponse:
    """Say what a team is, and open one. A sheet of another team cannot."""
    form = OpenTeamForm(sent_in(request))
    try:
        if form.is_valid():
            open_team(token=access.token, **form.cleaned_data)
            return see("team_joining", access.token)
    except InATeamAlreadyError:
        return see("team", access.token)
    return page(request, "team_open", "Check as a team", {"access": access, "form": form})


def phase_addresses(access: Access, outline: Outline) -> dict[int, str]:
    """Where a team's page of each phase is, by its pk."""
    return {phase.pk: access.url("team_phase", phase.identifier) for phase in outline.phases}


@with_team
@read_or_write
def team_phase(
    request: HttpRequest, access: Access, membership: Membership, identifier: str
) -> HttpResponse:
    """One phase: the answers to each part, and what the team agrees about it."""
    phase = framework_outline().phase(identifier)
    if phase is None or not phase.known_sub_phases:
        return not_found(request, access.token)
    if request.method == "POST" and not membership.coordinates:
        return for_the_coordinator(request, access)
    return agree(request, access, membership, phase)


def agree(
    request: HttpRequest, access: Access, membership: Membership, phase: PhaseOutline
) -> HttpResponse:
    """Show a phase and keep what was agreed; ask where another window said something else."""
    form, status = agreed_form(request, membership, phase), 200
    if form.is_valid():
        saved = save_answers(self_check=access.self_check, said=form.said(), seen=form.was_seen)
        if not saved.conflicts:
            return after_agreeing(request.POST.get("then"), access, phase)
        form, status = agreed_form(request, membership, phase, saved), 409
    context = {"access": access, "membership": membership, "phase": phase, "form": form}
    return page(request, "team_phase", f"{phase.name}: your team’s answers", context, status)


def agreed_form(
    request: HttpRequest, membership: Membership, phase: PhaseOutline, saved: Saved | None = None
) -> AgreedForm:
    outline = framework_outline()
    parts = read_together(membership, outline).of_phase(phase)
    return AgreedForm(parts, outline.levels, membership.agreed.lens, sent_in(request), saved)


def after_agreeing(then: str | None, access: Access, phase: PhaseOutline) -> HttpResponse:
    later = [each for each in framework_outline().phases if each.number > phase.number]
    following = next((each for each in later if each.known_sub_phases), None)
    if then == "later" or following is None:
        return see("team", access.token)
    return see("team_phase", access.token, following.identifier)


@with_team_to_coordinate
@read_or_write
def end(request: HttpRequest, access: Access, membership: Membership) -> HttpResponse:
    """Ask, then end the team. Everyone keeps their sheet."""
    if request.method == "POST":
        end_teams(agreed=SelfCheck.objects.behind(access.token))
        return see("tasks", access.token)
    context = {"access": access, "membership": membership}
    return page(request, "team_end", "End this team", context)
