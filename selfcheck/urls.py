"""Addresses of the self-check. The part that looks like noise is the key to the answers."""

from django.urls import URLPattern, path

from selfcheck.views import (
    downloads,
    joining,
    journey,
    keeping,
    planned_actions,
    plans,
    reading_first,
    results,
    starting,
    teams,
)

app_name = "selfcheck"
urlpatterns: list[URLPattern] = [
    path("start/", starting.start, name="start"),
    path("load/", starting.load, name="load"),
    path("forget/", keeping.forget_here, name="forget"),
    path("deleted/", keeping.deleted, name="deleted"),
    path("<str:token>/", journey.task_list, name="tasks"),
    path("<str:token>/about/", journey.about, name="about"),
    path("<str:token>/answers/", journey.check_answers, name="answers"),
    path("<str:token>/results/", results.results, name="results"),
    path("<str:token>/download/<slug:form>/", downloads.download, name="download"),
    path("<str:token>/action-plan/", plans.plan, name="plan"),
    path("<str:token>/action-plan/<int:pk>/", planned_actions.action, name="action"),
    path("<str:token>/links/", keeping.links, name="links"),
    path("<str:token>/answer-file/", keeping.answer_file, name="answer_file"),
    path("<str:token>/next-round/", keeping.next_round, name="next_round"),
    path("<str:token>/delete/", keeping.delete, name="delete"),
    path("<str:token>/join/", joining.join, name="join"),
    path("<str:token>/leave/", joining.leave, name="leave"),
    path("<str:token>/team/", teams.team, name="team"),
    path("<str:token>/team/<slug:identifier>/", teams.team_phase, name="team_phase"),
    path("<str:token>/team-joining/", joining.team_joining, name="team_joining"),
    path("<str:token>/team-name/", joining.name, name="team_name"),
    path("<str:token>/team-end/", teams.end, name="team_end"),
    path("<str:token>/<slug:identifier>/statements/", journey.statements, name="statements"),
    path("<str:token>/<slug:identifier>/reading/", journey.reading, name="reading"),
    path("<str:token>/<slug:identifier>/", journey.phase, name="phase"),
]
# Nothing of anybody: these may be kept by caches.
public_urlpatterns: list[URLPattern] = [
    path("questions/", reading_first.questions, name="questions"),
]
