"""A site whose only page fails, with somebody's words wherever an error report could find them.

Run as a program of its own: what collects errors stays in the process that it was started in.
"""

import logging
import sys
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET = "the-words-of-somebody"  # noqa: S105 - what must not be found


def fail(request: HttpRequest, key: str) -> HttpResponse:
    words = request.POST["words"]
    logging.getLogger("ours").error("Somebody wrote %s", words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [words])
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(f"Cannot read {words}") from error
    return HttpResponse()


urlpatterns = [path("fail/<str:key>/", fail, name="fail")]


def main(filtered: bool) -> None:
    """Print how often the words are in what was sent, and what kinds of errors were told."""
    django.setup()
    from django.test import Client  # noqa: PLC0415 - Django has to be set up first
    from sentry_sdk import add_breadcrumb, get_client, init, set_tag, set_user  # noqa: PLC0415
    from sentry_sdk.transport import Transport  # noqa: PLC0415

    from operations.error_reports import options  # noqa: PLC0415

    sent: list[bytes] = []

    class Kept(Transport):
        def capture_envelope(self, envelope: Any) -> None:
            sent.append(envelope.serialize())

    without = {"send_default_pii": True, "max_request_body_size": "always"}
    init(
        dsn="https://key@errors.invalid/1",
        transport=Kept,
        **(options() if filtered else without),
    )
    settings.ROOT_URLCONF = __name__
    set_user({"id": SECRET, "email": SECRET})
    set_tag("planted", SECRET)
    add_breadcrumb(message=SECRET, data={"url": SECRET})
    client = Client(raise_request_exception=False)
    client.cookies["planted"] = SECRET
    client.post(
        f"/fail/{SECRET}/?q={SECRET}",
        {"words": SECRET},
        headers={"user-agent": SECRET, "referer": SECRET, "authorization": SECRET},
        REMOTE_ADDR="203.0.113.77",
    )
    get_client().flush()
    text = b"".join(sent)
    sys.stdout.write(f"{text.count(SECRET.encode()) + text.count(b'203.0.113.77')}\n")
    sys.stdout.write(f"{text.count(b'RuntimeError')} {text.count(b'ValueError')}\n")
    sys.stdout.write(f"{text.count(b'failing.py')} {len(sent)}\n")


if __name__ == "__main__":
    main(filtered=sys.argv[1] == "filtered")
