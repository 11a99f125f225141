"""Wiring of the search app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_delete, post_save


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Search"

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from search import signal_handlers as handlers
        from search.checks import search_address_can_be_read

        register(search_address_can_be_read)

        page_published.connect(handlers.page_was_published)
        page_unpublished.connect(handlers.page_was_unpublished)
        post_page_move.connect(handlers.addresses_changed)
        page_slug_changed.connect(handlers.addresses_changed)
        for signal in (post_save, post_delete):
            signal.connect(handlers.audience_changed, sender=PageViewRestriction)
