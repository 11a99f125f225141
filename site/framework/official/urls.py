"""Addresses of bringing in official text, below the admin's own."""

from django.urls import path

from framework.official import views

app_name = "framework_official"
urlpatterns = [
    path("", views.bring_in, name="bring"),
    path("as-it-is/", views.as_it_is, name="as_it_is"),
    path("<int:pk>/", views.look, name="look"),
    path("<int:pk>/loaded/", views.loaded, name="loaded"),
    path("<int:pk>/forget/", views.forget, name="forget"),
]
