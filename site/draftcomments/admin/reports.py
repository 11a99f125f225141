"""Reports and exports, without anybody’s words or with what was shared."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
