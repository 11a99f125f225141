"""Starting, saving, describing and deleting: done twice, the same as done once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from framework.models import Statement, SubPhase
from framework.outline import SubPhaseOutline, framework_outline
from selfcheck.actions.answers import CLEAR, Said, SaidOfStatement, save_answers
from selfcheck.actions.checks import (
    delete_expired,
    delete_self_check,
    describe_self_check,
    start_self_check,
)
from selfcheck.enums import AnswerKind, Route
from selfcheck.merging import Conflict
from selfcheck.models import Answer, MonthlyCount, SelfCheck
from tests.factories.selfcheck import AnswerFactory, QuestionFactory, SelfCheckFactory
from tests.selfcheck.conftest import TOKEN

pytestmark = pytest.mark.django_db


def part(identifier: str) -> SubPhaseOutline:
    known = framework_outline().known_sub_phases()
    return next(each for each in known if each.identifier == identifier)


def stored(self_check: SelfCheck) -> list[tuple[str, str, int | None, str]]:
    rows = self_check.answers.order_by("sub_phase__letter", "pk")
    return list(rows.values_list("sub_phase__identifier", "kind", "level__number", "note"))


def test_a_token_is_long_and_only_its_hash_is_stored(framework: dict[str, SubPhase]) -> None:
    token = start_self_check()
    self_check = SelfCheck.objects.behind(token).get()
    assert len(token) * 6 >= 192
    assert token not in str(self_check.__dict__)


def test_two_starts_are_two_checks(framework: dict[str, SubPhase]) -> None:
    first, second = start_self_check(), start_self_check()
    assert first != second
    assert SelfCheck.objects.count() == 2


def test_a_start_keeps_the_answer_it_comes_with(framework: dict[str, SubPhase]) -> None:
    token = start_self_check(said=[Said(part("1a"), "maturing", None)])
    assert stored(SelfCheck.objects.behind(token).get()) == [("1a", "level", 3, "")]


def test_saving_twice_is_saving_once(self_check: SelfCheck) -> None:
    said = [Said(part("1a"), "maturing", "A report"), Said(part("1b"), "not-sure", "")]
    save_answers(self_check=self_check, said=said)
    once = stored(self_check), SelfCheck.objects.get().version, SelfCheck.objects.get().saved_at
    save_answers(self_check=self_check, said=said)
    twice = stored(self_check), SelfCheck.objects.get().version, SelfCheck.objects.get().saved_at
    assert once == twice
    assert once[0] == [("1a", "level", 3, "A report"), ("1b", "not-sure", None, "")]


def test_what_is_not_said_stays(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "A report")])
    save_answers(self_check=self_check, said=[Said(part("1a"), None, None)])
    assert stored(self_check) == [("1a", "level", 3, "A report")]


def test_a_note_is_kept_without_an_answer(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), None, "Ask the board")])
    assert stored(self_check) == [("1a", "not-answered", None, "Ask the board")]


def test_clearing_an_answer_keeps_its_note(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "A report")])
    save_answers(self_check=self_check, said=[Said(part("1a"), CLEAR, None)])
    assert stored(self_check) == [("1a", "not-answered", None, "A report")]


def test_clearing_answer_and_note_leaves_nothing(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "A report")])
    save_answers(self_check=self_check, said=[Said(part("1a"), CLEAR, "")])
    assert stored(self_check) == []


def test_an_answer_to_a_revised_text_is_a_new_answer(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "")])
    revised = replace(part("1a"), version=2)
    save_answers(self_check=self_check, said=[Said(revised, "maturing", "")])
    assert self_check.answers.get().sub_phase_version == 2


def test_a_level_that_is_gone_changes_nothing(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "")])
    before = stored(self_check)
    save_answers(self_check=self_check, said=[Said(part("1a"), "no-such-level", "")])
    assert stored(self_check) == before


def test_saving_into_a_deleted_check_is_refused(self_check: SelfCheck) -> None:
    SelfCheck.objects.all().delete()
    with pytest.raises(SelfCheck.DoesNotExist):
        save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "")])
    assert not Answer.objects.exists()


def test_describing_twice_is_describing_once(self_check: SelfCheck) -> None:
    for _ in range(2):
        described = {"lens": "strategic", "reach": "place", "route": "detailed"}
        describe_self_check(self_check=self_check, described=described)
    kept = SelfCheck.objects.get()
    assert (kept.lens, kept.reach, kept.route) == ("strategic", "place", "detailed")
    assert kept.version == 2


def test_deleting_takes_this_check_and_no_other(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"])
    other = AnswerFactory(sub_phase=framework["1a"], kind=AnswerKind.DOES_NOT_APPLY)
    for _ in range(2):
        delete_self_check(token=TOKEN)
    assert list(Answer.objects.all()) == [other]


def test_only_what_has_expired_is_deleted(framework: dict[str, SubPhase]) -> None:
    today = timezone.localdate()
    old = SelfCheckFactory(expires_on=today - timedelta(days=1))
    AnswerFactory(self_check=old, sub_phase=framework["1a"])
    kept = SelfCheckFactory(expires_on=today)
    assert delete_expired(today=today) == 1
    assert list(SelfCheck.objects.all()) == [kept]
    assert not Answer.objects.exists()


def statement_at(number: int) -> SaidOfStatement:
    statement = Statement.objects.get(level__number=number)
    return SaidOfStatement(statement.pk, statement.version, "doing")


def test_parts_and_statements_are_kept_in_one_save(self_check: SelfCheck) -> None:
    said = [Said(part("1a"), "maturing", None, reason="We agreed")]
    save_answers(self_check=self_check, said=said, statements=[statement_at(2), statement_at(3)])
    assert self_check.statement_answers.count() == 2
    assert self_check.answers.get().reason == "We agreed"
    assert SelfCheck.objects.get().version == 2


def test_without_a_page_an_answer_is_written_over_another(self_check: SelfCheck) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", None)])
    saved = save_answers(self_check=self_check, said=[Said(part("1a"), "thriving", None)])
    assert saved.conflicts == ()
    assert stored(self_check) == [("1a", "level", 4, "")]


def test_a_page_that_is_old_gets_what_is_stored_and_when_it_was_saved(
    self_check: SelfCheck,
) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", None)])
    last_saved = SelfCheck.objects.get().saved_at
    said = [Said(part("1a"), "thriving", "A report")]
    saved = save_answers(self_check=self_check, said=said, seen={})
    assert saved.conflicts == (Conflict("answer-1a", "maturing", "thriving"),)
    assert saved.last_saved == last_saved
    assert stored(self_check) == [("1a", "level", 3, "A report")]


def test_a_statement_that_nobody_can_have_answered_so_changes_nothing(
    self_check: SelfCheck,
) -> None:
    odd = [replace(statement_at(2), practice=each) for each in (None, "", "perfectly")]
    for each in odd:
        save_answers(self_check=self_check, said=[], statements=[each])
    assert not self_check.statement_answers.exists()
    assert SelfCheck.objects.get().version == 1


def test_a_note_alone_does_not_say_that_the_new_words_were_answered(
    self_check: SelfCheck,
) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", "")])
    revised = replace(part("1a"), version=2)
    save_answers(self_check=self_check, said=[Said(revised, None, "A report")])
    assert self_check.answers.get().sub_phase_version == 1


def test_the_question_that_was_asked_is_kept(self_check: SelfCheck) -> None:
    question = QuestionFactory(sub_phase=self_check_part("1a"), version=3)
    asked = Said(part("1a"), "maturing", None, question=question.pk, question_version=3)
    save_answers(self_check=self_check, said=[asked])
    answer = self_check.answers.get()
    assert (answer.question, answer.question_version) == (question, 3)


def self_check_part(identifier: str) -> SubPhase:
    return SubPhase.objects.get(identifier=identifier)


def counted() -> list[tuple[str, int, int]]:
    return list(MonthlyCount.objects.values_list("route", "started", "finished"))


def test_a_check_is_counted_when_it_is_first_saved_and_when_all_is_answered(
    self_check: SelfCheck,
) -> None:
    save_answers(self_check=self_check, said=[Said(part("1a"), "maturing", None)])
    assert counted() == [("quick", 1, 0)]
    rest = [Said(part("1b"), "not-sure", None), Said(part("5a"), None, "Only a note")]
    save_answers(self_check=self_check, said=rest)
    assert counted() == [("quick", 1, 0)]
    for choice in ("does-not-apply", "thriving"):
        save_answers(self_check=self_check, said=[Said(part("5a"), choice, None)])
    assert counted() == [("quick", 1, 1)]


def test_a_detailed_check_is_finished_when_every_statement_and_other_part_is_answered(
    self_check: SelfCheck,
) -> None:
    SelfCheck.objects.update(route=Route.DETAILED)
    others = [Said(part("1b"), "maturing", None), Said(part("5a"), "maturing", None)]
    save_answers(
        self_check=self_check,
        said=others,
        statements=[statement_at(number) for number in (1, 2, 3)],
    )
    assert counted() == [("detailed", 1, 0)]
    save_answers(self_check=self_check, said=[], statements=[statement_at(4)])
    assert counted() == [("detailed", 1, 1)]


def test_an_answered_statement_finishes_its_part_of_a_quick_check(self_check: SelfCheck) -> None:
    others = [Said(part("1b"), "maturing", None), Said(part("5a"), "maturing", None)]
    save_answers(self_check=self_check, said=others, statements=[statement_at(2)])
    assert counted() == [("quick", 1, 1)]
