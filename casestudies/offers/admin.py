"""The register of offers for editors, and the figure of the dashboard."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.models import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from casestudies.models import Offer, OfferStatus
from casestudies.offers.consent import WORDINGS
from casestudies.offers.permissions import OfferPolicy, can_handle_offers, can_see_senders
from casestudies.offers.shown import small_numbers
from content.dashboard import DashboardFigure, FigurePanel, FigureRow

STORY = (
    "place",
    "problem",
    "what_we_did",
    "who_with",
    "what_changed",
    "what_did_not_work",
    "figures",
)


class OfferIndexView(IndexView):
    """What was sent. Nobody but its sender reads what was not."""

    def get_base_queryset(self) -> QuerySet[Offer]:
        return Offer.objects.sent().select_related("organisation", "page")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label="Offer",
                accessor=lambda offer: offer.title or str(offer),
                get_url=lambda offer: reverse("offers:inspect", args=[offer.pk]),
            ),
            Column("whose", label="Organisation"),
            Column("sent_at", label="Sent", sort_key="sent_at"),
            Column("status", label="Status", accessor="get_status_display", sort_key="status"),
        ]


class OfferInspectView(InspectView):
    """One offer, with what can be done about it."""

    page_title = "Offer"

    def get_fields(self) -> list[str]:
        """How to reach the sender is only for those who may publish."""
        hidden = set() if can_see_senders(self.request.user) else {"email"}
        return [name for name in super().get_fields() if name not in hidden]

    def get_object(self, queryset: Any = None) -> Offer:
        offers = Offer.objects.sent().select_related("organisation", "page", "decided_by")
        return get_object_or_404(offers, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return self.object.title or str(self.object)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return list(buttons_for(self.object))

    @cached_property
    def header_more_buttons(self) -> list[HeaderButton]:
        return []

    def get_field_label(self, field_name: str, field: Any) -> str:
        if field_name == "whose":
            return "Organisation"
        return str(super().get_field_label(field_name, field))

    def get_fields_context(self) -> list[dict[str, Any]]:
        return [*super().get_fields_context(), *self.further_rows()]

    def further_rows(self) -> Iterator[dict[str, Any]]:
        """What is worked out from the fields: small numbers, and the words of the consent."""
        if found := small_numbers(self.object):
            words = ", ".join(f"“{each}”" for each in found)
            yield row("Small numbers", f"A count under 8 could point to a person: {words}")
        if wording := WORDINGS.get(self.object.consent_version or 0):
            yield row("Agreed to", f"{wording.may_publish} {wording.licence}")

    def get_whose_display_value(self) -> str:
        return self.object.whose or "-"

    def get_page_display_value(self) -> SafeString | str:
        if self.object.page is None:
            return "-"
        address = reverse("wagtailadmin_pages:edit", args=[self.object.page.pk])
        return format_html('<a href="{}">{}</a>', address, self.object.page.draft_title)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if field_name in STORY or field_name == "message":
            return linebreaks_filter(value) if value else "-"
        return "-" if value is None else value


def row(label: str, value: str) -> dict[str, Any]:
    return {"label": label, "value": value, "component": None}


def buttons_for(offer: Offer) -> Iterator[HeaderButton]:
    """What can be done about an offer as it stands."""
    if offer.is_waiting:
        yield button(offer, "accept", "Make a draft case study", "doc-full-inverse")
        yield button(offer, "decline", "Decline", "cross")
    if offer.status == OfferStatus.NEW:
        yield button(offer, "take_up", "Take it up", "edit")
    if offer.status != OfferStatus.TAKEN_BACK:
        yield button(offer, "message", "Write to the sender", "mail")


def button(offer: Offer, what: str, label: str, icon: str) -> HeaderButton:
    return HeaderButton(label, url=reverse(f"offers_{what}", args=[offer.pk]), icon_name=icon)


class OfferViewSet(ModelViewSet):
    """Offers, to look at. Each thing that can be done about one has a page of its own."""

    model = Offer
    icon = "form"
    menu_label = "Offers"
    menu_order = 255
    add_to_admin_menu = True
    exclude_form_fields = ["id"]
    index_view_class = OfferIndexView
    list_filter = {"status": ["exact"]}
    search_fields = ("title", "organisation_name", "organisation__name")
    search_backend_name = None
    ordering = ("-sent_at",)
    inspect_view_class = OfferInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "status",
        "sent_at",
        "whose",
        *STORY,
        "role",
        "email",
        "story_people",
        "consented_at",
        "message",
        "decided_by",
        "page",
    ]
    copy_view_enabled = False

    @property
    def permission_policy(self) -> OfferPolicy:
        return OfferPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None to tick for a group: whoever may add case studies may read offers."""
        return Permission.objects.none()


def offers_figure(user: User) -> FigurePanel | None:
    """“Offers to read” for the dashboard; nothing for somebody who may not."""
    if not can_handle_offers(user):
        return None
    waiting = Offer.objects.to_read().select_related("organisation")
    figure = DashboardFigure(
        heading="Offers to read",
        number=waiting.count(),
        rows=[
            FigureRow(
                title=offer.title,
                address=reverse("offers:inspect", args=[offer.pk]),
                detail=f"{offer.whose}, sent {localtime(offer.sent_at):%-d %B %Y}",
            )
            for offer in waiting[:5]
        ],
        action_words="See all offers",
        action_address=reverse("offers:index"),
        empty_words="No offer waits for you.",
    )
    return FigurePanel(figure, name="offers", order=60)
