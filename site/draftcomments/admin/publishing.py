"""The question asked before a page is published with comments that wait for an answer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
