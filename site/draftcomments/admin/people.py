"""The people of a round: their links and codes, and what a helper types in for them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
