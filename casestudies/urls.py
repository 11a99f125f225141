"""Addresses of the app; its pages have addresses of their own."""

from django.urls import path

from casestudies.views import CaseStudyFeed

app_name = "casestudies"
urlpatterns = [path("feed/", CaseStudyFeed(), name="feed")]
