"""A person's own comments, and the pages that they stand on."""

from typing import Any

from draftcomments.models import Contributor, Item
from tests.selfcheck.markup import text_of


def address(person: Contributor, item: Item | None = None, rest: str = "") -> str:
    own = f"{item.public_id}/" if item else ""
    return f"/have-your-say/{person.round.public_id}/mine/{own}{rest}"


def words(answer: Any) -> str:
    return text_of(answer.content)
