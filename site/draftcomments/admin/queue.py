"""The queue of comments to check: one at a time or several together."""

from collections.abc import Iterator
from typing import Any

import django_filters  # type: ignore[import-untyped]  # it ships no types
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import BaseListingView

from draftcomments.actions.checking import check_items
from draftcomments.admin import checking
from draftcomments.admin.pages import StaffRequest
from draftcomments.enums import State
from draftcomments.forms.checking import seen_from
from draftcomments.models import Item, Round
from draftcomments.permissions import can_moderate, can_read_originals
from draftcomments.querysets import ItemQuerySet
from draftcomments.reading.about import abouts_of

EVERY_STATE = "all"
WORDS = ("words", "shared_words", "quote")


def rounds_with_comments(request: StaffRequest) -> Any:
    return Round.objects.light().filter(items__isnull=False).distinct()


class QueueFilterSet(WagtailFilterSet):
    """Those that wait to be checked, unless another state is asked for."""

    state = django_filters.ChoiceFilter(
        label="State",
        choices=[*State.choices, (EVERY_STATE, "All")],
        empty_label=None,
        method="in_state",
        initial=State.RECEIVED,
        widget=forms.RadioSelect,
    )
    round = django_filters.ModelChoiceFilter(
        label="Round", queryset=rounds_with_comments, widget=forms.RadioSelect
    )

    class Meta:
        model = Item
        fields = ["state", "round"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        asked = data.copy()
        asked.setdefault("state", State.RECEIVED)
        super().__init__(asked, *args, **kwargs)

    def in_state(self, items: ItemQuerySet, name: str, state: str) -> ItemQuerySet:
        return items if state == EVERY_STATE else items.filter(state=state)


class TickColumn(Column):
    """A box to tick, for what waits to be checked."""

    header_template_name = "draftcomments/admin/queue_tick_all.html"
    cell_template_name = "draftcomments/admin/queue_tick.html"

    def get_value(self, instance: Item) -> bool:
        return instance.state == State.RECEIVED


class CommentColumn(Column):
    """One comment, with all of its words: whoever ticks it has read them."""

    cell_template_name = "draftcomments/admin/queue_comment.html"

    def __init__(self, *args: Any, can_read: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.can_read = can_read

    def get_cell_context_data(self, instance: Item, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_cell_context_data(instance, parent_context),
            "can_read": self.can_read,
            "url": reverse("draftcomments_admin:item", args=[instance.pk]),
        }


class QueueView(BaseListingView):
    """For moderators. A superuser who is none sees that there are comments, and no words."""

    page_title = "Comments to check"
    header_icon = "comment"
    verbose_name_plural = "comments"
    template_name = "draftcomments/admin/queue.html"
    results_template_name = "draftcomments/admin/queue_results.html"
    index_url_name = "draftcomments_admin:queue"
    index_results_url_name = "draftcomments_admin:queue_results"
    filterset_class = QueueFilterSet
    default_ordering = "created_at"
    paginate_by = 50

    def dispatch(self, request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_moderate(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def can_read(self) -> bool:
        return can_read_originals(self.request.user)

    @cached_property
    def shows_all(self) -> bool:
        return bool(self.request.GET.get("state") == EVERY_STATE)

    @cached_property
    def columns(self) -> list[Column]:
        tick = [TickColumn("tick", label="")] if self.can_read else []
        state = [Column("state", accessor="get_state_display")] if self.shows_all else []
        return [
            *tick,
            CommentColumn("comment", accessor="reference", can_read=self.can_read),
            *state,
            DateColumn("created_at", label="Received", sort_key="created_at"),
        ]

    def get_base_queryset(self) -> ItemQuerySet:
        light = ["round__content", "round__sections", *(() if self.can_read else WORDS)]
        items: ItemQuerySet = Item.objects.alive().select_related("round", "contributor")
        return items.defer(*light)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        items = context["object_list"]
        abouts = abouts_of(items)
        for item in items:
            item.about = abouts[item.pk]
        return {
            **context,
            "can_read": self.can_read,
            "users_url": checking.address_of_users(self.request.user),
            "can_tick": self.can_read and any(item.state == State.RECEIVED for item in items),
            "states": list(self.states()),
            "here": f"{self.index_url}?{self.query()}",
        }

    def query(self, **changes: Any) -> str:
        """The filters of this list, as an address writes them."""
        query = self.request.GET.copy()
        for name in ("_w_filter_fragment", "p"):
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return query.urlencode()

    def states(self) -> Iterator[dict[str, Any]]:
        """Each state with how many comments are in it, in the round that is looked at."""
        items = Item.objects.alive()
        asked = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        if asked.get("round"):
            items = items.filter(round=asked["round"])
        counts = dict(items.order_by().values_list("state").annotate(Count("pk")))
        for state in State:
            yield {
                "label": state.label,
                "number": counts.get(state, 0),
                "url": f"{self.index_url}?{self.query(state=state.value)}",
                "is_here": asked.get("state") == state,
            }


@require_POST
def check_several(request: StaffRequest) -> HttpResponse:
    """Share all ticked comments as they are."""
    back = get_valid_next_url_from_request(request) or reverse("draftcomments_admin:queue")
    seen = seen_from(request.POST.getlist("seen"))
    if not seen:
        messages.warning(request, "Nothing was ticked. Tick the comments that you have read.")
        return HttpResponseRedirect(back)
    checked = check_items(seen=seen, user=request.user)
    if checked.done:
        messages.success(request, f"Comments that are with the editors now: {checked.done}.")
    if checked.left:
        messages.warning(request, f"Left, because they changed meanwhile: {checked.left}.")
    return redirect(back)


urlpatterns: list[URLPattern] = [
    path("", QueueView.as_view(), name="queue"),
    path("results/", QueueView.as_view(results_only=True), name="queue_results"),
    path("check/", check_several, name="check_several"),
    *checking.urlpatterns,
]
