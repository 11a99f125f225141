"""Wiring of the operations app."""

from django.apps import AppConfig
from django.core.signals import got_request_exception, request_finished
from django.db.backends.signals import connection_created


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = "Operations"

    def ready(self) -> None:
        from operations.error_reports import start_reports
        from operations.metrics import note_error
        from operations.requests import forget_request
        from operations.slow_queries import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="operations.watch")
        request_finished.connect(forget_request, dispatch_uid="operations.forget")
        got_request_exception.connect(note_error, dispatch_uid="operations.errors")
        start_reports()
