"""The draft as it stood when the round was opened."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
