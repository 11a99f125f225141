"""The button above a page: ask for feedback on it, or see what was said."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.models import User
from draftcomments.models import Round
from draftcomments.permissions import can_open_round, can_see_round

PRIORITY = 62


def buttons_for(page: Page, user: User) -> Iterator[Button]:
    """One, or none where there is nothing for the user to do or see."""
    if page.is_root() or page.alias_of_id:
        return
    rounds = rounds_seen(page, user)
    if rounds:
        yield Button(label_of(rounds), rounds_url(page), icon_name="comment", priority=PRIORITY)
    elif can_open_round(user, page):
        address = reverse("draftcomments_admin:ask", args=[page.pk])
        yield Button("Ask for feedback", address, icon_name="comment", priority=PRIORITY)


def rounds_seen(page: Page, user: User) -> list[Any]:
    rounds = list(Round.objects.light().of_page(page).with_counts())
    for round in rounds:
        round.page = page
    return [round for round in rounds if can_see_round(user, round)]


def label_of(rounds: list[Any]) -> str:
    is_open = sum(round.is_open for round in rounds)
    to_answer = sum(round.to_answer for round in rounds)
    return f"Ask for feedback ({is_open} open, {to_answer} to answer)"


def rounds_url(page: Page) -> str:
    return f"{reverse('draftcomments_admin:rounds')}?{urlencode({'page': page.pk})}"
