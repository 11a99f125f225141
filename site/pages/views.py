"""The site's own small answers: health, robots and the icon."""

from datetime import UTC, timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Depends on nothing else."""
    return HttpResponse("ok\n", content_type=PLAIN, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers; 503 with Retry-After when it does not."""
    headers = {"Cache-Control": "no-store"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        headers["Retry-After"] = "2"
        return HttpResponse("database down\n", status=503, content_type=PLAIN, headers=headers)
    return HttpResponse("ok\n", content_type=PLAIN, headers=headers)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; the admin, searches and secret links may not."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /self-check/*/",
        "Disallow: /tell-us/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); 404 until the operator has said where."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # Always some months ahead: the site that answers is the one that is looked after.
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=PLAIN)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return HttpResponseRedirect(static("designsystem/images/favicon.ico"))
