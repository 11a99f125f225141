"""Security headers on every answer, errors included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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


class SecurityHeadersMiddleware:
    """Add the headers that Django's own security middleware does not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        in_admin = request.path_info.startswith(ADMIN_PREFIX)
        if in_admin or response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "private, no-store")
        # Redirects and errors never reach the views that say this.
        for name, value in secret_headers(request.path_info).items():
            response.headers[name] = value
        return response


def secret_headers(path: str) -> dict[str, str]:
    """What every answer below an address that opens somebody's words carries."""
    if path.startswith(CONTRIBUTORS_PREFIX):
        return CONTRIBUTORS_HEADERS
    return SECRET_HEADERS if SECRET_PATH.match(path) else {}
