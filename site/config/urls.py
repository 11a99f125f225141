"""Every address of the site. Caching is decided here, once, for public and private addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from accounts import urls as account_urls
from casestudies import urls as casestudies_urls
from casestudies.offers import urls as offer_urls
from config.caching import each, private, public
from content.views import serve
from draftcomments import urls as draftcomments_urls
from guidance import urls as guidance_urls
from guidance.sitemaps import RecordSitemap
from operations.metrics import metrics
from pages import urls as pages_urls
from pages.sitemaps import PageSitemap
from pages.views import favicon, livez, readyz, robots, security_txt
from search import urls as search_urls
from selfcheck import urls as selfcheck_urls
from uploads import urls as uploads_urls

handler400 = "config.error_pages.bad_request"
handler403 = "config.error_pages.permission_denied"
handler404 = "config.error_pages.page_not_found"
handler500 = "operations.unavailable.server_error"
SITEMAPS = {"pages": PageSitemap, "records": RecordSitemap}

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", private(metrics), name="metrics"),
    path("account/", include(each(private, account_urls.urlpatterns))),
    *each(private, account_urls.door_urlpatterns),
    path("admin/", include(wagtailadmin_urls)),
    path("", include(uploads_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", public(robots)),
    path("favicon.ico", public(favicon)),
    path(".well-known/security.txt", public(security_txt)),
    path(
        "sitemap.xml",
        public(sitemap),
        {"sitemaps": SITEMAPS, "content_type": "application/xml; charset=utf-8"},
        name="sitemap",
    ),
    path(
        "self-check/",
        include(
            (
                [
                    *each(public, selfcheck_urls.public_urlpatterns),
                    *each(private, selfcheck_urls.urlpatterns),
                ],
                selfcheck_urls.app_name,
            )
        ),
    ),
    path("search/", include((each(public, search_urls.urlpatterns), search_urls.app_name))),
    path(
        "case-studies/",
        include((each(public, casestudies_urls.urlpatterns), casestudies_urls.app_name)),
    ),
    path(
        "have-your-say/",
        include((each(private, draftcomments_urls.urlpatterns), draftcomments_urls.app_name)),
    ),
    path("tell-us/", include((each(private, offer_urls.urlpatterns), offer_urls.app_name))),
    path("", include((each(public, pages_urls.urlpatterns), pages_urls.app_name))),
    path("", include((each(public, guidance_urls.urlpatterns), guidance_urls.app_name))),
    re_path(serve_pattern, public(serve), name="wagtail_serve"),
    path("", include(wagtail_urls)),
]
