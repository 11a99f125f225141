"""What pages add to the admin: what readers say of them."""

from django.urls import URLPattern
from wagtail import hooks

from pages import opinion_report
from pages.dashboard import add_opinions


@hooks.register("register_admin_urls")
def opinion_report_urls() -> list[URLPattern]:
    return opinion_report.urlpatterns


@hooks.register("register_admin_viewset")
def remarks_viewset() -> opinion_report.PageRemarkViewSet:
    return opinion_report.PageRemarkViewSet("page_remarks")


hooks.register("register_reports_menu_item", opinion_report.opinions_item)
hooks.register("register_reports_menu_item", opinion_report.remarks_item)
hooks.register("construct_homepage_panels", add_opinions)
