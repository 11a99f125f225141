"""What readers were told has changed, in the admin: notes can be corrected, added and taken back."""

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from content.models import ChangeNote


class ChangeNoteIndexView(IndexView):
    """With the pages that the notes are of, in one query."""

    def get_base_queryset(self) -> QuerySet[ChangeNote]:
        return ChangeNote.objects.select_related("page")


class ChangeNoteViewSet(ModelViewSet):
    """Notes are written when a page is published; here somebody puts a word in them right."""

    model = ChangeNote
    index_view_class = ChangeNoteIndexView
    icon = "history"
    menu_label = "Change notes"
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields = ["page", "title", "address", "day", "text"]
    list_display = ["text", Column("page", label="Page"), "address", "day"]
    list_filter = ["day"]
    search_fields = ["text", "title", "address"]
    ordering = ["-day", "-pk"]
