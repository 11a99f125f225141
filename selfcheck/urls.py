"""Addresses of the self-check. The part that looks like noise is the key to the answers."""

from django.urls import URLPattern, path

from selfcheck import views

app_name = "selfcheck"
urlpatterns: list[URLPattern] = [
    path("start/", views.start, name="start"),
    path("deleted/", views.deleted, name="deleted"),
    path("<str:token>/", views.task_list, name="tasks"),
    path("<str:token>/about/", views.about, name="about"),
    path("<str:token>/answers/", views.check_answers, name="answers"),
    path("<str:token>/results/", views.results, name="results"),
    path("<str:token>/delete/", views.delete, name="delete"),
    path("<str:token>/<slug:identifier>/", views.phase, name="phase"),
]
