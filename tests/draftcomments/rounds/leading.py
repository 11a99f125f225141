"""Whoever runs rounds, and the pages that they do it on."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.actions import make_role
from config.roles import LEADS
from tests.factories.accounts import UserFactory

LIST = "/admin/feedback/rounds/"


def a_lead(**values: Any) -> User:
    make_role(name=LEADS)
    user = UserFactory(**values)
    user.groups.add(Group.objects.get(name=LEADS))
    return user


def at(name: str, *args: Any) -> str:
    return reverse(f"draftcomments_admin:{name}", args=args)


def asked(**fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "purpose": "We want to know if it is fair.",
        "can_change": "The words.",
        "cannot_change": "",
        "questions": "What is missing?\n\n What is hard? ",
        "content_note": "",
        "closes_on": (today + timedelta(14)).isoformat(),
        "reply_by": (today + timedelta(28)).isoformat(),
        "owner": User.objects.order_by("pk").last().pk,
        "facilitator": "",
        "contact_line": "The lead, 01234 567890",
        "support": "Call 999.",
        **fields,
    }
