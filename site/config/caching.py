"""Who may keep a copy of an answer: decided once for each group of addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern

from casestudies.enums import Facet
from framework.lenses import PARAMETER
from guidance.cross_walk.asking import Filter

PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"
SAFE = {"GET", "HEAD"}
FOR_EVERYBODY = "site.for_everybody"
# Who brings one of these may be somebody whom the site knows.
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages", "__Host-messages"}

LISTS = {"q", "kind", "records", "sort", "page", "since", "format"}
RECORDS = {"part", "level", "study", "did", "who", "by", "show", "lens", PARAMETER}
FORMS = {"about", "address", "useful", "said"}
PARAMETERS = frozenset({*LISTS, *RECORDS, *FORMS, *Facet.values, *Filter.values})
"""All that public pages read of an address behind its question mark.

Nothing else reaches them. So a copy is the same for `?utm_source=…`, and a page that reads
something new is not drawn for others by mistake: it gets nothing until its name stands here.
"""

View = Callable[..., HttpResponse]


def known(sent: QueryDict) -> QueryDict:
    """What public pages may read of this. Names that nobody knows are left out.

    >>> known(QueryDict("utm_source=news&q=warm&part=a&part=b")).urlencode()
    'q=warm&part=a&part=b'
    """
    if sent.keys() <= PARAMETERS:
        return sent
    read = QueryDict(mutable=True)
    for name in sent:
        if name in PARAMETERS:
            read.setlist(name, sent.getlist(name))
    return read


def for_everybody(request: HttpRequest) -> None:
    """Leave a view nothing by which it could tell one reader from another.

    Editors keep their cookies: their answers are kept by nobody.
    """
    request.META[FOR_EVERYBODY] = True
    request.GET = known(request.GET)  # type: ignore[assignment]
    if not PERSONAL_COOKIES & request.COOKIES.keys():
        request.COOKIES = {}


def public(view: View) -> View:
    """Let anyone keep a good answer for a minute, unless the view has said otherwise."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE:
            for_everybody(request)
        response = view(request, *args, **kwargs)
        good = request.method in SAFE and response.status_code == 200
        response.headers.setdefault("Cache-Control", PUBLIC if good else "no-store")
        return response

    return inner


def private(view: View) -> View:
    """Let nobody keep an answer, and keep it out of search engines."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def each(decorator: Callable[[View], View], patterns: list[URLPattern]) -> list[URLPattern]:
    """The same addresses, each view decorated."""
    return [URLPattern(p.pattern, decorator(p.callback), p.default_args, p.name) for p in patterns]
