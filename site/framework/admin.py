"""The framework's records in the admin."""

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from framework.forms import MeasureForm, StrategyForm
from framework.models import (
    Level,
    Measure,
    Phase,
    Principle,
    Statement,
    Strategy,
    StrategyLink,
    SubPhase,
)
from framework.official.menu import OfficialTextMenuItem

STRATEGY = Column("strategy", label="Strategy", accessor="element.strategy")
STATEMENT = Column("statement", label="Statement", accessor="statement")
STRATEGY_PANELS = [
    FieldPanel("name"),
    FieldPanel("identifier"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("position")]),
    FieldPanel("owner"),
    FieldPanel("applies_to"),
    FieldPanel("account"),
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldPanel("status_since"),
            FieldPanel("status_reason"),
            FieldPanel("review_on"),
        ],
        heading="How it stands",
        help_text="A new status shows at once on every page that names the strategy.",
    ),
    FieldRowPanel([FieldPanel("address"), FieldPanel("publisher")]),
    InlinePanel(
        "elements",
        heading="Its parts",
        label="Part",
        help_text="To take a part out is to take out its links to the framework, too.",
        panels=[
            FieldPanel("name"),
            FieldPanel("identifier"),
            FieldPanel("account"),
            FieldPanel("checked"),
        ],
    ),
]
MEASURE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("rung"), FieldPanel("position")]),
            FieldPanel("definition"),
            FieldPanel("shows"),
            FieldPanel("limits"),
        ],
        heading="What it is, and what it can show",
    ),
    MultiFieldPanel(
        [FieldPanel("fair_collection"), FieldPanel("splits"), FieldPanel("small_numbers")],
        heading="With what care",
    ),
    MultiFieldPanel(
        [FieldPanel("activities"), FieldPanel("lens")],
        heading="For whom it is a good choice",
    ),
    MultiFieldPanel(
        [
            FieldPanel("sub_phases", widget=CheckboxSelectMultiple),
            FieldPanel("statements"),
        ],
        heading="What it would show: parts and statements",
        help_text="A measure of a part is offered with each of its statements.",
    ),
    MultiFieldPanel([FieldPanel("identifier"), FieldPanel("source")], heading="Where it is from"),
]


class PhaseViewSet(SnippetViewSet):
    model = Phase
    icon = "order"
    list_display = ["number", "name", "gaps"]


class SubPhaseViewSet(SnippetViewSet):
    model = SubPhase
    icon = "list-ol"
    list_display = ["identifier", "title", "phase", "known", "version"]
    list_filter = ["phase", "known"]
    search_fields = ["identifier", "title", "summary"]


class StatementViewSet(SnippetViewSet):
    model = Statement
    icon = "list-ul"
    list_display = ["identifier", "text", "level", "advice", "lens", "version", "retired_on"]
    list_filter = ["sub_phase", "level", "advice", "lens", "wording"]
    search_fields = ["identifier", "text"]


class LevelViewSet(SnippetViewSet):
    model = Level
    icon = "arrow-up"
    list_display = ["number", "name", "meaning"]


class PrincipleViewSet(SnippetViewSet):
    model = Principle
    icon = "pick"
    list_display = ["number", "name", "wording"]


def overdue_note(strategy: Strategy) -> str:
    """Says so where the day is past on which an entry was to be checked again."""
    return "Overdue" if strategy.is_overdue else ""


class StrategyViewSet(SnippetViewSet):
    model = Strategy
    icon = "doc-full"
    list_display = [
        "name",
        "owner",
        "kind",
        "status",
        "review_on",
        Column("overdue", label="To check again", accessor=overdue_note),
    ]
    list_filter = ["kind", "status"]
    search_fields = ["name", "owner", "account"]
    edit_handler = ObjectList(STRATEGY_PANELS, base_form_class=StrategyForm)


class MeasureViewSet(SnippetViewSet):
    model = Measure
    icon = "tasks"
    list_display = ["name", "rung", "lens", "position"]
    list_filter = ["rung", "lens", "sub_phases"]
    list_per_page = 50
    search_fields = ["identifier", "name", "definition", "shows", "limits"]
    edit_handler = ObjectList(MEASURE_PANELS, base_form_class=MeasureForm)


class StrategyLinkViewSet(SnippetViewSet):
    model = StrategyLink
    icon = "link"
    list_display = ["sub_phase", STATEMENT, STRATEGY, "element", "why"]
    list_filter = ["sub_phase", "element__strategy"]
    search_fields = ["why", "element__name", "sub_phase__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StrategyLink]:
        return StrategyLink.objects.select_related("sub_phase", "statement", "element__strategy")


class FrameworkViewSetGroup(SnippetViewSetGroup):
    items = (
        PhaseViewSet,
        SubPhaseViewSet,
        StatementViewSet,
        LevelViewSet,
        PrincipleViewSet,
        StrategyViewSet,
        StrategyLinkViewSet,
        MeasureViewSet,
    )
    menu_label = "Framework"
    menu_icon = "list-ol"
    menu_order = 210

    def get_submenu_items(self) -> list[MenuItem]:
        items: list[MenuItem] = super().get_submenu_items()
        return [*items, OfficialTextMenuItem(order=len(items) + 1)]
