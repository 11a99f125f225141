"""Addresses of outcome measures."""

from django.urls import path

from guidance.views import measures

urlpatterns = [
    path("measures/choose/", measures.choose, name="measure-choose"),
    path("measures/<slug:identifier>/", measures.measure, name="measure"),
]
