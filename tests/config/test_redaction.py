"""Secret links never reach the logs."""

import logging
import secrets

from config.redaction import RedactSecretLinks, redact


def test_a_secret_link_is_cut_from_a_message_and_its_arguments() -> None:
    token = secrets.token_urlsafe(32)
    path = f"/self-check/{token}/engage/"
    record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", (path,), None)
    record.request = object()
    RedactSecretLinks().filter(record)
    assert token not in record.getMessage()
    assert not hasattr(record, "request")


def test_public_addresses_are_left_alone() -> None:
    assert (
        redact("GET /self-check/start/ /case-studies/") == "GET /self-check/start/ /case-studies/"
    )
