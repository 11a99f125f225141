"""What it is about, what a person agrees to, and how they may be reached."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
