"""Settings for a developer's own machine and for a first try."""

import os
from importlib.util import find_spec

from config.settings.base import *

# `prepare_site` may make a log-in and print its password: never anywhere else.
LOCAL_LOGIN = True
REQUIRE_SECOND_FACTOR = bool(environment.require_second_factor)
DEBUG = os.environ.get("DEBUG", "true").lower() in {"1", "true", "yes", "on"}
ALLOWED_HOSTS = [*environment.allowed_hosts, "127.0.0.1", "localhost", "[::1]"]
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True

if find_spec("django_linear_migrations"):
    INSTALLED_APPS.append("django_linear_migrations")
