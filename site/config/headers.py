"""Security headers on every answer, errors included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.csp import ADMIN_PREFIX
from config.redaction import SECRET_PATH

SECRET_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
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
        if SECRET_PATH.match(request.path_info):
            # Redirects and errors below a secret link never reach the views that say this.
            for name, value in SECRET_HEADERS.items():
                response.headers[name] = value
        return response
