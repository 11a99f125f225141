"""Wiring of the content app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_delete, post_save


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        from wagtail.documents import get_document_model
        from wagtail.models import Page
        from wagtail.signals import init_new_page, page_published

        from content.changes import forget_changes, tell_of_publishing
        from content.checks import page_types_say_how_they_are_listed
        from content.link_checking.collecting import links_were_published, target_was_deleted
        from content.link_checking.panels import BrokenLinksPanel
        from content.listing import listed_page_models
        from content.models import ChangeNote
        from content.panels import ChangeNotePanel, ReadingAgePanel, review_panel
        from content.publishing.other_ways import note_what_was_found
        from content.publishing.panels import ChecklistPanel
        from content.starters import fill_new_page

        register(page_types_say_how_they_are_listed)
        for model in listed_page_models():
            model.content_panels = [
                *model.content_panels,
                review_panel(),
                ChecklistPanel(),
                BrokenLinksPanel(),
                ChangeNotePanel(),
                ReadingAgePanel(),
            ]
        init_new_page.connect(fill_new_page)
        page_published.connect(tell_of_publishing)
        page_published.connect(links_were_published)
        page_published.connect(note_what_was_found)
        for signal in (post_save, post_delete):
            signal.connect(forget_changes, sender=ChangeNote)
        for target in (Page, get_document_model()):
            post_delete.connect(target_was_deleted, sender=target)
