"""What the comments on drafts add to Wagtail."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from draftcomments import admin_urls


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLPattern | URLResolver]:
    return [path("feedback/", include(admin_urls))]
