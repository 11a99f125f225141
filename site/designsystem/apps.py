"""The design system as a Django app."""

from django.apps import AppConfig

from designsystem.kit import warm


class DesignSystemConfig(AppConfig):
    name = "designsystem"
    verbose_name = "Design system"

    def ready(self) -> None:
        warm()
