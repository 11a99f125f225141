"""Reads of rounds, the people in them, links, items and outcomes."""

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from content.keys import hash_of
from draftcomments.enums import SHARED, UNANSWERED, RoundStatus, State


class RoundQuerySet(QuerySet):
    """Rounds. Their frozen copies are large: ask for `light()` ones wherever these are not shown."""

    def light(self) -> Self:
        return self.defer("content", "sections")

    def locked(self, pk: int) -> Any:
        """A round as it is now, without its frozen copy. Nobody else changes it meanwhile.

        A comment may still be stored in it (`no_key`): its sender would wait for us, and we for them.
        """
        return self.light().select_for_update(no_key=True).get(pk=pk)

    def stated(self) -> Self:
        """Those whose statement people can read."""
        return self.filter(statement_shown_at__isnull=False)

    def of_page(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)

    def open_now(self) -> Self:
        return self.filter(status=RoundStatus.OPEN, closes_on__gte=timezone.localdate())

    def with_counts(self) -> Self:
        """Each with its items in each state: `to_check`, `to_answer`, `answered`, `held`, `set_aside`."""
        alive = Q(items__erased_at__isnull=True)
        return self.annotate(
            to_check=Count("items", filter=alive & Q(items__state=State.RECEIVED)),
            to_answer=Count("items", filter=alive & Q(items__state=State.CHECKED)),
            answered=Count("items", filter=alive & Q(items__state=State.ANSWERED)),
            held=Count("items", filter=alive & Q(items__state=State.HELD)),
            set_aside=Count("items", filter=alive & Q(items__state=State.SET_ASIDE)),
        )

    def with_people(self) -> Self:
        """Each with `people`: how many have agreed to take part, and are still in it."""
        started = apps.get_model("draftcomments.Contributor").objects.filter(
            round=OuterRef("pk"), started_at__isnull=False, withdrawn_at__isnull=True
        )
        counted = started.order_by().values("round").annotate(number=Count("pk"))
        return self.annotate(people=Coalesce(Subquery(counted.values("number")), 0))


class ContributorQuerySet(QuerySet):
    def with_news(self) -> Self:
        """Each with `has_news`: whether they asked to be told, and do not know of what was shown last.

        And with `has_reply`: whether an answer of their own is in that news. A link is not asked for:
        who has none is told what was said.
        """
        asked_to_be_told = Q(started_at__isnull=False, withdrawn_at__isnull=True, may_contact=True)
        any_news = is_news("answered_at") | is_news("round__statement_shown_at")
        return self.with_last_words().annotate(
            has_reply=Case(When(is_news("answered_at"), then=True), default=False),
            has_news=Case(
                When(asked_to_be_told & Q(has_contact=True) & any_news, then=True), default=False
            ),
        )

    def with_last_words(self) -> Self:
        """Each with `answered_at`, when a reply to them was last shown, with their last word on
        `may_contact`, and with `has_contact`: whether they left something to reach them by.
        """
        answers = apps.get_model("draftcomments.Outcome").objects.shown()
        to_them = answers.filter(
            items__contributor=OuterRef("pk"),
            items__state=State.ANSWERED,
            items__erased_at__isnull=True,
        )
        words = apps.get_model("draftcomments.ConsentEvent").objects.filter(
            contributor=OuterRef("pk")
        )
        contacts = apps.get_model("draftcomments.ContributorContact").objects
        return self.annotate(
            answered_at=Subquery(to_them.order_by("-shown_at").values("shown_at")[:1]),
            may_contact=Subquery(words.order_by("-pk").values("may_contact")[:1]),
            has_contact=Exists(contacts.filter(contributor=OuterRef("pk"))),
        )


def is_news(moment: str) -> Q:
    """Whether something was shown after a person was last told."""
    never_told = Q(told_at__isnull=True, **{f"{moment}__isnull": False})
    return never_told | Q(**{f"{moment}__gt": F("told_at")})


class AccessLinkQuerySet(QuerySet):
    def behind(self, secret: str) -> Self:
        """The link, if any, that a secret is the secret of; usable or not."""
        return self.filter(token_hash=hash_of(secret))

    def with_round(self) -> Self:
        """With person, round and page, in one query, without the frozen copy."""
        return self.select_related("contributor__round__page").defer(
            "contributor__round__content", "contributor__round__sections"
        )


class ItemQuerySet(QuerySet):
    """Comments. `alive()` are those that nobody has erased: all but `alive()` are only counted."""

    def alive(self) -> Self:
        return self.filter(erased_at__isnull=True)

    def waiting(self) -> Self:
        """Not checked yet."""
        return self.alive().filter(state=State.RECEIVED)

    def shared(self) -> Self:
        """What editors of the page may read."""
        return self.alive().filter(state__in=SHARED)

    def not_on_hold(self) -> Self:
        """Those, erased ones too, that may be counted for somebody who does not moderate."""
        return self.exclude(state=State.HELD)

    def to_answer(self) -> Self:
        return self.alive().filter(state=State.CHECKED)

    def on_hold(self) -> Self:
        """For moderators only, their number too."""
        return self.alive().filter(state=State.HELD)

    def in_drafts(self) -> Self:
        """Those that somebody has begun to answer."""
        drafts = apps.get_model("draftcomments.Outcome").objects.filter(shown_at__isnull=True)
        return self.filter(outcomes__in=drafts)

    def unanswered(self) -> Self:
        """What somebody still has to check, release or answer."""
        return self.alive().filter(state__in=UNANSWERED)

    def known_to_wait(self) -> Self:
        """What is unanswered, as editors may know: what is on hold is known to moderators only."""
        return self.unanswered().not_on_hold()

    def known_to_wait_on(self, page: Page) -> Self:
        return self.known_to_wait().filter(round__page_id=page.pk)

    def overdue(self) -> Self:
        """Those whose people were promised a reply by a day that is over."""
        return self.filter(round__reply_by__lt=timezone.localdate())

    def untold(self) -> Self:
        """Those that whoever has to act on them next has had no message about."""
        return self.filter(Q(told_at__isnull=True) | Q(told_at__lt=F("changed_at")))

    def with_reply(self) -> Self:
        """Each with `replied_at`: when an answer to it was first shown."""
        return self.annotate(
            replied_at=Min("outcomes__shown_at", filter=Q(outcomes__shown_at__isnull=False))
        )

    def in_rounds(self, rounds: Iterable[int]) -> Self:
        return self.filter(round_id__in=rounds)

    def agreed(self, to: str) -> Self:
        """Those whose author's last word on a consent (`may_quote`, `may_share`) is yes."""
        events = apps.get_model("draftcomments.ConsentEvent").objects
        last = events.filter(contributor=OuterRef("contributor")).order_by("-pk")
        return self.annotate(last_word=last.values(to)[:1]).filter(last_word=True)


class OutcomeQuerySet(QuerySet):
    def shown(self) -> Self:
        """What the people who commented may read."""
        return self.filter(shown_at__isnull=False)

    def public(self) -> Self:
        """What everybody may read."""
        return self.shown().filter(public=True)
