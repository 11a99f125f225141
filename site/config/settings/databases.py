"""Databases, background tasks and mail."""

from config.env import read_environment

environment = read_environment()

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; PRAGMA secure_delete=ON;"
    ),
}
# What nobody waits for longer. Web requests also have a limit for each statement: `config/wsgi.py`.
POSTGRESQL_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000",
    # A server that fell off the network: given up after ten seconds without a sign of life.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}
DATABASES = {"default": dict(environment.database)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    given_options = environment.database.get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS | dict(given_options)

# The site can be read and not changed. The file `read-only` in `DATA_DIR` does the same.
READ_ONLY = environment.read_only

# Tasks run at once, or wait for `manage.py db_worker` (`config.settings.base` adds its tables).
BACKGROUND_TASKS = environment.background_tasks
TASK_BACKEND = (
    "django_tasks_db.DatabaseBackend"
    if BACKGROUND_TASKS
    else "django_tasks.backends.immediate.ImmediateBackend"
)
TASKS = {"default": {"BACKEND": TASK_BACKEND}}

# A mail server that does not answer keeps nobody for longer, in seconds.
EMAIL_TIMEOUT = 10
vars().update(environment.email)
# What `EMAIL_URL` names stands behind our own queue.
OUTBOX_DELIVERS_BY = environment.email["EMAIL_BACKEND"]
EMAIL_BACKEND = "operations.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = environment.mail_from
