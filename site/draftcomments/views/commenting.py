"""Writing and sending a comment, on a section or on a guided question."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
