"""Addresses of the self-check. The part that looks like noise is the key to the answers."""

from django.urls import URLPattern, path

from selfcheck.views import journey, keeping, results

app_name = "selfcheck"
urlpatterns: list[URLPattern] = [
    path("start/", journey.start, name="start"),
    path("deleted/", keeping.deleted, name="deleted"),
    path("<str:token>/", journey.task_list, name="tasks"),
    path("<str:token>/about/", journey.about, name="about"),
    path("<str:token>/answers/", journey.check_answers, name="answers"),
    path("<str:token>/results/", results.results, name="results"),
    path("<str:token>/delete/", keeping.delete, name="delete"),
    path("<str:token>/<slug:identifier>/", journey.phase, name="phase"),
]
