"""A middleware that fails as asked, to see what is sent all the same."""

from collections.abc import Callable

from django.db import InterfaceError
from django.http import HttpRequest, HttpResponse

ERRORS: dict[str, Exception] = {
    "/fails/": RuntimeError("Nobody expected this."),
    "/database-is-away/": InterfaceError("The connection is closed."),
}


class FailingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if error := ERRORS.get(request.path_info):
            raise error
        return self.get_response(request)
