"""Wiring of the selfcheck app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save


class SelfCheckConfig(AppConfig):
    name = "selfcheck"
    verbose_name = "Self-check"

    def ready(self) -> None:
        from framework.signal_handlers import keep_former_wording
        from selfcheck.models import Question
        from selfcheck.question_records import forget_questions

        pre_save.connect(keep_former_wording, sender=Question)
        for signal in (post_save, post_delete):
            signal.connect(forget_questions, sender=Question)
