"""Addresses of the records that guidance shows: all fixed, all public."""

from guidance import download_urls, measure_urls, statement_urls, strategy_urls

app_name = "guidance"
urlpatterns = [
    *statement_urls.urlpatterns,
    *measure_urls.urlpatterns,
    *strategy_urls.urlpatterns,
    *download_urls.urlpatterns,
]
