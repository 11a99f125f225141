"""What each part of the site says of its own state, for the page for operators and for the figures."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import Error
from wagtail import hooks

logger = logging.getLogger(__name__)

State = Literal["good", "warning", "bad", "off"]
STATES: dict[State, str] = {
    "bad": "Not working",
    "warning": "Needs a look",
    "good": "Working",
    "off": "Not in use",
}
HOOK = "operator_facts"


@dataclass(frozen=True)
class Fact:
    """One thing that an operator wants to know. It names no person and no service's password.

    `words` say what is the case, in one or two short sentences, and `what_to_do` what helps.
    `figures` go to `/metrics` too: names as `waiting_mail`, each with its one number.
    """

    name: str
    state: State
    words: str
    figures: Mapping[str, float] = field(default_factory=dict)
    what_to_do: str = ""

    @property
    def state_in_words(self) -> str:
        return STATES[self.state]


Part = Callable[[], Fact | Iterable[Fact]]


def all_facts() -> list[Fact]:
    """What every part of the site says, the worst first. A part that fails is a fact too."""
    parts = hooks.get_hooks(HOOK)
    told = [fact for part in parts for fact in facts_of(part)]
    worst_first = list(STATES)
    return sorted(told, key=lambda fact: worst_first.index(fact.state))


def facts_of(part: Part) -> list[Fact]:
    """What one part says. When it cannot be read, that is said in its place."""
    try:
        told = part()
        return [told] if isinstance(told, Fact) else list(told)
    except (Error, OSError) as error:
        logger.warning("A part could not say how it is: %s", type(error).__name__)
        return [
            Fact(
                name=part.__name__.replace("_", " ").capitalize(),
                state="bad",
                words=f"Its state could not be read ({type(error).__name__}).",
                what_to_do="Look in the log for this minute.",
            )
        ]
