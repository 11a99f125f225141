"""Answers: for one comment or for many, and where a section stands now."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
