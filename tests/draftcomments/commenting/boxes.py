"""Forms of a comment: what is sent, and what stands in their boxes."""

from typing import Any

import html5lib

from content.keys import new_token
from draftcomments.models import Contributor
from tests.selfcheck.markup import HTML


def address(person: Contributor, rest: str = "part/summary/") -> str:
    return f"/have-your-say/{person.round.public_id}/{rest}"


def said(words: str = "Say how to get there.", **values: str) -> dict[str, str]:
    return {"words": words, "submit_key": new_token(), **values}


def box_in(answer: Any, name: str = "words") -> str:
    """What stands in a text area, as a browser reads it."""
    boxes = html5lib.parse(answer.content).iter(f"{HTML}textarea")
    return next(box.text or "" for box in boxes if box.get("name") == name)


def answers(*words: str, key: str = "") -> dict[str, str]:
    boxes = {f"words-{number}": text for number, text in enumerate(words, start=1)}
    return {**boxes, "submit_key": key or new_token()}
