"""The framework's records in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

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

STRATEGY = Column("strategy", label="Strategy", accessor="element.strategy")


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


class StrategyViewSet(SnippetViewSet):
    model = Strategy
    icon = "doc-full"
    list_display = ["name", "owner", "kind", "status", "review_on"]
    list_filter = ["kind", "status"]
    search_fields = ["name", "owner", "account"]


class MeasureViewSet(SnippetViewSet):
    model = Measure
    icon = "tasks"
    list_display = ["name", "rung", "position"]
    list_filter = ["rung", "sub_phases"]
    search_fields = ["identifier", "name", "shows", "limits"]


class StrategyLinkViewSet(SnippetViewSet):
    model = StrategyLink
    icon = "link"
    list_display = ["sub_phase", STRATEGY, "element", "why"]
    list_filter = ["sub_phase", "element__strategy"]
    search_fields = ["why", "element__name", "sub_phase__title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StrategyLink]:
        return StrategyLink.objects.select_related("sub_phase", "element__strategy")


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
