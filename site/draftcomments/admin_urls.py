"""Addresses for staff, below the admin's own."""

from django.urls import URLPattern

from draftcomments.admin import answering, people, queue, reports, rounds, sections

app_name = "draftcomments_admin"
urlpatterns: list[URLPattern] = [
    *queue.urlpatterns,
    *rounds.urlpatterns,
    *people.urlpatterns,
    *answering.urlpatterns,
    *reports.urlpatterns,
    *sections.urlpatterns,
]
