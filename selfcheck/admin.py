"""The self-check in the admin: its questions to edit, and how often it is used to look at."""

from collections import OrderedDict
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.snippets import DeleteView as SnippetDeleteView
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from accounts.models import User
from selfcheck.counting import in_words
from selfcheck.models import MonthlyCount, Question
from selfcheck.models.questions import LEVELS

WHAT_RETIRING_DOES = (
    "From this day the question is not asked any more. Answers already given stay and still count."
)
RETIRE_IT = (
    "Questions are not deleted: old answers were given to them. Give it a day to retire on instead."
)
ONLY_WHERE_IT_DIFFERS = "Only where the question has to differ for this work."
MAY_WORK_ON_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


class QuestionPolicy(ModelPermissionPolicy):
    """Nobody deletes a question: it is retired, because old answers were given to it."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class QuestionIndexView(SnippetIndexView):
    """Without boxes to tick: there is nothing to do with several at once."""

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if column.name != "bulk_actions"]


class QuestionDeleteView(SnippetDeleteView):
    """Says to whoever may edit a question what to do instead of deleting it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user_has_permission("change"):
            return super().dispatch(request, *args, **kwargs)
        messages.warning(request, RETIRE_IT)
        return HttpResponseRedirect(self.get_edit_url())

    def get_edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])


class QuestionViewSet(SnippetViewSet):
    """The questions of the quick route, each with a preview as people see it."""

    model = Question
    icon = "help"
    menu_label = "Questions"
    index_view_class = QuestionIndexView
    delete_view_class = QuestionDeleteView
    copy_view_enabled = False
    list_display = ["sub_phase", "text", "version", "retired_on"]
    list_filter = ["sub_phase__phase", "retired_on"]
    search_fields = ["identifier", "text", "help_text"]
    panels = [
        FieldPanel(
            "sub_phase", heading="Sub-phase", help_text="People see it under the name “part”."
        ),
        FieldPanel(
            "text",
            heading="Question",
            help_text="One short question. People choose the closest level.",
        ),
        FieldRowPanel(
            [
                FieldPanel("text_strategic", help_text=ONLY_WHERE_IT_DIFFERS),
                FieldPanel("text_operational", help_text=ONLY_WHERE_IT_DIFFERS),
            ]
        ),
        FieldPanel("help_text", help_text="Shown below the question: what to think of."),
        MultiFieldPanel(
            [
                HelpPanel("<p>Leave a level empty to show the framework’s own words.</p>"),
                *(FieldPanel(level) for level in LEVELS),
            ],
            heading="What each level looks like",
        ),
        FieldPanel("retired_on", help_text=WHAT_RETIRING_DOES),
        HelpPanel(template="selfcheck/admin/former_wordings.html", heading="What it said before"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return Question.objects.select_related("sub_phase")

    @property
    def permission_policy(self) -> QuestionPolicy:
        return QuestionPolicy(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return super().get_permissions_to_register().exclude(codename__startswith="delete")


class CountPermissions(PermissionHelper):
    """Whoever works on pages may look. Nobody writes: the self-check counts by itself."""

    def user_can_list(self, user: User) -> bool:
        return bool(page_permission_policy.user_has_any_permission(user, MAY_WORK_ON_PAGES))

    def user_can_create(self, user: User) -> bool:
        return False

    def user_can_edit_obj(self, user: User, obj: MonthlyCount) -> bool:
        return False

    def user_can_delete_obj(self, user: User, obj: MonthlyCount) -> bool:
        return False


class CountIndexView(IndexView):
    """Lists and exports counts without telling a small one, by whatever way it is asked for."""

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        """Only the filters that are offered: `?started=3` would tell what the list does not."""
        specs, has_filters, _, use_distinct = super().get_filters(request)
        return specs, has_filters, {}, use_distinct

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(super().get_heading(queryset, field)).capitalize()

    def to_row_dict(self, item: MonthlyCount) -> OrderedDict[str, Any]:
        return OrderedDict(
            (name, getattr(self.model_admin, name)(item)) for name in self.list_export
        )


class CountAdmin(ModelAdmin):
    """How many checks were started and finished, by month and route. It names nobody."""

    model = MonthlyCount
    base_url_path = "self-check-counts"
    history_view_enabled = False
    menu_label = "Counts"
    menu_icon = "table"
    add_to_admin_menu = False
    permission_helper_class = CountPermissions
    index_view_class = CountIndexView
    list_display = ("month_in_words", "route_in_words", "started_in_words", "finished_in_words")
    list_export = list_display
    list_filter = ("route",)
    list_per_page = 50
    export_filename = "self-check-counts"

    @admin.display(description="Month", ordering="month")
    def month_in_words(self, count: MonthlyCount) -> str:
        return f"{count.month:%B %Y}"

    @admin.display(description="Route", ordering="route")
    def route_in_words(self, count: MonthlyCount) -> str:
        return count.get_route_display()

    @admin.display(description="Started")
    def started_in_words(self, count: MonthlyCount) -> str | int:
        return in_words(count.started)

    @admin.display(description="Finished")
    def finished_in_words(self, count: MonthlyCount) -> str | int:
        return in_words(count.finished)


class SelfCheckViewSetGroup(SnippetViewSetGroup):
    items = (QuestionViewSet,)
    menu_label = "Self-check"
    menu_icon = "tasks"
    menu_order = 230

    def get_submenu_items(self) -> list[Any]:
        """The questions, and the register, which is no viewset."""
        return [*super().get_submenu_items(), CountAdmin().get_menu_item(order=2)]
