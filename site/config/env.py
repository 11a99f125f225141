"""What the environment decides, read once, typed and checked."""

from dataclasses import dataclass
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
EXAMPLE_SECRET_KEY = "development-only-key-that-production-refuses-to-start-with"  # noqa: S105 - refused in production
SHORTEST_SECRET_KEY = 50
SHORTEST_CONTACT_KEY = 40


@dataclass(frozen=True)
class Environment:
    """The values of the environment variables in `docs/configuration.md`."""

    secret_key: str
    debug: bool
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    database: dict[str, object]
    search_url: str
    redis_url: str
    email: dict[str, object]
    base_url: str
    data_dir: Path
    behind_proxy: bool
    contact_keys: list[str]
    autosave_milliseconds: int


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
        email=env.email_url("EMAIL_URL", default="consolemail://"),
        base_url=env.str("BASE_URL", default="http://127.0.0.1:8000"),
        data_dir=data_dir,
        behind_proxy=env.bool("BEHIND_PROXY", default=False),
        contact_keys=env.list("CONTACT_KEYS", default=[]),
        autosave_milliseconds=env.int("WAGTAIL_AUTOSAVE_INTERVAL", default=3000),
    )


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
    if environment.debug:
        raise ImproperlyConfigured("DEBUG is on: production never runs with it.")
    if not environment.allowed_hosts or "*" in environment.allowed_hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's own hosts, not '*'.")
