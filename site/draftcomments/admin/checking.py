"""One comment in the admin: the words beside the part they are about, and what is to become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from accounts.models import User
from draftcomments.actions.checking import (
    CAN_BE_HELD,
    CAN_BE_PUT_BACK,
    CAN_BE_REDACTED,
    CAN_BE_SET_ASIDE,
    CAN_BE_SHARED,
    ChangedMeanwhileError,
    check_item,
    hold_item,
    put_back,
    set_item_aside,
)
from draftcomments.admin.pages import (
    CONFLICT,
    StaffRequest,
    for_the_admin,
    read_or_write,
    staff_page,
)
from draftcomments.drafts.changes import frozen_sections
from draftcomments.drafts.sections import Section
from draftcomments.enums import State
from draftcomments.forms.checking import HoldForm, ReasonForm, RedactForm, SeenForm, initial_of
from draftcomments.models import Item
from draftcomments.permissions import can_moderate, can_read_originals
from draftcomments.reading.about import about


@dataclass(frozen=True)
class Step:
    """Something that a moderator does with a comment.

    - `form` - what it needs to know
    - `act` - the action
    - `states` - in which it can be done
    - `reads` - whether only somebody who reads the words can do it
    - `done` - what is said afterwards
    """

    form: type[SeenForm]
    act: Callable[..., Item]
    states: tuple[State, ...]
    reads: bool
    done: str


STEPS = {
    "check": Step(SeenForm, check_item, CAN_BE_SHARED, True, "is with the editors now."),
    "redact": Step(
        RedactForm, check_item, CAN_BE_REDACTED, True, "is with the editors now, redacted."
    ),
    "hold": Step(HoldForm, hold_item, CAN_BE_HELD, False, "is on hold."),
    "aside": Step(ReasonForm, set_item_aside, CAN_BE_SET_ASIDE, False, "is set aside."),
    "back": Step(SeenForm, put_back, CAN_BE_PUT_BACK, False, "waits to be checked again."),
}


def item_for(user: User, pk: int) -> Item:
    """The item, for somebody who may know of it, without words they may not read."""
    if not can_moderate(user):
        raise PermissionDenied
    items = Item.objects.alive().select_related("round__page", "contributor", "entered_by")
    items = items.defer("round__content")
    if not can_read_originals(user):
        items = items.defer("words", "shared_words", "quote")
    return get_object_or_404(items, pk=pk)


def step_called(name: str) -> Step:
    if name not in STEPS:
        raise Http404
    return STEPS[name]


def steps_for(user: User, item: Item) -> list[str]:
    """The names of what a user can do with an item as it stands."""
    reads = can_read_originals(user)
    return [
        name
        for name, step in STEPS.items()
        if item.state in step.states and (reads or not step.reads)
    ]


@require_safe
def item_page(request: StaffRequest, pk: int) -> HttpResponse:
    return shown(request, item_for(request.user, pk))


@read_or_write
def decide(request: StaffRequest, pk: int, name: str) -> HttpResponse:
    """Do one step with an item, if it still is as it was on the screen."""
    item, step = item_for(request.user, pk), step_called(name)
    if request.method != "POST":
        return redirect("draftcomments_admin:item", pk)
    form = step.form(request.POST, prefix=name)
    if not form.is_valid():
        messages.error(request, "Nothing was done yet. Mend what is marked in red below.")
        return shown(request, item, {name: form})
    try:
        step.act(item=item, user=request.user, **form.cleaned_data)
    except ChangedMeanwhileError:
        return shown(request, item_for(request.user, pk), {name: form}, status=CONFLICT)
    return after(request, item, step)


def after(request: StaffRequest, item: Item, step: Step) -> HttpResponse:
    """Say what was done, and go on with the next comment that waits."""
    again = messages.button(reverse("draftcomments_admin:item", args=[item.pk]), item.reference)
    to_list = messages.button(reverse("draftcomments_admin:queue"), "Back to the list")
    left = Item.objects.waiting().count()
    said = f"{item.reference} {step.done} {left} left to check."
    messages.success(request, said, buttons=[again, to_list])
    following = next_to_check(item) if can_read_originals(request.user) else None
    if following is None:
        return redirect("draftcomments_admin:queue")
    return redirect("draftcomments_admin:item", following)


def next_to_check(item: Item) -> int | None:
    """The number of another item that waits, of the same round first."""
    waiting = Item.objects.waiting().exclude(pk=item.pk).values_list("pk", flat=True)
    same: int | None = waiting.filter(round_id=item.round_id).first()
    return same if same is not None else waiting.first()


def shown(
    request: StaffRequest,
    item: Item,
    sent: Mapping[str, SeenForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an item. `sent` is what was just refused, for nothing that was typed to be lost."""
    can_read = can_read_originals(request.user)
    context = {
        "item": item,
        "can_read": can_read,
        "about": about(item, item.round),
        "section": section_of(item),
        "users_url": address_of_users(request.user),
        "changed_meanwhile": status == CONFLICT,
        "forms": forms_for(request.user, item, sent or {}, again=status == CONFLICT),
        "events": item.events.select_related("actor"),
    }
    crumb = {"url": reverse("draftcomments_admin:queue"), "label": "Comments to check"}
    return staff_page(request, "item", item.reference, context, crumbs=[crumb], status=status)


def forms_for(
    user: User, item: Item, sent: Mapping[str, SeenForm], *, again: bool
) -> dict[str, SeenForm]:
    """A form for each step that is open, by its name; with what was sent, about the newest version."""
    forms = {}
    for name in steps_for(user, item):
        values = initial_of(item) if STEPS[name].reads else {"version": item.version}
        refused = sent.get(name)
        if refused is not None and not again:
            forms[name] = refused
            continue
        if refused is not None:
            values = {**values, **refused.cleaned_data, "version": item.version}
        forms[name] = STEPS[name].form(prefix=name, initial=values)
    return forms


def section_of(item: Item) -> Section | None:
    """The part of the frozen draft that an item is about; none for the whole page."""
    section = frozen_sections(item.round).get(item.section_key)
    return for_the_admin([section])[0] if section else None


def address_of_users(user: User) -> str:
    """Where a user may put people into groups; "" for somebody who may not."""
    return reverse("wagtailusers_users:index") if user.has_perm("accounts.change_user") else ""


urlpatterns: list[URLPattern] = [
    path("comments/<int:pk>/", item_page, name="item"),
    path("comments/<int:pk>/<slug:name>/", decide, name="decide"),
]
