"""What somebody who offers an example agrees to, word for word. No Django here.

A wording is never altered once people have agreed to it: a new one gets the next number.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences beside the boxes, and the question about the people in the story."""

    may_publish: str
    licence: str
    story_people: str


WORDINGS: Mapping[int, Wording] = {
    1: Wording(
        may_publish=(
            "You may make a case study from this. You may publish it only after we have seen the"
            " text and agreed to it."
        ),
        licence=(
            "Our organisation agrees to the Open Government Licence v3.0. Anyone may then reuse the"
            " published text, if they name us as its source."
        ),
        story_people="Do the people in the story know about this, and agree?",
    )
}
CURRENT = max(WORDINGS)
