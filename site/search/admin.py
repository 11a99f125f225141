"""Search in the admin: the register of search words, and that of searches with no result."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import ModelAdmin

from accounts.models import User
from content.dashboard import ROWS_SHOWN, DashboardFigure, FigurePanel, FigureRow
from content.registers import ReadOnlyPermissions, RegisterView
from content.report_menu import ReportMenuItem
from officefiles.cells import safe_cell
from search.models import SearchWords, UnansweredSearch

ORDER_ON_DASHBOARD = 80
REGISTER = "searches-with-no-result_modeladmin_index"
MONTHS_SHOWN = 13


class SearchWordsIndexView(IndexView):
    """Exports with formulas made harmless."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))


class SearchWordsCreateView(CreateView):
    """Begins with the words of a search that found nothing, where it is opened from there."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "line": self.request.GET.get("line", "")}


class SearchWordsViewSet(ModelViewSet):
    model = SearchWords
    index_view_class = SearchWordsIndexView
    add_view_class = SearchWordsCreateView
    form_fields = ["line"]
    icon = "search"
    menu_label = "Search words"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["line"]
    list_export = ["line"]
    export_filename = "search-words"
    search_fields = ["line"]
    inspect_view_enabled = True


class MonthFilter(SimpleListFilter):
    """The months of which anything is counted."""

    title = "month"
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        months = UnansweredSearch.objects.often_enough().dates("month", "month", order="DESC")
        return [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months[:MONTHS_SHOWN]]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        try:
            return queryset.filter(month=date.fromisoformat(f"{self.value()}-01"))
        except ValueError:
            return queryset


class UnansweredPermissions(ReadOnlyPermissions):
    """Words that name somebody after all can be deleted by those who are allowed to."""

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return bool(user.has_perm("search.delete_unansweredsearch"))


class UnansweredSearchAdmin(ModelAdmin):
    """What readers searched for and did not find, on different days, by the month."""

    model = UnansweredSearch
    base_url_path = "searches-with-no-result"
    history_view_enabled = False
    menu_label = "Searches with no result"
    menu_icon = "search"
    add_to_admin_menu = False
    permission_helper_class = UnansweredPermissions
    index_view_class = RegisterView
    list_display = ("words", "month_in_words", "place", "times", "days", "last_day", "next_step")
    list_export = ("words", "month_in_words", "place_in_words", "times", "days", "last_day")
    list_filter = (MonthFilter, "place")
    list_per_page = 50
    search_fields = ("words",)
    export_filename = "searches-with-no-result"

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnansweredSearch]:
        """Without the words of one day, which may be those of one person."""
        return UnansweredSearch.objects.often_enough()

    @admin.display(description="Month", ordering="month")
    def month_in_words(self, search: UnansweredSearch) -> str:
        return f"{search.month:%B %Y}"

    @admin.display(description="Asked in")
    def place_in_words(self, search: UnansweredSearch) -> str:
        return search.get_place_display()

    @admin.display(description="What to do")
    def next_step(self, search: UnansweredSearch) -> SafeString:
        return format_html('<a href="{}">Add search words</a>', address_of_adding(search))


def address_of_adding(search: UnansweredSearch) -> str:
    """The form for search words, which begins with these."""
    return f"{reverse('search_words:add')}?{urlencode({'line': f'{search.words}, '})}"


def unanswered_item() -> ReportMenuItem:
    return ReportMenuItem(
        "Searches with no result",
        REGISTER,
        name="searches-with-no-result",
        icon="search",
        order=690,
    )


def dashboard_panel(user: User, *, today: date) -> FigurePanel:
    """What readers looked for in vain this month."""
    this_month = UnansweredSearch.objects.often_enough().filter(month=today.replace(day=1))
    address = reverse(REGISTER)
    may_add = user.has_perm("search.add_searchwords")
    figure = DashboardFigure(
        heading="Searches with no result",
        number=this_month.count(),
        rows=[
            FigureRow(
                search.words,
                address_of_adding(search) if may_add else address,
                f"{search.times} times, {search.get_place_display().lower()}",
            )
            for search in this_month[:ROWS_SHOWN]
        ],
        action_words="See them, and add search words",
        action_address=address,
        empty_words="This month nothing was looked for in vain on two days or more.",
    )
    return FigurePanel(figure, name="searches-with-no-result", order=ORDER_ON_DASHBOARD)
