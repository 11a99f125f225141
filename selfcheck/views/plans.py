"""The action plan: reading it, adding to it, and putting its rows in order."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from content.keys import key_from
from framework.outline import framework_outline
from selfcheck.access import Access
from selfcheck.actions.plans import (
    ActionIsThereError,
    PlanIsFullError,
    add_action,
    put_before,
    text_of,
    texts_of,
)
from selfcheck.exports.formats import formats_on_offer
from selfcheck.ideas import ideas_for, measures_for
from selfcheck.merging import merge
from selfcheck.models import MOST_ACTIONS, Action
from selfcheck.plan_forms import AddActionForm, part_groups
from selfcheck.plan_rows import plan_rows, sum_of
from selfcheck.views.pages import (
    page,
    read_or_write,
    with_either_link,
    with_self_check,
)
from selfcheck.views.planned_actions import ask_which_is_right, to_row

ORDER = re.compile(r"([0-9]{1,18})-before-([0-9]{1,18})")
FULL = f"A plan holds {MOST_ACTIONS} actions. Change or delete one to make room for another."
THERE = "This action is in your plan already."
FOR_A_MEETING = {"docx", "pdf"}


@csrf_exempt
@read_or_write
def plan(request: HttpRequest, token: str) -> HttpResponse:
    """The plan. Both links read it; only the link to change adds to it and puts it in order."""
    view = change_plan if request.method == "POST" else read_plan
    return view(request, token)


@with_either_link
def read_plan(request: HttpRequest, access: Access) -> HttpResponse:
    form = add_form(access, request.GET.get("part", "")) if access.can_change else None
    return plan_page(request, access, form)


@with_self_check
def change_plan(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a row, or put one before another. Sent twice, it is done once."""
    if "order" in request.POST:
        return order(request, access)
    form = add_form(access, request.POST.get("sub_phase", ""), request.POST)
    action = added(access, form, key_from(request.POST.get("key"))) if form.is_valid() else None
    if action is None:
        return plan_page(request, access, form)
    return after_adding(request, access, action, form)


def added(access: Access, form: AddActionForm, key: str) -> Action | None:
    """The row that this form makes, or has made before; None where the form now says why not."""
    try:
        return add_action(self_check=access.self_check, key=key, row=form.row())
    except PlanIsFullError:
        form.add_error(None, FULL)
    except ActionIsThereError:
        form.refuse(THERE)
    return None


def order(request: HttpRequest, access: Access) -> HttpResponse:
    """The button says which row goes before which, so a double click moves it once."""
    wish = ORDER.fullmatch(request.POST["order"])
    if wish:
        put_before(self_check=access.self_check, pk=int(wish[1]), other=int(wish[2]))
    moved = request.POST.get("moved", "")
    return to_row(access, moved if moved.isascii() and moved.isdigit() else "")


def after_adding(
    request: HttpRequest, access: Access, action: Action, form: AddActionForm
) -> HttpResponse:
    """To the row; or, where its form was sent before and said something else, ask which is right."""
    posted = {field: text_of(value) for field, value in form.row().items()}
    conflicts = merge(stored=texts_of(action), posted=posted, seen={}).conflicts
    if not conflicts:
        return to_row(access, action.pk)
    sent = {**request.POST.dict(), "what": form.cleaned_data["what"]}
    return ask_which_is_right(request, access, action, conflicts, sent)


def add_form(access: Access, identifier: str, data: Any = None) -> AddActionForm:
    """The form for a new row, with ideas where it is about a known part."""
    outline = framework_outline()
    known = outline.known_sub_phases()
    part = next((part for part in known if part.identifier == identifier), None)
    ideas = ideas_for(access.self_check, part, outline) if part else None
    measures = measures_for(part, ideas.level if ideas else None, access.self_check.lens)
    return AddActionForm(data, ideas=ideas, measures=measures)


def plan_page(request: HttpRequest, access: Access, form: AddActionForm | None) -> HttpResponse:
    actions = list(access.self_check.actions.select_related("measure", "sub_phase__phase"))
    full = len(actions) >= MOST_ACTIONS
    context = {
        "access": access,
        "calendar_url": access.url("download", "ics") if any(row.due_on for row in actions) else "",
        "files": files_for_a_meeting(access) if actions else [],
        "form": form,
        "full": FULL if full else "",
        "key": key_from(request.POST.get("key")),
        "parts": part_groups(framework_outline()),
        "rows": plan_rows(actions, timezone.localdate()),
        "sum": sum_of(actions),
    }
    return page(request, "plan", "Action plan", context)


def files_for_a_meeting(access: Access) -> list[dict[str, str]]:
    """Address and words of the files to read together, as far as they can be made here."""
    return [
        {"url": access.url("download", known.form), "words": known.words}
        for known in formats_on_offer()
        if known.form in FOR_A_MEETING
    ]
