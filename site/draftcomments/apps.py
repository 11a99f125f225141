"""Wiring of the comments on drafts."""

from django.apps import AppConfig


class DraftCommentsConfig(AppConfig):
    name = "draftcomments"
    verbose_name = "Feedback on drafts"
