"""A person’s own comments: to see, change and delete, and everything to withdraw."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
