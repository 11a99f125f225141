"""Fixed addresses of the site's own: what is new as a feed, and what readers say of pages."""

from django.urls import path

from pages.feeds import WhatsNewFeed
from pages.useful import thanks, useful

app_name = "pages"
urlpatterns = [
    path("whats-new/feed/", WhatsNewFeed(), name="whats-new-feed"),
    path("useful/", useful, name="useful"),
    path("useful/thanks/", thanks, name="thanks"),
]
