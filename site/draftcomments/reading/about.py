"""What a comment is about, in the words that staff read: a part of the draft, or a question."""

from collections.abc import Iterable

from draftcomments.drafts.sections import WHOLE_PAGE
from draftcomments.models import Item, Round

UNKNOWN_PART = "A part of the page"


def abouts_of(items: Iterable[Item]) -> dict[int, str]:
    """What each of some items is about, by its number. Reads the rounds once, for all."""
    listed = list(items)
    rounds = Round.objects.only("sections", "questions").in_bulk({item.round_id for item in listed})
    return {item.pk: about(item, rounds[item.round_id]) for item in listed}


def about(item: Item, round: Round) -> str:
    """The question that an item answers, or the part of the draft."""
    if asked := question_of(item, round):
        return numbered(item.question, asked)
    return labels_of(round).get(item.section_key, UNKNOWN_PART)


def question_of(item: Item, round: Round) -> str:
    """The guided question that an item answers, as it was asked; "" where it is about a part."""
    questions: list[str] = round.questions
    number = item.question
    return questions[number - 1] if number and number <= len(questions) else ""


def numbered(number: int | None, question: str) -> str:
    return f"Question {number}: {question}"


def labels_of(round: Round) -> dict[str, str]:
    """What the parts of a round are called, by key: first the whole page, then as they stand in it."""
    return {WHOLE_PAGE: "The whole page"} | {
        section["key"]: section["label"] for section in round.sections
    }
