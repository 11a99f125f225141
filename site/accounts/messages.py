"""Where a message waits for the next page of an editor."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class OwnCookieStorage(CookieStorage):
    """A cookie that no other site can set, where the site runs over HTTPS."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class OwnStorage(FallbackStorage):
    """The cookie, and the session for what is too long for one."""

    storage_classes = (OwnCookieStorage, SessionStorage)
