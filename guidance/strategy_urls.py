"""Addresses of strategies and the cross-walk."""

from django.urls import path

from guidance.views import strategies

urlpatterns = [
    path("strategies/cross-walk/", strategies.cross_walk, name="cross-walk"),
    path("strategies/cross-walk/<str:form>/", strategies.cross_walk_file, name="cross-walk-file"),
    path("strategies/<slug:identifier>/", strategies.strategy, name="strategy"),
    path(
        "strategies/<slug:identifier>/<slug:element>/", strategies.element, name="strategy-element"
    ),
]
