"""Addresses of “Tell us about your work”. The part that looks like noise is the key to an offer."""

from django.urls import URLPattern, path

from casestudies.offers import views

app_name = "tell_us"
urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("new/", views.new, name="new"),
    path("taken-back/", views.taken_back, name="taken_back"),
    path("<str:token>/", views.stands, name="stands"),
    path("<str:token>/check/", views.check, name="check"),
    path("<str:token>/take-back/", views.ask_to_take_back, name="take_back"),
    path("<str:token>/<slug:name>/", views.questions, name="questions"),
]
