"""What the site as a whole adds to Wagtail: the handbook."""

from django.urls import URLPattern
from wagtail import hooks

from config import handbook


@hooks.register("register_admin_urls")
def handbook_urls() -> list[URLPattern]:
    return handbook.urlpatterns


hooks.register("register_help_menu_item", handbook.help_menu_item)
