"""The composition root as an app, so that its commands are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Site configuration"

    def ready(self) -> None:
        from config.public_changes import watch
        from config.start_widgets import replace_inline_scripts

        replace_inline_scripts()
        watch()
