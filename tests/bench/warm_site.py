"""The site for gunicorn's `--preload`: warm before workers are forked, so that a new one is ready."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import connections
from django.test import Client

from config.wsgi import application
from officefiles.printed import can_print


def warmed() -> Callable[..., Any]:
    """The site, once a page has been drawn. Nothing that it read is kept."""
    can_print()
    Client(SERVER_NAME="127.0.0.1").get("/self-check/")
    cache.clear()
    connections.close_all()
    return application
