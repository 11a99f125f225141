"""Wiring of the casestudies app."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = "Case studies"

    def ready(self) -> None:
        from casestudies import signal_handlers
        from taxonomy.models import Organisation

        post_save.connect(signal_handlers.organisation_saved, sender=Organisation)
        post_delete.connect(signal_handlers.organisation_deleted, sender=Organisation)
        for term in signal_handlers.NAMED_IN:
            post_save.connect(signal_handlers.term_saved, sender=term)
        m2m_changed.connect(
            signal_handlers.successors_changed, sender=Organisation.successors.through
        )
