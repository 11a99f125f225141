"""What case studies add to the admin, and to how pages are served."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from accounts.models import User
from casestudies.actions import LIFT, WITHDRAW
from casestudies.admin import OutcomeAdmin, WithdrawalViewSet
from casestudies.formats import answer_in_format
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Withdrawal
from casestudies.models.studies import STILL_WITHDRAWN
from casestudies.offers import in_wagtail as offers_in_wagtail
from casestudies.organisation_register import OrganisationAdmin, organisations_item
from casestudies.permissions import can_lift, can_withdraw
from casestudies.withdrawal import (
    address_of_lifting,
    address_of_withdrawing,
    admin_urls,
    gone,
)
from casestudies.word_import.importing import importer

Serve = Callable[..., HttpResponse]
LEFT_WHEN_WITHDRAWN = {
    "action-save-draft",
    "action-unpublish",
    "action-page-locked",
    "action-cancel-workflow",
}

modeladmin_register(OutcomeAdmin)
hooks.register("word_importers", importer)
modeladmin_register(OrganisationAdmin)
hooks.register("register_reports_menu_item", organisations_item)
for hook, answer in offers_in_wagtail.ANSWERS:
    hooks.register(hook, answer)


@hooks.register("register_admin_viewset")
def withdrawals_viewset() -> WithdrawalViewSet:
    return WithdrawalViewSet("withdrawals", url_prefix="withdrawals")


@hooks.register("register_admin_urls")
def withdrawal_urls() -> list[URLPattern]:
    return admin_urls


@hooks.register("register_log_actions")
def withdrawal_log_actions(actions: Any) -> None:
    actions.register_action(WITHDRAW, "Withdraw case study", "Case study withdrawn")
    actions.register_action(LIFT, "Lift withdrawal", "Withdrawal lifted")


@hooks.register("on_serve_page", order=5)
def tell_of_withdrawal(serve: Serve) -> Serve:
    """Answer for an address that `CaseStudyIndexPage.route` knows to be withdrawn.

    After Wagtail asked who may see the index, and before other formats of it.
    """

    def inner(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if withdrawal := kwargs.get("withdrawal"):
            return gone(request, page, withdrawal)
        return serve(page, request, args, kwargs)

    return inner


@hooks.register("on_serve_page", order=10)
def answer_for_other_formats(serve: Serve) -> Callable[..., HttpResponseBase]:
    """The finder's list as a file, a feed or data: after Wagtail asked who may see the page."""

    def inner(
        page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        name = request.GET.get("format", "")
        if name and isinstance(page, CaseStudyIndexPage) and request.method in {"GET", "HEAD"}:
            return answer_in_format(page, request, name)
        return serve(page, request, args, kwargs)

    return inner


def withdrawal_of(page: Page) -> Withdrawal | None:
    """What keeps this page from being published, if anything does."""
    if page.specific_class is not CaseStudyPage:
        return None
    return Withdrawal.objects.of(page).first()


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if page.specific_class is not CaseStudyPage:
        return
    if withdrawal := withdrawal_of(page):
        if can_lift(user, withdrawal):
            yield Button(
                "Lift the withdrawal",
                url=address_of_lifting(withdrawal),
                icon_name="view",
                priority=61,
            )
    elif page.alias_of_id is None and can_withdraw(user, page):
        yield Button("Withdraw", url=address_of_withdrawing(page), icon_name="no-view", priority=61)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    """For published ones only: of these it is known without asking that none is withdrawn."""
    if page.live and page.specific_class is CaseStudyPage and not page.alias_of_id:
        if not can_withdraw(user, page):
            return
        yield Button("Withdraw", url=address_of_withdrawing(page), icon_name="no-view", priority=41)


@hooks.register("construct_page_action_menu")
def leave_only_saving(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer no way to publish what is withdrawn."""
    page = context.get("page")
    if page and page.pk and withdrawal_of(page):
        menu_items[:] = [item for item in menu_items if item.name in LEFT_WHEN_WITHDRAWN]


@hooks.register("before_edit_page")
def say_that_it_is_withdrawn(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and withdrawal_of(page):
        messages.warning(request, STILL_WITHDRAWN)


@hooks.register("before_publish_page")
def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What was typed is kept as a draft; nothing of it is published."""
    if withdrawal_of(page) is None:
        return None
    messages.error(request, STILL_WITHDRAWN)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not any(withdrawal_of(page) for page in pages):
        return None
    messages.error(request, f"Nothing was published. One of these: {STILL_WITHDRAWN}")
    return redirect(action.next_url)


@hooks.register("before_copy_page")
def refuse_a_withdrawn_address(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy must not stand where a case study was withdrawn."""
    slug = request.POST.get("new_slug", "")
    if page.specific_class is not CaseStudyPage or not slug:
        return None
    if not Withdrawal.objects.filter(slug=slug).exists():
        return None
    messages.error(request, "A case study at this address was withdrawn. Choose another slug.")
    return redirect("wagtailadmin_pages:copy", page.pk)
