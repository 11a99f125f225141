"""What is handed over to a person: an address to open, or a code to type in there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from designsystem.qr import qr_svg
from draftcomments.actions.links import Issued
from draftcomments.codes import on_paper
from draftcomments.enums import LinkKind


@dataclass(frozen=True)
class Card:
    """One person's. `code` is empty where the address itself is the secret."""

    pseudonym: str
    address: str
    shown_address: str
    code: str
    last_day: date
    qr: SafeString | str = ""

    @property
    def line(self) -> str:
        """The card as one line to copy."""
        what = f"{self.code} at {self.address}" if self.code else self.address
        return f"{self.pseudonym}: {what}"


def cards_of(request: HttpRequest, issued: Iterable[Issued], *, with_qr: bool) -> list[Card]:
    return [card_of(request, each, with_qr) for each in issued]


def card_of(request: HttpRequest, issued: Issued, with_qr: bool) -> Card:
    is_code = issued.link.kind == LinkKind.CODE
    name, args = ("enter", []) if is_code else ("link", [issued.secret])
    address = request.build_absolute_uri(reverse(f"draftcomments:{name}", args=args))
    title = (
        "Square for a phone camera: where to type in the code"
        if is_code
        else "Square for a phone camera: your link"
    )
    return Card(
        pseudonym=issued.contributor.pseudonym,
        address=address,
        shown_address=address.partition("://")[2].rstrip("/"),
        code=on_paper(issued.secret) if is_code else "",
        last_day=issued.link.expires_on,
        qr=qr_svg(address, title) if with_qr else "",
    )
