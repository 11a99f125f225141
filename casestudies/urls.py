"""Addresses of the app; its pages have addresses of their own."""

from django.urls import path

from casestudies import views
from casestudies.feeds import CaseStudyFeed

app_name = "casestudies"
urlpatterns = [
    path("feed/", CaseStudyFeed(), name="feed"),
    path("next-level/", views.next_level, name="next-level"),
    path("compare/", views.compare, name="compare"),
    path("organisations/", views.organisations, name="organisations"),
    path("openapi.json", views.openapi, name="openapi"),
]
