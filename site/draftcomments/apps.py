"""Wiring of the comments on drafts."""

from django.apps import AppConfig


class DraftCommentsConfig(AppConfig):
    name = "draftcomments"
    verbose_name = "Feedback on drafts"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from draftcomments.signal_handlers import note_that_comments_wait

        page_published.connect(note_that_comments_wait)
