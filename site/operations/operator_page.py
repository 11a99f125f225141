"""The page of the admin that shows operators how each part of the site is, and what to do."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from operations.facts import STATES, all_facts

PERMISSION = "operations.see_operator_page"


def can_see_operator_page(user: Any) -> bool:
    return bool(user.has_perm(PERMISSION))


class OperatorPageView(WagtailAdminTemplateMixin, TemplateView):
    """Every fact, the worst first. Read anew each time."""

    template_name = "operations/operators.html"
    page_title = "How the site is"
    header_icon = "tasks"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_see_operator_page(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = all_facts()
        counts = [
            (words, sum(fact.state == state for fact in facts)) for state, words in STATES.items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "facts": facts,
            "counts": [(words, number) for words, number in counts if number],
        }


class OperatorMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_see_operator_page(request.user)


def operator_menu_item() -> MenuItem:
    return OperatorMenuItem(
        OperatorPageView.page_title,
        reverse("operators"),
        name="operators",
        icon_name="tasks",
        order=1000,
    )


urlpatterns: list[URLPattern] = [path("operators/", OperatorPageView.as_view(), name="operators")]
