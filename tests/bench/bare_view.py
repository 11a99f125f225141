"""The control of `tests.bench.cached`: a Django site with one view, which returns what it was given."""

from django.http import HttpRequest, HttpResponse
from django.urls import re_path

ANSWER: dict[str, HttpResponse] = {}


def bare(request: HttpRequest) -> HttpResponse:
    given = ANSWER["given"]
    return HttpResponse(given.content, headers=dict(given.items()))


urlpatterns = [re_path("", bare)]
