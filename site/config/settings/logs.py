"""What is logged, and how; and what operators are told."""

from typing import Any

from config.env import read_environment

environment = read_environment()

FORMATTERS = {"json": "config.log_lines.JsonLines", "line": "config.log_lines.PlainLines"}


def logging_config(log_format: str) -> dict[str, Any]:
    """Everything goes to standard error, one line for each event, with secrets cut first."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redact": {"()": "config.redaction.RedactSecretLinks"}},
        "formatters": {"lines": {"()": FORMATTERS[log_format]}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "lines",
                "filters": ["redact"],
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            "django_tasks": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            # It warns of every HEAD request, whose body it drops as it should.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            "wagtail": {"level": "WARNING"},
        },
    }


LOGGING = logging_config(environment.log_format or "line")
# A number that a stranger sent would be written into our log.
TRUST_REQUEST_ID = environment.behind_proxy
SLOW_QUERY_MS = environment.slow_query_ms
METRICS_TOKEN = environment.metrics_token
SENTRY_DSN = environment.sentry_dsn
SITE_VERSION = environment.site_version
BACKUP_DIR = environment.backup_dir
