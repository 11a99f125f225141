"""Which question is asked about a part, in which words, and what it said before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from framework.loading import read_records
from framework.models import FormerWording, Statement, SubPhase
from framework.outline import framework_outline
from selfcheck.models import Question
from selfcheck.models.questions import DEFAULT_TEXT, LEVELS
from selfcheck.question_loading import load_question, load_questions, read_questions
from selfcheck.question_records import QuestionText, questions_in_use
from selfcheck.wordings import former_wordings
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory
from tests.factories.selfcheck import AnswerFactory, QuestionFactory

pytestmark = pytest.mark.django_db
Framework = dict[str, SubPhase]
TODAY = timezone.localdate
KNOWN = ["1b", "1d", "4a", "4c", "5a", "5c", "7a", "7b"]


def asked_about(part: SubPhase) -> QuestionText | None:
    return questions_in_use().get(part.pk)


def in_days(days: int) -> date:
    return TODAY() + timedelta(days=days)


def test_a_part_without_a_record_is_asked_about_in_the_default_words(framework: Framework) -> None:
    question = asked_about(framework["1a"])
    assert question is not None
    assert (question.pk, question.identifier, question.version) == (None, "1a", 1)
    assert question.asked("strategic") == DEFAULT_TEXT
    assert question.hints["developing"] == "Developing looks so."


def test_a_record_is_asked_in_its_own_words(framework: Framework) -> None:
    record = QuestionFactory(sub_phase=framework["1a"], text="Who is missing?", help_text="Think.")
    question = asked_about(framework["1a"])
    assert question is not None
    assert (question.pk, question.text, question.help_text) == (
        record.pk,
        "Who is missing?",
        "Think.",
    )


def test_words_for_a_level_of_work_are_used_only_for_it(framework: Framework) -> None:
    QuestionFactory(sub_phase=framework["1a"], text="We?", text_strategic="The board?")
    question = asked_about(framework["1a"])
    assert question is not None
    assert question.asked("strategic") == "The board?"
    assert {question.asked("operational"), question.asked("both"), question.asked("")} == {"We?"}


def test_a_level_without_words_shows_the_framework_s_own(framework: Framework) -> None:
    QuestionFactory(sub_phase=framework["1a"], maturing="You check it together.")
    question = asked_about(framework["1a"])
    assert question is not None
    assert question.hints["maturing"] == "You check it together."
    assert question.hints["emerging"] == "A limit to move beyond: Emerging looks so."


def test_an_unknown_part_is_not_asked_about(framework: Framework) -> None:
    unknown = SubPhase.objects.get(identifier="1c")
    QuestionFactory(sub_phase=unknown)
    assert asked_about(unknown) is None


@pytest.mark.parametrize(("days", "asked"), [(-1, False), (0, False), (1, True)])
def test_a_question_is_not_asked_from_the_day_it_retires(
    framework: Framework, days: int, asked: bool
) -> None:
    QuestionFactory(sub_phase=framework["1a"], retired_on=in_days(days))
    assert (asked_about(framework["1a"]) is not None) is asked


def test_the_next_question_takes_over_on_the_day_the_first_retires(framework: Framework) -> None:
    first = QuestionFactory(sub_phase=framework["1a"], text="First?", retired_on=in_days(1))
    QuestionFactory(sub_phase=framework["1a"], text="Next?")
    assert getattr(asked_about(framework["1a"]), "text", "") == "First?"
    first.retired_on = TODAY()
    first.save()
    assert getattr(asked_about(framework["1a"]), "text", "") == "Next?"


def test_two_questions_in_use_about_one_part_are_refused(framework: Framework) -> None:
    QuestionFactory(sub_phase=framework["1a"])
    with pytest.raises(ValidationError, match="Retire it first"):
        Question(identifier="another", sub_phase=framework["1a"]).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionFactory(sub_phase=framework["1a"])


def test_a_change_shows_at_once(framework: Framework) -> None:
    record = QuestionFactory(sub_phase=framework["1a"], text="Before?")
    assert getattr(asked_about(framework["1a"]), "text", "") == "Before?"
    record.text = "After?"
    record.save()
    assert getattr(asked_about(framework["1a"]), "text", "") == "After?"
    record.delete()
    assert getattr(asked_about(framework["1a"]), "text", "") == DEFAULT_TEXT


def test_the_questions_come_from_the_cache(
    framework: Framework, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    framework_outline()
    with django_assert_num_queries(1):
        questions_in_use()
    with django_assert_num_queries(0):
        questions_in_use()


def test_new_words_are_a_version_and_the_old_ones_are_kept(framework: Framework) -> None:
    question = QuestionFactory(
        sub_phase=framework["1a"], text="Old?", help_text="Think.", thriving="Together."
    )
    question.text = "New?"
    question.save()
    assert question.version == 2
    wanted = [(question.identifier, 1), (question.identifier, 2)]
    assert former_wordings(wanted) == {
        (question.identifier, 1): "Old?\nHelp: Think.\nThriving: Together."
    }


@pytest.mark.parametrize(
    "field", ["text_strategic", "text_operational", "help_text", "emerging", "thriving"]
)
def test_any_of_its_words_makes_a_version(framework: Framework, field: str) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    setattr(question, field, "Other words.")
    question.save()
    assert question.version == 2


def test_to_retire_a_question_is_no_new_version(framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    question.retired_on = TODAY()
    question.save()
    assert question.version == 1
    assert not FormerWording.objects.exists()


def test_former_words_take_one_query(
    framework: Framework, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    statement = Statement.objects.first()
    assert statement is not None
    for text in ("Second.", "Third."):
        statement.text = text
        statement.save()
    with django_assert_num_queries(1):
        found = former_wordings([(statement.identifier, 2), ("nobody", 1), ("nobody", 1)])
    assert found == {(statement.identifier, 2): "Second."}
    with django_assert_num_queries(0):
        assert former_wordings([]) == {}


def test_an_answered_question_cannot_be_lost(framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    AnswerFactory(sub_phase=framework["1a"], question=question)
    with pytest.raises(ProtectedError):
        question.delete()


def test_a_question_stays_with_its_part(framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    question.sub_phase = framework["1b"]
    with pytest.raises(ValidationError, match="another part"):
        question.full_clean()


def test_a_new_question_gets_an_identifier_of_its_own(framework: Framework) -> None:
    names = []
    for _ in range(3):
        question = Question(sub_phase=framework["1a"], retired_on=TODAY())
        question.full_clean(exclude=["identifier"])
        question.save()
        names.append(question.identifier)
    assert names == ["question-1a-2", "question-1a-3", "question-1a-4"]


@pytest.mark.parametrize("taken", ["1a", "1a-emerging-1"])
def test_a_question_takes_no_identifier_of_the_framework(framework: Framework, taken: str) -> None:
    StatementFactory(sub_phase=framework["1b"], identifier="1a-emerging-1")
    with pytest.raises(ValidationError, match="has this identifier already"):
        Question(sub_phase=framework["1a"], identifier=taken).full_clean()


def test_a_made_identifier_is_one_that_no_statement_has(framework: Framework) -> None:
    StatementFactory(sub_phase=framework["1a"], identifier="question-1a-2")
    question = Question(sub_phase=framework["1a"])
    question.full_clean(exclude=["identifier"])
    assert question.identifier == "question-1a-3"


def test_a_question_has_words_for_each_level_of_the_framework() -> None:
    assert [of["identifier"] for kind, of in read_records() if kind == "level"] == list(LEVELS)


@pytest.fixture
def known_parts(db: None) -> dict[str, SubPhase]:
    """The eight sub-phases that the data file asks about."""
    phases = {number: PhaseFactory(number=number) for number in (1, 4, 5, 7)}
    return {
        name: SubPhaseFactory(phase=phases[int(name[0])], letter=name[1], identifier=name)
        for name in KNOWN
    }


def test_the_file_asks_one_question_about_each_known_part(known_parts: Framework) -> None:
    assert [record["sub_phase"] for record in read_questions()] == KNOWN
    assert load_questions(update=False) == len(KNOWN)
    asked = questions_in_use()
    assert all(asked[part.pk].text.endswith("?") for part in known_parts.values())
    assert DEFAULT_TEXT not in {question.text for question in asked.values()}


def test_a_second_load_adds_nothing_and_keeps_an_edit(known_parts: Framework) -> None:
    load_questions(update=False)
    Question.objects.filter(identifier="question-1b").update(text="Ours?")
    assert load_questions(update=False) == 0
    assert Question.objects.get(identifier="question-1b").text == "Ours?"


def test_an_update_takes_the_file_s_words_as_a_new_version(known_parts: Framework) -> None:
    load_questions(update=False)
    Question.objects.filter(identifier="question-1b").update(text="Ours?")
    load_questions(update=True)
    question = Question.objects.get(identifier="question-1b")
    assert (question.text, question.version) == ("How do you find out who is missing out?", 2)
    assert former_wordings([("question-1b", 1)])["question-1b", 1].startswith("Ours?")


def test_an_update_does_not_ask_again_what_an_editor_retired(known_parts: Framework) -> None:
    load_questions(update=False)
    Question.objects.filter(identifier="question-1b").update(retired_on=TODAY())
    load_questions(update=True)
    assert asked_about(known_parts["1b"]) is None


def test_a_part_with_a_question_of_an_editor_gets_no_other(known_parts: Framework) -> None:
    QuestionFactory(sub_phase=known_parts["1b"], text="Ours?")
    assert load_questions(update=False) == len(KNOWN) - 1
    assert getattr(asked_about(known_parts["1b"]), "text", "") == "Ours?"


def test_a_part_that_is_not_there_gets_no_question(db: None) -> None:
    assert not load_question(read_questions()[0], update=False)
    assert not Question.objects.exists()
