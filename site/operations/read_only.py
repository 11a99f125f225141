"""Whether the site may be read but not changed: while a database moves, or a back-up is restored."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
FILE = "read-only"
FORMS = ("/self-check/", "/have-your-say/", "/tell-us/", "/account/login/")


def is_read_only() -> bool:
    """By the environment, or by a file in `DATA_DIR`, which needs no restart."""
    return bool(settings.READ_ONLY) or switch().exists()


def switch() -> Path:
    return Path(settings.DATA_DIR) / FILE


def would_change(request: HttpRequest) -> bool:
    """Whether a request asks for a change, by its method."""
    return request.method not in SAFE


def read_only(request: HttpRequest) -> dict[str, bool]:
    """A context processor: pages with a form say beforehand that nothing can be sent.

    Only where nobody keeps a copy of the answer: it would outlive the reason.
    """
    return {"read_only": request.path.startswith(FORMS) and is_read_only()}
