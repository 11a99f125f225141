"""Wiring of the framework app."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save


class FrameworkConfig(AppConfig):
    name = "framework"
    verbose_name = "Framework"

    def ready(self) -> None:
        from framework.crossroads import LINK_TABLES, RECORDS, forget_crossroads
        from framework.models import Level, Phase, Statement, SubPhase
        from framework.outline import forget_outline
        from framework.signal_handlers import keep_former_wording

        for worded in (SubPhase, Statement):
            pre_save.connect(keep_former_wording, sender=worded)
        for outlined in (Phase, SubPhase, Level, Statement):
            for signal in (post_save, post_delete):
                signal.connect(forget_outline, sender=outlined)
        for linked in RECORDS:
            for signal in (post_save, post_delete):
                signal.connect(forget_crossroads, sender=linked)
        for table in LINK_TABLES:
            m2m_changed.connect(forget_crossroads, sender=table)
