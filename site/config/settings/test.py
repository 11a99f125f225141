"""Settings for the tests: fast passwords, a database that is kept between runs, strict templates."""

from config.settings.base import *

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
REQUIRE_SECOND_FACTOR = False
environment.data_dir.mkdir(parents=True, exist_ok=True)
INSTALLED_APPS.append("django_linear_migrations")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # An in-memory database cannot be reused: a file saves the migrations of every run but the first.
    DATABASES["default"]["TEST"] = {"NAME": str(environment.data_dir / "test.sqlite3")}
