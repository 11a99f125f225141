"""A check that a link has opened, and what the link allows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from selfcheck.models import SelfCheck


@dataclass(frozen=True)
class Access:
    """`token` is the secret part of the address in use: of the view-only link where `can_change`
    is false.
    """

    self_check: SelfCheck
    token: str
    can_change: bool

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"selfcheck:{name}", args=[self.token, *args])
