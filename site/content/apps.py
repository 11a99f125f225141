"""Wiring of the content app."""

from django.apps import AppConfig
from django.core.checks import register


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        from content.checks import page_types_say_how_they_are_listed

        register(page_types_say_how_they_are_listed)
