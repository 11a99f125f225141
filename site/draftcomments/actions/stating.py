"""The statement that a round ends with: what we heard, what we did, and what we could not do."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from draftcomments.actions.answering import IN_YOUR_OWN_WORDS, needs_to_answer, repeating_fields
from draftcomments.models import Round
from draftcomments.seen_values import needs_same, statement_values

SHOW_STATEMENT = "draftcomments.show_statement"
HIDE_STATEMENT = "draftcomments.hide_statement"
NEEDED = {
    "heard": "Say what you heard, before you show the statement.",
    "did": "Say what you did, before you show the statement. If nothing, say so.",
}


@transaction.atomic
def save_statement(
    *,
    round: Round,
    user: User,
    heard: str,
    did: str,
    could_not: str,
    show: bool,
    seen: str | None = None,
) -> Round:
    """Keep the statement of a round; with `show`, let people read it.

    One that is shown already stays so, and changes for its readers at once. Raises
    `OverwritesError` when it is not as it was `seen`.
    """
    needs_to_answer(user, round)
    stored = Round.objects.locked(round.pk)
    round.statement_shown_at = stored.statement_shown_at
    now = statement_values(stored)
    texts = {"heard": heard, "did": did, "could_not": could_not}
    needs_same(seen, now=now, wanted={**now, **texts})
    is_shown = show or round.statement_shown_at is not None
    refuse_statement(round=round, user=user, texts=texts, is_shown=is_shown)
    round.heard, round.did, round.could_not = heard, did, could_not
    if show and round.statement_shown_at is None:
        round.statement_shown_at = timezone.now()
    round.save(update_fields=["heard", "did", "could_not", "statement_shown_at"])
    if is_shown:
        record(round, user, SHOW_STATEMENT)
    return round


@transaction.atomic
def hide_statement(*, round: Round, user: User) -> Round:
    """Let nobody read the statement any more: not the people who commented, nor the public."""
    needs_to_answer(user, round)
    round.statement_shown_at = None
    round.save(update_fields=["statement_shown_at"])
    record(round, user, HIDE_STATEMENT)
    return round


def refuse_statement(*, round: Round, user: User, texts: dict[str, str], is_shown: bool) -> None:
    """Raise `ValidationError` for what is missing, and for a text that repeats somebody's words."""
    missing = [name for name in NEEDED if is_shown and not texts[name].strip()]
    problems = {name: NEEDED[name] for name in missing}
    for name in repeating_fields(round=round, user=user, texts=texts):
        problems[name] = IN_YOUR_OWN_WORDS
    if problems:
        raise ValidationError(problems)


def record(round: Round, user: User, action: str) -> None:
    if round.page is not None:
        log(instance=round.page, action=action, user=user, data={"round": round.number})
