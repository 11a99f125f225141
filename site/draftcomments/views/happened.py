"""What came of the comments."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
