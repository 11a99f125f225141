"""The addresses of a site by their routes and shapes: what is somebody's own left out of them."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

SECRET = re.compile(r"[A-Za-z0-9_-]{36,}|\d+")
STAFF = "/admin/"
WAGTAIL = "wagtail_serve"


def route_of(address: str) -> str:
    """The route of an address; of a page that editors made, its path without what is secret."""
    path = address.partition("?")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return path
    return SECRET.sub("*", path) if match.url_name == WAGTAIL else match.route


def shape_of(address: str) -> str:
    """An address without what is somebody's own, and without the values of its query string."""
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{SECRET.sub('*', parts.path)}?{'&'.join(names)}"


def public_routes() -> list[str]:
    """Every address that the public can ask for, as routes; pages that editors make aside."""
    return [
        route
        for route, name in walked(get_resolver().url_patterns)
        if not f"/{route}".startswith(STAFF) and name
    ]


def walked(
    patterns: Iterable[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, str | None]]:
    for each in patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from walked(each.url_patterns, route)
        elif "(" not in route and "^" not in route:
            yield route, each.name or route
