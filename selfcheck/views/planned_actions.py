"""One row of the action plan: changing it, and deleting it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from framework.outline import framework_outline
from selfcheck.access import Access
from selfcheck.actions.plans import (
    RowHasChangedError,
    change_action,
    delete_action,
    texts_of,
)
from selfcheck.ideas import MeasuresOffered, measures_for, reading_of
from selfcheck.merging import SEEN, Conflict, read_seen, seen_of
from selfcheck.models import Action
from selfcheck.plan_forms import ChangeActionForm, asking_about
from selfcheck.plan_rows import plan_row
from selfcheck.views.pages import (
    SeeOther,
    not_found,
    page,
    read_or_write,
    sent_in,
    with_self_check,
)


@with_self_check
@read_or_write
def action(request: HttpRequest, access: Access, pk: int) -> HttpResponse:
    """Change one row, or delete it after a question."""
    found = row_of(access, pk)
    if "delete" in request.GET:
        return delete(request, access, pk, found)
    if found is None:
        return gone(request, access)
    form = form_of(access, found, sent_in(request))
    if not form.is_valid():
        return action_page(request, access, found, form)
    return change(request, access, found, form)


def row_of(access: Access, pk: int) -> Action | None:
    rows = access.self_check.actions.select_related("measure", "sub_phase__phase")
    return rows.filter(pk=pk).first()


def form_of(access: Access, action: Action, data: Mapping[str, Any] | None) -> ChangeActionForm:
    measures = measures_of(access, action)
    return ChangeActionForm(data, action=action, outline=framework_outline(), measures=measures)


def measures_of(access: Access, action: Action) -> MeasuresOffered:
    """The measures in the order for the part that a row is about, if it can be chosen now."""
    outline = framework_outline()
    known = outline.known_sub_phases()
    part = next((part for part in known if part.pk == action.sub_phase_id), None)
    level = reading_of(access.self_check, part, outline).level if part else None
    return measures_for(part, level, access.self_check.lens)


def change(
    request: HttpRequest, access: Access, action: Action, form: ChangeActionForm
) -> HttpResponse:
    """Write what was changed here, and ask about what was changed elsewhere too."""
    seen = read_seen(request.POST.get(SEEN))
    try:
        conflicts = change_action(
            self_check=access.self_check, pk=action.pk, row=form.row(), seen=seen
        )
    except Action.DoesNotExist:
        return gone(request, access)
    if conflicts:
        return ask_which_is_right(request, access, action, conflicts, request.POST.dict())
    return to_row(access, action.pk)


def ask_which_is_right(
    request: HttpRequest,
    access: Access,
    action: Action,
    conflicts: Sequence[Conflict],
    sent: Mapping[str, Any],
) -> HttpResponse:
    """The form of a row with both texts, where two people changed the same thing."""
    now = row_of(access, action.pk)
    if now is None:
        return gone(request, access)
    outline, measures = framework_outline(), measures_of(access, now)
    form = asking_about(conflicts, sent, action=now, outline=outline, measures=measures)
    return action_page(request, access, now, form, status=409)


def gone(request: HttpRequest, access: Access) -> HttpResponse:
    """A row that is not there. What was written about it comes back, to copy or to add again."""
    if request.method != "POST":
        return not_found(request, access.token)
    names = ("what", "why", "owner", "how_we_will_know")
    written = [text for name in names if (text := request.POST.get(name, "").strip())]
    context = {"access": access, "written": written}
    title = "Somebody has deleted this action"
    return page(request, "action_gone", title, context, status=409)


def delete(request: HttpRequest, access: Access, pk: int, found: Action | None) -> HttpResponse:
    """Ask, then delete. What somebody has changed since is shown before it goes."""
    if request.method != "POST":
        return delete_page(request, access, found)
    seen = read_seen(request.POST.get(SEEN))
    try:
        delete_action(self_check=access.self_check, pk=pk, seen=seen)
    except RowHasChangedError:
        return delete_page(request, access, row_of(access, pk), changed=True)
    return SeeOther(access.url("plan"))


def delete_page(
    request: HttpRequest, access: Access, action: Action | None, *, changed: bool = False
) -> HttpResponse:
    """The question, with the row as it is now. 409 where it is not the row that was shown."""
    if action is None:
        return not_found(request, access.token)
    context = {
        "access": access,
        "changed": changed,
        "row": plan_row(action, timezone.localdate()),
        "seen": seen_of(texts_of(action)),
    }
    status = 409 if changed else 200
    return page(request, "action_delete", "Delete this action", context, status=status)


def action_page(
    request: HttpRequest,
    access: Access,
    action: Action,
    form: ChangeActionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"access": access, "action": action, "form": form}
    return page(request, "action", "Change an action", context, status=status)


def to_row(access: Access, pk: int | str) -> HttpResponse:
    return SeeOther(f"{access.url('plan')}#action-{pk}" if pk else access.url("plan"))
