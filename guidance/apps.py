"""Wiring of the guidance app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = "Framework and guidance"

    def ready(self) -> None:
        from guidance.signal_handlers import RECORDS, record_changed

        for model in RECORDS:
            for signal in (post_save, post_delete):
                signal.connect(record_changed, sender=model)
