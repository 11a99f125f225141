"""Wiring of the pages app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction, Site
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
        for sender in (BrandSettings, Site, PageViewRestriction):
            post_save.connect(forget_chrome, sender=sender)
        post_delete.connect(forget_chrome, sender=PageViewRestriction)
