"""Asks whether a page is useful, where an answer can be counted: see `pages.opinions`."""

from urllib.parse import urlsplit

from django import template
from django.http import HttpRequest
from django.template import Context

from pages.opinions import takes_opinions

register = template.Library()


@register.inclusion_tag("components/useful.html", takes_context=True)
def useful(context: Context) -> dict[str, str]:
    """The question on a public page or record; nothing on drafts, forms and errors."""
    request = context.get("request")
    return {"address": request.path if request and is_asked(request, context) else ""}


def is_asked(request: HttpRequest, context: Context) -> bool:
    """Whether this is a page under its own address that anyone may read."""
    match, page = request.resolver_match, context.get("page")
    if match is None or getattr(request, "is_preview", False):
        return False
    own_address = urlsplit(context.get("canonical_url") or "").path
    if not takes_opinions(match) or own_address != request.path:
        return False
    return not (page and page.get_view_restrictions())
