"""Addresses of stored pictures, and of documents: those stand in front of Wagtail's own."""

from django.urls import URLPattern, path

from uploads import views

app_name = "uploads"
urlpatterns: list[URLPattern] = [
    path("media/<path:name>", views.media, name="media"),
    path("documents/<int:document_id>/<path:filename>", views.document, name="document"),
]
