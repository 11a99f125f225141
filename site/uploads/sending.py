"""Gives a stored file out: by the proxy where there is one that may read it, else by this process."""

import hashlib
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from uploads.finding import StoredFile

PUBLIC, PRIVATE = "public, max-age=600", "private, no-store"
# Where the proxy has the folder of all files. It gives nothing out from there but at our word.
PROXY_PREFIX = "/_media/"
SANDBOX = "sandbox; default-src 'none'"
LOST = (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError)
SECONDS_TO_WAIT = "30"


def send(
    request: HttpRequest, stored: StoredFile, *, public: bool, attachment: str = ""
) -> HttpResponseBase:
    """The file, with what browsers and caches are told of it. Raises `Http404` where it is lost.

    `attachment` is the name under which a browser saves the file in place of showing it.
    """
    storage, name = stored.file.storage, stored.file.name or ""
    try:
        file = storage.open(name, "rb")
        modified = storage.get_modified_time(name)
    except LOST as error:
        raise Http404 from error
    except OSError:
        return HttpResponse(status=503, headers={"Retry-After": SECONDS_TO_WAIT})
    response = unchanged(request, file, name, modified) or body_of(request, stored, file)
    tell_caches(response, name, modified, public=public)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    if attachment:
        response.headers["Content-Disposition"] = str(content_disposition_header(True, attachment))
    return response


def unchanged(
    request: HttpRequest, file: File, name: str, modified: datetime
) -> HttpResponseBase | None:
    """The short answer to a browser that has the file already; the file is closed then."""
    seconds = int(modified.timestamp())
    answer = get_conditional_response(request, mark_of(name, modified), seconds)
    if answer is not None:
        file.close()
    return answer


def body_of(request: HttpRequest, stored: StoredFile, file: File) -> HttpResponseBase:
    if settings.SEND_FILES_BY_PROXY and isinstance(stored.file.storage, FileSystemStorage):
        file.close()
        place = PROXY_PREFIX + quote(stored.file.name or "")
        return HttpResponse(content_type=stored.content_type, headers={"X-Accel-Redirect": place})
    # Pictures and office files are compressed already: another time would cost and win nothing.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return FileResponse(file, content_type=stored.content_type)


def tell_caches(response: HttpResponseBase, name: str, modified: datetime, *, public: bool) -> None:
    response.headers["ETag"] = mark_of(name, modified)
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = PUBLIC if public else PRIVATE
    if not public:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"


def mark_of(name: str, modified: datetime) -> str:
    """Another one as soon as a file is written again under the same name."""
    told = f"{name} {modified.timestamp()}".encode()
    return f'"{hashlib.sha256(told).hexdigest()[:32]}"'
