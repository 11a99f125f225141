"""Answers to comments on a draft, for the tests of this folder."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from draftcomments.actions.answering import Answer, answer_items
from draftcomments.enums import Result, State
from draftcomments.models import Item, Outcome, Round
from tests.draftcomments.drafts import at
from tests.factories.draftcomments import ContributorFactory, ItemFactory

STAIRS = "My neighbour Abebe cannot climb the stairs to the clinic on Mill Lane"
SAID = {"result": Result.CHANGED, "you_said": "The stairs are hard.", "we_did": "We named lifts."}


def checked(round: Round, **values: Any) -> Item:
    agreed = values.pop("agreed", {})
    contributor = ContributorFactory(round=round, consent=agreed)
    known = {"state": State.CHECKED, "section_key": at("whom"), **values}
    return ItemFactory(contributor=contributor, **known)


def answered(
    round: Round, user: User, items: list[Item], *, show: bool = True, **values: Any
) -> Outcome:
    answer = Answer(**{**SAID, **values})
    return answer_items(round=round, items=items, user=user, answer=answer, show=show)


def address(name: str, round: Round, *items: Item) -> str:
    asked = "&".join(f"item={item.pk}" for item in items)
    return (
        f"{reverse(f'draftcomments_admin:{name}', args=[round.pk])}{f'?{asked}' if asked else ''}"
    )


def form_of(*items: Item, **values: Any) -> dict[str, Any]:
    return {"items": [f"{item.pk}.{item.version}" for item in items], **SAID, **values}
