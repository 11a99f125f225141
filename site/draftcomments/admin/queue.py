"""The queue of comments to check: one at a time or several together."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
