"""Rounds in the admin: asking for feedback, opening, closing, archiving, the statement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
