"""Wiring of the content app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_delete, post_save


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from content.changes import forget_changes, tell_of_publishing
        from content.checks import page_types_say_how_they_are_listed
        from content.listing import listed_page_models
        from content.models import ChangeNote
        from content.panels import ChangeNotePanel, ReadingAgePanel, review_panel

        register(page_types_say_how_they_are_listed)
        for model in listed_page_models():
            model.content_panels = [
                *model.content_panels,
                review_panel(),
                ChangeNotePanel(),
                ReadingAgePanel(),
            ]
        page_published.connect(tell_of_publishing)
        for signal in (post_save, post_delete):
            signal.connect(forget_changes, sender=ChangeNote)
