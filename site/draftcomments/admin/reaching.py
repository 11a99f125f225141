"""How a person who takes part can be reached, for those who may know, and noting that they were told."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from wagtail.admin import messages

from draftcomments.actions.reaching import note_told
from draftcomments.admin.pages import (
    StaffRequest,
    crumbs_of,
    staff_page,
    to_round,
    with_round,
)
from draftcomments.models import Contributor, Round
from draftcomments.permissions import can_reach_people, can_run_round
from draftcomments.reading.reaching import ways_to_reach


@never_cache
@sensitive_variables()
@with_round(can_reach_people)
def reach(request: StaffRequest, round: Round, person_id: int) -> HttpResponse:
    person = get_object_or_404(Contributor.objects.with_news(), pk=person_id, round=round)
    person.round = round
    if request.method == "POST":
        return noted(request, round, person)
    context = {
        "round": round,
        "person": person,
        "ways": ways_to_reach(person),
        "as_of": timezone.now().isoformat(),
        "may_run": can_run_round(request.user, round) and round.is_running,
    }
    title, crumbs = f"How to reach {person}", crumbs_of(round)
    return staff_page(request, "people_reach", title, context, crumbs=crumbs)


def noted(request: StaffRequest, round: Round, person: Contributor) -> HttpResponse:
    note_told(contributor=person, as_of=moment_from(request.POST.get("as_of", "")))
    messages.success(request, f"Noted: {person} has been told.")
    return to_round(round)


def moment_from(text: str) -> datetime | None:
    """When the page was drawn: what was shown since is still news. None where that is not told."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None


urlpatterns: list[URLPattern] = [
    path("rounds/<int:pk>/people/<int:person_id>/reach/", reach, name="reach"),
]
