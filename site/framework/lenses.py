"""The lens: the kind of work that a reader asked to see, in the address and in the words."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from framework.enums import Lens
from framework.models import Statement

PARAMETER = "work"
LENSES: tuple[Lens, ...] = (Lens.STRATEGIC, Lens.OPERATIONAL)


def lens_named(value: str) -> str:
    """The lens of a name; empty for "both" and for anything that is none.

    >>> lens_named("strategic") == Lens.STRATEGIC, lens_named("both"), lens_named("no such")
    (True, '', '')
    """
    return next((lens for lens in LENSES if lens.value == value), "")


def lens_asked_for(request: HttpRequest) -> str:
    """The lens that the address asks for with `?work=`; empty where it asks for none."""
    return lens_named(request.GET.get(PARAMETER, ""))


def with_lens(path: str, lens: str) -> str:
    """An address that keeps the lens.

    >>> with_lens("/framework/check/", "strategic"), with_lens("/framework/check/#levels", "")
    ('/framework/check/?work=strategic', '/framework/check/#levels')
    >>> with_lens("/framework/check/#levels", "strategic")
    '/framework/check/?work=strategic#levels'
    """
    if not lens:
        return path
    address, _, fragment = path.partition("#")
    asked = f"{address}?{urlencode({PARAMETER: str(lens)})}"
    return f"{asked}#{fragment}" if fragment else asked


def lens_links(path: str, lens: str) -> list[dict[str, Any]]:
    """The plain links with which a reader changes the lens, for `components/lens.html`."""
    choices = [("All work", ""), *((each.label, each.value) for each in LENSES)]
    return [
        {"label": label, "url": with_lens(path, value), "current": value == lens}
        for label, value in choices
    ]


def other_lens(lens: str) -> str:
    """The lens that is not this one; empty where there is none.

    >>> other_lens("strategic") == Lens.OPERATIONAL, other_lens("")
    (True, '')
    """
    return next((each for each in LENSES if lens and each.value != lens), "")


def worded_for(statement: Statement, lens: str) -> str:
    """The words of a statement for a kind of work: its own ones for that, where it has some."""
    special = {
        Lens.STRATEGIC.value: statement.strategic_text,
        Lens.OPERATIONAL.value: statement.operational_text,
    }
    return special.get(lens, "") or statement.text
