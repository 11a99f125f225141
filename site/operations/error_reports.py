"""Tells of errors: to the reader a number to quote, and to a service for errors no word of anybody."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseServerError
from django.template import loader

from operations.requests import NOW, request_id

PACKAGE = "sentry_sdk"
# What is not named here is not sent: an event can hold a body, a form, a cookie, a query, a person.
OF_AN_EVENT = ("event_id", "timestamp", "platform", "level", "release", "environment")
OF_AN_ERROR = ("type", "module", "mechanism")
OF_A_MECHANISM = ("type", "handled")
OF_A_FRAME = ("filename", "function", "module", "lineno", "in_app")
CUT = "[not sent]"
# The template has no tags, so that nothing in it can fail.
MARK = "<!-- number -->"
NUMBER = "<p>If you tell us about it, please give this number: <code>{number}</code></p>"


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """The page for an error of ours. It asks neither the database nor the cache."""
    text = loader.get_template("500.html").render()
    return HttpResponseServerError(text.replace(MARK, NUMBER.format(number=request_id())))


def start_reports() -> None:
    """Begin to send errors to the service at SENTRY_DSN, if one is set."""
    if not settings.SENTRY_DSN:
        return
    if find_spec(PACKAGE) is None:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, but its package is missing: pip install 'sentry-sdk' (extra sentry)."
        )
    sdk = import_module(PACKAGE)
    sdk.init(dsn=settings.SENTRY_DSN, **options())


def options() -> dict[str, Any]:
    """How errors are sent: only those that nobody caught, and of each only what `only_safe` keeps."""
    django = import_module("sentry_sdk.integrations.django").DjangoIntegration
    hook = import_module("sentry_sdk.integrations.excepthook").ExcepthookIntegration
    return {
        "default_integrations": False,
        "auto_enabling_integrations": False,
        "integrations": [
            django(middleware_spans=False, signals_spans=False, cache_spans=False),
            hook(),
        ],
        "send_default_pii": False,
        "include_local_variables": False,
        "max_request_body_size": "never",
        "max_breadcrumbs": 0,
        "auto_session_tracking": False,
        "send_client_reports": False,
        "server_name": "",
        "release": settings.SITE_VERSION or None,
        "before_send": only_safe,
    }


def only_safe(event: Mapping[str, Any], hint: Mapping[str, Any]) -> dict[str, Any]:
    """A new event with the kind of each error and where in the code it was, and no value of anything.

    The words of an error may repeat what somebody wrote, so they stay here: the number of the
    request leads to them in the site's own log.
    """
    asked = NOW.get()
    errors = (event.get("exception") or {}).get("values") or []
    return {
        **{name: event[name] for name in OF_AN_EVENT if name in event},
        "exception": {"values": [safe_error(error) for error in errors]},
        "transaction": asked.route if asked else "",
        "tags": {"request": asked.number if asked else ""},
    }


def safe_error(error: Mapping[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    mechanism = error.get("mechanism") or {}
    return {
        **{name: error[name] for name in OF_AN_ERROR if name in error},
        "mechanism": {name: mechanism[name] for name in OF_A_MECHANISM if name in mechanism},
        "value": CUT,
        "stacktrace": {
            "frames": [
                {name: frame[name] for name in OF_A_FRAME if name in frame} for frame in frames
            ]
        },
    }
