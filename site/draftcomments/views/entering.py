"""Getting in, by a link or by a printed code, and going away."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
