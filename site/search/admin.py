"""The register of search words in the admin."""

from wagtail.admin.viewsets.model import ModelViewSet

from search.models import SearchWords


class SearchWordsViewSet(ModelViewSet):
    model = SearchWords
    form_fields = ["line"]
    icon = "search"
    menu_label = "Search words"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["line"]
    search_fields = ["line"]
    inspect_view_enabled = True
