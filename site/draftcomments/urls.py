"""Addresses for people who comment. A secret stands in one of them only, and is exchanged at once."""

from django.urls import URLPattern

from draftcomments.views import commenting, entering, happened, mine, reading, starting

app_name = "draftcomments"
urlpatterns: list[URLPattern] = [
    *entering.urlpatterns,
    *starting.urlpatterns,
    *reading.urlpatterns,
    *commenting.urlpatterns,
    *mine.urlpatterns,
    *happened.urlpatterns,
]
