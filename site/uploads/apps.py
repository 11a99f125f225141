"""Wiring of the uploads app."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "uploads"
    verbose_name = "Pictures and documents"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from uploads.rendering import page_was_published

        page_published.connect(page_was_published, dispatch_uid="uploads.page_was_published")
