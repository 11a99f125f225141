"""What stands between a page and its readers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the gate says of a page.

    What `stops` keeps the page from being published. What does not asks for a reason, which is
    kept in the page's history. `field` names the form field where it is put right, `address` a
    page of the admin where it can be looked into. `takes_reason` raises `ValidationError` where
    a reason will not do. `noted` is what the history of the page keeps of it: its words, unless
    some who read the history may not know these.
    """

    name: str
    words: str
    stops: bool
    field: str = ""
    address: str = ""
    takes_reason: Callable[[str], None] | None = None
    noted: str = ""
