"""The framework's records in the admin."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from framework.models import Level, Phase, Principle, Statement, Strategy, SubPhase


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
    list_display = ["identifier", "text", "level", "advice", "lens", "version"]
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


class FrameworkViewSetGroup(SnippetViewSetGroup):
    items = (
        PhaseViewSet,
        SubPhaseViewSet,
        StatementViewSet,
        LevelViewSet,
        PrincipleViewSet,
        StrategyViewSet,
    )
    menu_label = "Framework"
    menu_icon = "list-ol"
    menu_order = 210
