"""Settings that hold wherever the site runs."""

from config.csp import PUBLIC_POLICY
from config.env import BASE_DIR, read_environment
from config.settings.caches import *
from config.settings.databases import *
from config.settings.files import *
from config.settings.log_ins import *
from config.settings.logs import *

environment = read_environment()

SECRET_KEY = environment.secret_key
DEBUG = False
ALLOWED_HOSTS = environment.allowed_hosts
DATA_DIR = environment.data_dir
CSRF_TRUSTED_ORIGINS = environment.csrf_trusted_origins

INSTALLED_APPS = [
    "config",
    "pages",
    "search",
    "moving",
    "draftcomments",
    "guidance",
    "casestudies",
    "selfcheck",
    "framework",
    "content",
    "taxonomy",
    "accounts",
    "images",
    "uploads",
    "operations",
    "designsystem",
    "wagtail_modeladmin",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "operations.requests.RequestMiddleware",
    "config.headers.SecurityHeadersMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "operations.unavailable.UnavailableMiddleware",
    "config.page_cache.PageCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.LogInMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# Templates of ours also stand in for those of Wagtail's widgets.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

DEFAULT_EXCEPTION_REPORTER_FILTER = "config.error_pages.ReadableFormFilter"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.context_processors.chrome",
                "operations.read_only.read_only",
            ],
        },
    }
]

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("django.contrib.postgres")
if BACKGROUND_TASKS:
    INSTALLED_APPS.append("django_tasks_db")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SEARCH_URL = environment.search_url

# Contact details, secrets of second steps and mail that waits are encrypted with the first key; the
# others only open what is there.
CONTACT_KEYS = environment.contact_keys or [SECRET_KEY]
# Where the address of the person who asks is written: the last proxy puts it there.
CLIENT_ADDRESS = "HTTP_X_FORWARDED_FOR" if environment.behind_proxy else "REMOTE_ADDR"

SECURITY_CONTACT = environment.security_contact

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

CONTENT_SECURITY_POLICY = PUBLIC_POLICY
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

WAGTAIL_SITE_NAME = "Health inequalities engagement framework"
WAGTAILADMIN_BASE_URL = environment.base_url
WAGTAIL_I18N_ENABLED = False
# One country, one clock: a plan to publish is read the same by everybody. (Offered all, the form of
# one's own account would also list a zone of the machine's that no browser knows.)
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_AUTOSAVE_INTERVAL = environment.autosave_milliseconds
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
