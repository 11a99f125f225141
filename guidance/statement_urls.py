"""Addresses of statements, and of the framework on one page."""

from django.urls import path

from guidance.views import statements

urlpatterns = [
    path("framework/statements/<slug:identifier>/", statements.statement, name="statement"),
]
