"""Addresses of downloads, and of the framework on one page."""

from django.urls import URLPattern, path

from guidance.views import downloads, printing

urlpatterns: list[URLPattern] = [
    path("framework/print/", printing.whole_framework, name="print"),
    path("downloads/<str:name>/<str:form>/", downloads.download, name="download"),
]
