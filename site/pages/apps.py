"""Wiring of the pages app."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from wagtail.models import Site
        from wagtail.signals import (
            page_published,
            page_slug_changed,
            page_unpublished,
            post_page_move,
        )

        from pages.chrome import forget_chrome
        from pages.models import BrandSettings

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(forget_chrome)
        for sender in (BrandSettings, Site):
            post_save.connect(forget_chrome, sender=sender)
