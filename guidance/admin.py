"""The glossary's terms in the admin."""

from wagtail.snippets.views.snippets import SnippetViewSet

from guidance.models import GlossaryTerm


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = "Glossary"
    menu_order = 230
    add_to_admin_menu = True
    list_display = ["name", "short", "meaning"]
    search_fields = ["name", "short", "meaning"]
