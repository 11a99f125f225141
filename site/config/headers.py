"""Security headers on every answer, errors included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware

from config.csp import ADMIN_PREFIX, CONTRIBUTORS_PREFIX
from config.redaction import SECRET_PATH

SECRET_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}

# Below that address people read drafts and write about them. Not `no-referrer`: a browser would then
# send its forms without an origin, and none would be taken.
CONTRIBUTORS_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "same-origin",
}

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


# What is left of somebody in a browser goes with them. Not its cookies: one of them leads back to
# the self-check that this device is answering, and the session's own is gone anyhow.
LOGGING_OUT = {"account_logout", "wagtailadmin_logout"}
CLEARED = '"cache", "storage"'


class SecurityHeadersMiddleware:
    """Add every header to every answer: files, redirects, and errors of whatever is further in.

    Django's own middleware for them stands further in, where some answers never come by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.django = SecurityMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        self.django.process_response(request, response)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if has_logged_out(request, response):
            response.headers.setdefault("Clear-Site-Data", CLEARED)
        in_admin = request.path_info.startswith(ADMIN_PREFIX)
        if in_admin or response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "private, no-store")
        # Redirects and errors never reach the views that say this.
        for name, value in secret_headers(request.path_info).items():
            response.headers[name] = value
        return response


def has_logged_out(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is the redirect after the button was pressed."""
    asked = request.resolver_match
    is_door = asked is not None and asked.url_name in LOGGING_OUT
    return is_door and request.method == "POST" and response.status_code == 302


def secret_headers(path: str) -> dict[str, str]:
    """What every answer below an address that opens somebody's words carries."""
    if path.startswith(CONTRIBUTORS_PREFIX):
        return CONTRIBUTORS_HEADERS
    return SECRET_HEADERS if SECRET_PATH.match(path) else {}
