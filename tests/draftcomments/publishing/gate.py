"""Publishing a page whose comments wait for an answer."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from content.publishing.gate import PUBLISH_WITH_REASON
from pages.models import StandardPage
from tests.draftcomments.drafts import edit_address, posted, text

WORDS = "My neighbour Abebe cannot climb the stairs to the clinic"
NEW = [text("opening", "<p>These are the new words.</p>")]


def gate(page: StandardPage) -> str:
    return reverse("publishing_checklist", args=[page.pk])


def publish(client: Client, page: StandardPage, **fields: Any) -> Any:
    """Publish new words, without telling readers of a change unless a note is given."""
    told = {} if "change_note" in fields else {"small_correction": "on"}
    sent = {"action-publish": "yes", **told, **fields}
    return client.post(edit_address(page), posted(page, NEW, **sent))


def live_words(page: StandardPage) -> str:
    return str(StandardPage.objects.get(pk=page.pk).body)


def send(client: Client, page: StandardPage, reason: str = "An urgent mistake.") -> Any:
    seen = client.get(gate(page)).context["form"]["seen"].value()
    return client.post(gate(page), {"seen": seen, "reason": reason})


def reasons() -> list[str]:
    entries = PageLogEntry.objects.filter(action=PUBLISH_WITH_REASON)
    return [entry.data["reason"] for entry in entries]
