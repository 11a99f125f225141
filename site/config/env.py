"""What the environment decides, read once, typed and checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
EXAMPLE_SECRET_KEY = "development-only-key-that-production-refuses-to-start-with"  # noqa: S105 - refused in production
SHORTEST_SECRET_KEY = 50
SHORTEST_CONTACT_KEY = 40
SHORTEST_PURGE_TOKEN = 32
SHORTEST_METRICS_TOKEN = 32
OVER_SMTP = "django.core.mail.backends.smtp.EmailBackend"
ONTO_THE_CONSOLE = "django.core.mail.backends.console.EmailBackend"


@dataclass(frozen=True)
class Environment:
    """The values of the environment variables in `docs/configuration.md`."""

    secret_key: str
    debug: bool
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    database: dict[str, Any]
    search_url: str
    redis_url: str
    proxy_urls: list[str]
    purge_token: str
    email: dict[str, object]
    mail_from: str
    base_url: str
    data_dir: Path
    behind_proxy: bool
    contact_keys: list[str]
    autosave_milliseconds: int
    require_second_factor: bool | None
    read_only: bool
    security_contact: str
    background_tasks: bool
    log_format: str
    slow_query_ms: int
    metrics_token: str
    sentry_dsn: str
    site_version: str
    backup_dir: Path
    media_storage_url: str
    send_files_by_proxy: bool


def read_environment() -> Environment:
    """Read the environment and an optional `.env` file at the project's root.

    Raises `ImproperlyConfigured` when a value cannot be read as its type.
    """
    env = environ.Env()
    env.read_env(BASE_DIR / ".env")
    data_dir = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
    return Environment(
        secret_key=env.str("SECRET_KEY", default=EXAMPLE_SECRET_KEY),
        debug=env.bool("DEBUG", default=False),
        allowed_hosts=env.list("ALLOWED_HOSTS", default=[]),
        csrf_trusted_origins=env.list("CSRF_TRUSTED_ORIGINS", default=[]),
        database=env.db_url("DATABASE_URL", default=f"sqlite:///{data_dir / 'site.sqlite3'}"),
        search_url=env.str("SEARCH_URL", default=""),
        redis_url=env.str("REDIS_URL", default=""),
        proxy_urls=env.list("PROXY_URLS", default=[]),
        purge_token=env.str("PURGE_TOKEN", default=""),
        email=env.email_url("EMAIL_URL", default="consolemail://"),
        mail_from=env.str("MAIL_FROM", default="no-reply@localhost"),
        base_url=env.str("BASE_URL", default="http://127.0.0.1:8000"),
        data_dir=data_dir,
        behind_proxy=env.bool("BEHIND_PROXY", default=False),
        contact_keys=env.list("CONTACT_KEYS", default=[]),
        autosave_milliseconds=env.int("WAGTAIL_AUTOSAVE_INTERVAL", default=3000),
        require_second_factor=env.bool("REQUIRE_SECOND_FACTOR", default=None),
        read_only=env.bool("READ_ONLY", default=False),
        security_contact=contact_address(env.str("SECURITY_CONTACT", default="")),
        background_tasks=env.bool("BACKGROUND_TASKS", default=False),
        log_format=one_of(env.str("LOG_FORMAT", default=""), "LOG_FORMAT", ("", "json", "line")),
        slow_query_ms=env.int("SLOW_QUERY_MS", default=500),
        metrics_token=env.str("METRICS_TOKEN", default=""),
        sentry_dsn=env.str("SENTRY_DSN", default=""),
        site_version=env.str("SITE_VERSION", default=""),
        backup_dir=Path(env.str("BACKUP_DIR", default=str(data_dir / "backups"))),
        media_storage_url=env.str("MEDIA_STORAGE_URL", default=""),
        send_files_by_proxy=env.bool("SEND_FILES_BY_PROXY", default=False),
    )


def one_of(value: str, name: str, allowed: tuple[str, ...]) -> str:
    """A value that is one of a few; anything else stops the start with one line."""
    if value not in allowed:
        words = " or ".join(each for each in allowed if each)
        raise ImproperlyConfigured(f"{name} has to be {words}.")
    return value


def contact_address(value: str) -> str:
    """Where a weakness of the site is reported: `mailto:…` or `https://…`, or nothing yet."""
    if value and not value.startswith(("mailto:", "https://")):
        raise ImproperlyConfigured("SECURITY_CONTACT has to begin with mailto: or https://.")
    return value


def refuse_unsafe_production(environment: Environment) -> None:
    """Raise `ImproperlyConfigured`, with one line that says what to change, if production is unsafe."""
    key = environment.secret_key
    if key == EXAMPLE_SECRET_KEY:
        raise ImproperlyConfigured("SECRET_KEY is not set: production needs a key of its own.")
    if len(key) < SHORTEST_SECRET_KEY or len(set(key)) < 10:
        raise ImproperlyConfigured(
            f"SECRET_KEY is too weak: use at least {SHORTEST_SECRET_KEY} random characters."
        )
    if "insecure" in key or "example" in key or "change" in key.lower():
        raise ImproperlyConfigured("SECRET_KEY looks like an example: make a new, random one.")
    if any(len(each) < SHORTEST_CONTACT_KEY for each in environment.contact_keys):
        raise ImproperlyConfigured(
            f"CONTACT_KEYS is too weak: use at least {SHORTEST_CONTACT_KEY} random characters each."
        )
    if environment.metrics_token and len(environment.metrics_token) < SHORTEST_METRICS_TOKEN:
        raise ImproperlyConfigured(
            f"METRICS_TOKEN is too weak: use at least {SHORTEST_METRICS_TOKEN} random characters."
        )
    if environment.debug:
        raise ImproperlyConfigured("DEBUG is on: production never runs with it.")
    if not environment.allowed_hosts or "*" in environment.allowed_hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's own hosts, not '*'.")
    refuse_weak_purge_token(environment)
    refuse_unsafe_mail(environment)


def refuse_unsafe_mail(environment: Environment) -> None:
    """Mail holds links that open accounts: it goes to people, and never into a log."""
    if not environment.base_url.startswith("https://"):
        raise ImproperlyConfigured("BASE_URL has to begin with https://: links in mail use it.")
    backend = environment.email["EMAIL_BACKEND"]
    if backend == ONTO_THE_CONSOLE:
        raise ImproperlyConfigured("EMAIL_URL is not set: links to accounts would be in the log.")
    name, _, host = environment.mail_from.rstrip(">").rpartition("@")
    if backend == OVER_SMTP and (not name or host in {"", "localhost"}):
        raise ImproperlyConfigured("MAIL_FROM has to be an address that mail servers accept.")


def refuse_weak_purge_token(environment: Environment) -> None:
    """Whoever knows the token can have the site draw pages anew as often as they like."""
    needed = bool(environment.proxy_urls or environment.purge_token)
    if needed and len(environment.purge_token) < SHORTEST_PURGE_TOKEN:
        raise ImproperlyConfigured(
            f"PURGE_TOKEN is too weak: use at least {SHORTEST_PURGE_TOKEN} random characters."
        )
