"""Wiring of the framework app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class FrameworkConfig(AppConfig):
    name = "framework"
    verbose_name = "Framework"

    def ready(self) -> None:
        from framework.models import Level, Phase, SubPhase
        from framework.outline import forget_outline

        for model in (Phase, SubPhase, Level):
            for signal in (post_save, post_delete):
                signal.connect(
                    forget_outline,
                    sender=model,
                    dispatch_uid=f"outline-{model.__name__}-{id(signal)}",
                )
