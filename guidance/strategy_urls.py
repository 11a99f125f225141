"""Addresses of strategies and the cross-walk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
