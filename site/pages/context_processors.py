"""What every template may use."""

from typing import Any

from django.http import HttpRequest

from pages.chrome import site_chrome


def chrome(request: HttpRequest) -> dict[str, Any]:
    """`brand`, `navigation` and `footer_links` for public pages; the admin has its own."""
    return {} if request.path.startswith("/admin/") else site_chrome(request)
