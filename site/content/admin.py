"""What readers were told has changed, and how often pages are reviewed, in the admin."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from content.models import ChangeNote, ReviewFrequency
from content.review_actions import change_frequencies
from content.reviews import reviewed_models


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


class KindOfPageField(forms.ModelChoiceField):
    """One of the types of pages that are reviewed."""

    def label_from_instance(self, obj: Any) -> str:
        return capfirst(str(obj.name))


class ReviewFrequencyForm(WagtailAdminModelForm):
    content_type = KindOfPageField(ContentType.objects.none(), label="Kind of page")

    class Meta:
        model = ReviewFrequency
        fields = ("content_type", "months")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = ContentType.objects.get_for_models(*reviewed_models()).values()
        own = ContentType.objects.filter(pk__in=[each.pk for each in types])
        self.fields["content_type"].queryset = own.order_by("app_label", "model")


class ReviewFrequencyCreateView(CreateView):
    def save_instance(self) -> ReviewFrequency:
        return change_frequencies(change=super().save_instance)


class ReviewFrequencyEditView(EditView):
    def save_instance(self) -> ReviewFrequency:
        return change_frequencies(change=super().save_instance)


class ReviewFrequencyDeleteView(DeleteView):
    def delete_action(self) -> None:
        change_frequencies(change=super().delete_action)


class ReviewFrequencyViewSet(ModelViewSet):
    """How often each kind of page is reviewed: what is worked out from it moves with it."""

    model = ReviewFrequency
    add_view_class = ReviewFrequencyCreateView
    edit_view_class = ReviewFrequencyEditView
    delete_view_class = ReviewFrequencyDeleteView
    icon = "calendar-check"
    menu_label = "Review frequencies"
    menu_order = 700
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [
        Column(
            "content_type",
            label="Kind of page",
            accessor=lambda row: capfirst(row.content_type.name),
        ),
        "months",
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return ReviewFrequencyForm
