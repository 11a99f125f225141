"""Wiring of the casestudies app."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_save


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = "Case studies"

    def ready(self) -> None:
        from casestudies import signal_handlers
        from taxonomy.models import Organisation

        post_save.connect(signal_handlers.organisation_saved, sender=Organisation)
        m2m_changed.connect(
            signal_handlers.successors_changed, sender=Organisation.successors.through
        )
