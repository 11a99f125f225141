"""What was said about a page, part by part, as the people who edit the page may read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wagtail.models import Page

from accounts.models import User
from draftcomments.drafts.anchors import Placement
from draftcomments.drafts.changes import standing_in
from draftcomments.drafts.differences import Piece, difference
from draftcomments.drafts.sections import WHOLE_PAGE, Section, sections_of
from draftcomments.enums import State
from draftcomments.models import Item, Round
from draftcomments.permissions import rounds_for
from draftcomments.reading.about import about
from draftcomments.reading.answer_lists import STANDS

NOT_SHOWN = ("words", "submit_key")


@dataclass(frozen=True)
class PartFeedback:
    """A part of the page that somebody said something about.

    `placement` is None for the page as a whole and for questions.
    """

    key: str
    label: str
    items: Sequence[Item]
    frozen: Section | None = None
    placement: Placement | None = None

    @property
    def path(self) -> str:
        """Where in the form the part is edited, as a content path; "" where it is nowhere."""
        return self.placement.now.key if self.placement and self.placement.now else ""

    @property
    def stands(self) -> str:
        """What became of it, in a few words; "" where there is nothing to compare."""
        return STANDS[self.placement.state] if self.placement else ""

    @property
    def is_removed(self) -> bool:
        return self.placement is not None and self.placement.state == "removed"

    @property
    def words_now(self) -> str:
        return self.placement.now.text if self.placement and self.placement.now else ""

    @property
    def has_same_words(self) -> bool:
        """Whether what changed is something else: a picture, the target of a link, the place."""
        return self.frozen is not None and self.frozen.text == self.words_now

    @property
    def pieces(self) -> list[Piece]:
        """What became of the words."""
        return difference(self.frozen.text, self.words_now) if self.frozen else []


@dataclass(frozen=True)
class RoundFeedback:
    """A round with the parts of the page in order, and those that were taken out since."""

    round: Round
    parts: Sequence[PartFeedback]
    removed: Sequence[PartFeedback]
    to_answer: int


def feedback_on(page: Page, user: User) -> list[RoundFeedback]:
    """The rounds of a page that a user may read, newest first. `page` is the draft as it is edited."""
    rounds = Round.objects.of_page(page).filter(opened_at__isnull=False).defer("content")
    known = list(rounds.prefetch_related("moves").order_by("-number"))
    for round in known:
        round.page = page
    allowed = rounds_for(user, known) if known else []
    if not allowed:
        return []
    items = items_by_round(allowed)
    now = sections_of(page)
    return [feedback_of(round, items[round.pk], now) for round in allowed]


def items_by_round(rounds: Iterable[Round]) -> Mapping[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.in_rounds(round.pk for round in rounds).shared().defer(*NOT_SHOWN):
        found[item.round_id].append(item)
    return found


def feedback_of(round: Round, items: Iterable[Item], now: Sequence[Section]) -> RoundFeedback:
    asked = standing_in(now, round)
    said: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        said[item.section_key if item.section_key in asked.frozen else WHOLE_PAGE].append(item)
    parts = [
        PartFeedback(key, section.label, said[key], section, asked.placed[key])
        for key, section in asked.frozen.items()
        if key in said
    ]
    order = {section.key: at for at, section in enumerate(now)}
    standing = sorted(
        (part for part in parts if not part.is_removed), key=lambda part: order[part.path]
    )
    return RoundFeedback(
        round=round,
        parts=[*on_the_whole(round, said[WHOLE_PAGE]), *standing],
        removed=[part for part in parts if part.is_removed],
        to_answer=sum(item.state == State.CHECKED for items in said.values() for item in items),
    )


def on_the_whole(round: Round, items: Iterable[Item]) -> list[PartFeedback]:
    """What is about no part of the page: the whole page first, then each question."""
    said: dict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.question or 0):
        said[about(item, round)].append(item)
    return [PartFeedback(WHOLE_PAGE, label, listed) for label, listed in said.items()]
