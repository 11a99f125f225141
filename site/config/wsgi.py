"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from operations.database_limits import limit_statements  # noqa: E402 - settings have to be there
from search.engines.remote import remote_engine  # noqa: E402 - apps have to be loaded first

limit_statements()

# A search engine's client takes a third of a second to load: now, and not in somebody's search.
remote_engine()
