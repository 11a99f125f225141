"""Answers that name what changed, and answers that change."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from draftcomments.actions.answering import Answer, change_outcome, discard_draft, show_outcome
from draftcomments.actions.erasing import erase_item
from draftcomments.drafts.sections import Section
from draftcomments.enums import Result, State
from draftcomments.models import Outcome, Round
from tests.draftcomments.answering.said import SAID, answered, checked
from tests.draftcomments.drafts import at, drafted, heading, text, three_parts
from tests.draftcomments.moderators import a_moderator

pytestmark = pytest.mark.django_db


# What changed


def test_changed_parts_are_stored_as_they_stand_when_the_answer_is_shown(
    round: Round, editor: User
) -> None:
    item = checked(round)
    body = three_parts()
    body[2] = text("whom-1", "<p>Ask the people first.</p>")
    drafted(round.page.specific, body)
    keys = [at("whom")]
    outcome = answered(round, editor, [item], show=False, changed_keys=keys)
    body[2] = text("whom-1", "<p>Ask the people, and pay them.</p>")
    drafted(round.page.specific, body)
    round.refresh_from_db()
    outcome.round = round
    show_outcome(outcome=outcome, user=editor)
    body[2] = text("whom-1", "<p>Later words.</p>")
    drafted(round.page.specific, body)
    outcome.refresh_from_db()
    [stored] = [Section.of(data) for data in outcome.changed_sections]
    assert "pay them" in stored.text
    assert stored.html == ""


def test_a_part_taken_out_and_a_new_one_can_be_named(round: Round, editor: User) -> None:
    body = [*three_parts()[:1], heading("lifts", "Lifts"), text("lifts-1", "<p>Say where.</p>")]
    drafted(round.page.specific, body)
    round.page.refresh_from_db()
    keys = [at("pay"), at("lifts"), "no such part"]
    outcome = answered(round, editor, [checked(round)], changed_keys=keys)
    taken_out, new = [Section.of(data) for data in outcome.changed_sections]
    assert (taken_out.key, taken_out.text, taken_out.paths) == (at("pay"), "", ())
    assert (new.key, new.label) == (at("lifts"), "Lifts")


def test_without_a_page_an_answer_is_still_given_by_moderators(round: Round, editor: User) -> None:
    item = checked(round)
    round.page.delete()
    round = Round.objects.get(pk=round.pk)
    with pytest.raises(PermissionDenied):
        answered(round, editor, [item])
    assert answered(round, a_moderator(), [item], changed_keys=[at("whom")]).changed_sections == []


# A change of an answer


def test_a_shown_answer_changes_at_once_and_keeps_its_comments(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item])
    shown_at = outcome.shown_at
    answer = Answer(**{**SAID, "we_did": "We named all lifts."}, public=True)
    change_outcome(outcome=outcome, items=[], user=editor, answer=answer)
    outcome.refresh_from_db()
    assert (outcome.we_did, outcome.public) == ("We named all lifts.", True)
    assert list(outcome.items.all()) == [item]
    assert outcome.shown_at == shown_at
    item.refresh_from_db()
    assert item.state == State.ANSWERED


def test_another_result_is_told_as_something_new(round: Round, editor: User) -> None:
    outcome = answered(round, editor, [checked(round)])
    before = outcome.shown_at
    answer = Answer(**{**SAID, "result": Result.NOT_CHANGED}, why="There is no lift.")
    after = change_outcome(outcome=outcome, items=[], user=editor, answer=answer)
    assert after.shown_at > before


def test_a_draft_is_thrown_away_and_a_shown_answer_never(round: Round, editor: User) -> None:
    item = checked(round)
    outcome = answered(round, editor, [item], show=False)
    discard_draft(outcome=outcome, user=editor)
    assert not Outcome.objects.exists()
    shown = answered(round, editor, [item])
    with pytest.raises(PermissionDenied):
        discard_draft(outcome=shown, user=editor)


def test_an_answer_outlives_the_comment_that_it_answered(round: Round, editor: User) -> None:
    item = checked(round, agreed={"may_quote": True})
    outcome = answered(round, editor, [item], quoted=[item])
    erase_item(item=item)
    outcome.refresh_from_db()
    assert outcome.you_said == SAID["you_said"]
    assert not outcome.quoted.exists()
    change_outcome(outcome=outcome, items=[], user=editor, answer=Answer(**SAID))
