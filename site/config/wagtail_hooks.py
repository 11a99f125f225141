"""What the site as a whole adds to Wagtail: the handbook, and widgets without inline scripts."""

from django.urls import URLPattern
from wagtail import hooks

from config import handbook
from config.start_widgets import start_widgets


@hooks.register("register_admin_urls")
def handbook_urls() -> list[URLPattern]:
    return handbook.urlpatterns


hooks.register("register_help_menu_item", handbook.help_menu_item)
hooks.register("insert_global_admin_js", start_widgets)
