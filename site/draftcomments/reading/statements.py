"""What the public reads of a round: the statement, answers, quotes, and who was heard.

Quotes are read anew each time: one whose author takes the consent back, or deletes the comment, is
gone with the next view. No pseudonym and no title of a page stands here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from draftcomments.enums import Background, Result
from draftcomments.models import Item, Outcome, Round

SMALLEST_NAMED = 5
# "Something else", and who did not say, are never named: whoever is in no named group may be there.
GROUPS = {
    Background.LIVED: "people who have used these services, or needed them",
    Background.CARER: "people who care for somebody, unpaid",
    Background.COMMUNITY: "people from community and voluntary groups",
    Background.STAFF: "people who work in health or care",
}
KINDS = {
    Result.CHANGED: "good",
    Result.PARTLY: "early",
    Result.NOT_CHANGED: "none",
    Result.ALREADY: "good",
    Result.PASSED_ON: "planned",
    Result.ASKED_MORE: "planned",
}


@dataclass(frozen=True)
class Quote:
    """What somebody said, as it was checked."""

    words: str
    language: str


@dataclass(frozen=True)
class PublicAnswer:
    """An answer that everybody may read. `kind` is that of components/status_tag.html."""

    result: str
    kind: str
    you_said: str
    we_did: str
    why: str
    quotes: list[Quote]


@dataclass(frozen=True)
class Heard:
    """Who was heard. `people` is a number in words, `groups` those with five people or more."""

    people: str
    groups: list[str]


@dataclass(frozen=True)
class PublicStatement:
    """What a round came to. `who` is None where nobody's words are kept any more."""

    asked_on: date
    who: Heard | None
    heard: str
    did: str
    could_not: str
    answers: list[PublicAnswer]


def public_statement(round: Round) -> PublicStatement | None:
    """What everybody may read of a round: nothing until its statement is shown. Three queries."""
    if round.statement_shown_at is None or round.opened_at is None:
        return None
    outcomes = list(Outcome.objects.public().filter(round=round).defer("changed_sections"))
    quotes = quotes_in(outcomes)
    return PublicStatement(
        asked_on=timezone.localdate(round.opened_at),
        who=who_was_heard(people_by_background(round)),
        heard=round.heard,
        did=round.did,
        could_not=round.could_not,
        answers=[public_answer(outcome, quotes[outcome.pk]) for outcome in outcomes],
    )


def public_answer(outcome: Outcome, quotes: list[Quote]) -> PublicAnswer:
    return PublicAnswer(
        result=outcome.get_result_display(),
        kind=KINDS[Result(outcome.result)],
        you_said=outcome.you_said,
        we_did=outcome.we_did,
        why=outcome.why,
        quotes=quotes,
    )


def quotes_in(outcomes: Iterable[Outcome]) -> Mapping[int, list[Quote]]:
    """The quotes of each answer, by its number: shared words whose authors' last word is yes."""
    quotes: defaultdict[int, list[Quote]] = defaultdict(list)
    items = Item.objects.shared().agreed(to="may_quote").filter(quoted_in__in=list(outcomes))
    for number, words, language in items.values_list("quoted_in", "shared_words", "language"):
        if words:
            quotes[number].append(Quote(words, language))
    return quotes


def people_by_background(round: Round) -> dict[str, int]:
    """How many people's words reached the editors, by background ("" for not said)."""
    heard = Item.objects.shared().in_rounds([round.pk]).filter(contributor__isnull=False)
    by_background = heard.order_by().values_list("contributor__background")
    return dict(by_background.annotate(Count("contributor", distinct=True)))


def who_was_heard(people: Mapping[str, int]) -> Heard | None:
    """Numbers by background as they may be told: of everybody, and never of a group.

    So no small group can be worked out by taking what is told from the whole.
    """
    everybody = sum(people.values())
    if not everybody:
        return None
    if everybody < SMALLEST_NAMED:
        return Heard(f"Fewer than {SMALLEST_NAMED} people", [])
    named = [words for group, words in GROUPS.items() if people.get(group, 0) >= SMALLEST_NAMED]
    return Heard(f"{everybody} people", named)
