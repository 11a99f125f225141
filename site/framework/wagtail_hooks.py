"""What the framework adds to the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from framework.admin import FrameworkViewSetGroup
from framework.official import urls as official_urls
from framework.official.permissions import permission_to_record_editions

register_snippet(FrameworkViewSetGroup)


@hooks.register("register_admin_urls")
def official_text_urls() -> list[URLPattern | URLResolver]:
    return [path("official-text/", include(official_urls))]


@hooks.register("register_permissions")
def permissions_to_give() -> QuerySet[Permission]:
    """What administrators can give to groups of their own."""
    return permission_to_record_editions()
