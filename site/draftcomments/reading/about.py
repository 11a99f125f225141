"""What a comment is about, in the words that staff read: a part of the draft, or a question."""

from collections.abc import Iterable

from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.models import Item, Round

UNKNOWN_PART = "A part of the page"


def abouts_of(items: Iterable[Item]) -> dict[int, str]:
    """What each of some items is about, by its number. Reads the rounds once, for all."""
    listed = list(items)
    rounds = Round.objects.only("sections", "questions").in_bulk({item.round_id for item in listed})
    labels = {pk: labels_of(round) for pk, round in rounds.items()}
    return {
        item.pk: about(item, labels[item.round_id], rounds[item.round_id].questions)
        for item in listed
    }


def labels_of(round: Round) -> dict[str, str]:
    """What the parts of a round are called, by key."""
    return {WHOLE_PAGE: "The whole page"} | {
        section["key"]: section["label"] for section in round.sections
    }


def about(item: Item, labels: dict[str, str], questions: list[str]) -> str:
    if item.question and item.question <= len(questions):
        return f"Question {item.question}: {questions[item.question - 1]}"
    return labels.get(item.section_key, UNKNOWN_PART)
