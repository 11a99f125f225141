"""Wiring of the guidance app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = "Framework and guidance"

    def ready(self) -> None:
        from guidance.downloads.changes import watch as watch_downloads
        from guidance.entries import KEYS, KINDS, SAVED, record_gone
        from guidance.glossary.terms import forget_terms
        from guidance.models import GlossaryTerm
        from guidance.record_changes import watch as watch_records
        from guidance.signal_handlers import RECORDS, record_changed
        from search.entries import register_entry_kind

        for model in RECORDS:
            for signal in (post_save, post_delete):
                signal.connect(record_changed, sender=model)
        for kind in KINDS:
            register_entry_kind(kind)
        for model, changed in SAVED:
            post_save.connect(changed, sender=model)
        for model in KEYS:
            post_delete.connect(record_gone, sender=model)
        for signal in (post_save, post_delete):
            signal.connect(forget_terms, sender=GlossaryTerm)
        watch_records()
        watch_downloads()
