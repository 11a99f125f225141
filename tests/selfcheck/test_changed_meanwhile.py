"""Editors change words, and people the kind of work, while a page of questions stands open."""

import pytest
from django.test import Client
from django.utils import timezone

from framework.enums import Lens
from framework.models import Level, Statement, SubPhase
from framework.outline import framework_outline
from selfcheck.models import Answer, Question, SelfCheck, StatementAnswer
from selfcheck.results import report_of
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import QuestionFactory
from tests.selfcheck.markup import checked, error_pattern, seen_in, text_of
from tests.selfcheck.test_two_windows import Device

pytestmark = pytest.mark.django_db

REWORDED = "These words have changed since you answered. Check that your answer still fits."
EARLIER = "You gave this answer to a question that we no longer ask."
PAGES = ["check/reading/", "team/check/"]


@pytest.fixture
def question(framework: dict[str, SubPhase]) -> Question:
    return QuestionFactory(sub_phase=framework["1a"], text="How do you know?")


@pytest.fixture
def statement(framework: dict[str, SubPhase]) -> Statement:
    return Statement.objects.get(level__number=2)


def retire(record: Question | Statement) -> None:
    record.retired_on = timezone.localdate()
    record.save()


def reword(part: SubPhase) -> None:
    part.summary = f"{part.summary} And more."
    part.save()


def stored() -> Answer:
    return Answer.objects.select_related("level").get(sub_phase__identifier="1a")


def standing(home: str) -> str:
    self_check = SelfCheck.objects.get()
    return report_of(self_check, framework_outline()).part("1a").level


# A question that is retired after it was answered


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("level", ["maturing", "thriving"])
def test_a_part_whose_question_is_retired_can_be_answered_anew(
    home: str, question: Question, page: str, level: str
) -> None:
    Device(f"{home}check/").look().save(answer_1a="maturing")
    retire(question)
    Client().post(f"{home}team/", {"label": ""})
    device = Device(f"{home}{page}").look()
    assert ("answer-1a", "maturing") in checked(device.content)
    assert EARLIER in text_of(device.content)
    assert device.save(answer_1a=level) == 303
    assert (stored().level.identifier, stored().question) == (level, None)
    assert standing(home) == level.capitalize()
    assert EARLIER not in text_of(device.look().content)


def test_an_answer_to_a_retired_question_names_it_until_it_is_given_again(
    home: str, question: Question
) -> None:
    Device(f"{home}check/").look().save(answer_1a="maturing")
    retire(question)
    Device(f"{home}check/reading/").look().save(answer_1b="thriving")
    assert stored().question == question


# A question or a statement that is retired while the page stands open


def test_an_answer_to_a_question_retired_meanwhile_is_kept_and_counts(
    home: str, question: Question
) -> None:
    device = Device(f"{home}check/").look()
    retire(question)
    assert device.save(answer_1a="maturing", note_1a="A report") == 303
    assert (stored().level.identifier, stored().note) == ("maturing", "A report")
    assert stored().question == question
    told = report_of(SelfCheck.objects.get(), framework_outline()).part("1a")
    assert (told.level, told.note) == ("Maturing", "A report")
    assert "We no longer ask this question. You answered: “How do you know?”" in told.wording_note


def test_an_answer_to_a_question_replaced_meanwhile_names_the_one_that_was_read(
    home: str, question: Question, framework: dict[str, SubPhase]
) -> None:
    device = Device(f"{home}check/").look()
    retire(question)
    QuestionFactory(sub_phase=framework["1a"], text="How do you know now?")
    assert device.save(answer_1a="maturing") == 303
    assert stored().question == question
    assert REWORDED in text_of(device.look().content)
    device.save(answer_1a="maturing")
    assert stored().question.text == "How do you know now?"
    assert REWORDED not in text_of(device.look().content)


def test_an_answer_to_the_usual_question_names_none_after_another_was_written(
    home: str, framework: dict[str, SubPhase]
) -> None:
    device = Device(f"{home}check/").look()
    QuestionFactory(sub_phase=framework["1a"])
    assert device.save(answer_1a="maturing") == 303
    assert stored().question is None


def test_an_answer_to_a_statement_retired_meanwhile_is_kept_as_an_earlier_one(
    home: str, statement: Statement
) -> None:
    device = Device(f"{home}check/statements/").look()
    retire(statement)
    assert device.save(**{f"practice-{statement.pk}": "doing"}) == 303
    assert StatementAnswer.objects.get().practice == "doing"
    (earlier,) = report_of(SelfCheck.objects.get(), framework_outline()).earlier
    assert earlier.asked == statement.text


@pytest.mark.parametrize(
    ("page", "field"), [("check/", "answer-1a"), ("check/statements/", "practice")]
)
def test_a_wrong_answer_to_something_retired_meanwhile_comes_back(
    home: str, question: Question, statement: Statement, page: str, field: str
) -> None:
    name = f"practice-{statement.pk}" if field == "practice" else field
    device = Device(f"{home}{page}").look()
    retire(question)
    retire(statement)
    assert device.save(**{name: "perfectly"}) == 422
    error_pattern(device.content)


# The kind of work, changed in another window


@pytest.fixture
def operational(framework: dict[str, SubPhase]) -> Statement:
    level = Level.objects.get(number=2)
    return StatementFactory(sub_phase=framework["1b"], level=level, lens=Lens.OPERATIONAL)


def test_a_conflict_about_the_other_kind_of_work_is_shown(
    home: str, operational: Statement
) -> None:
    name = f"practice-{operational.pk}"
    phone, laptop = (Device(f"{home}check/statements/").look() for _ in range(2))
    phone.save(**{name: "doing"})
    Client().post(f"{home}about/", {"lens": "strategic"})
    assert laptop.save(**{name: "not-yet"}) == 409
    error_pattern(laptop.content)
    assert "“We do this” was saved here before." in text_of(laptop.content)
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(**{name: "not-yet"}) == 303
    assert StatementAnswer.objects.get().practice == "not-yet"


def test_a_wrong_answer_about_the_other_kind_of_work_comes_back(
    home: str, operational: Statement
) -> None:
    device = Device(f"{home}check/statements/").look()
    Client().post(f"{home}about/", {"lens": "strategic"})
    assert device.save(**{f"practice-{operational.pk}": "perfectly"}) == 422
    error_pattern(device.content)


def test_a_part_asked_only_about_the_other_kind_of_work_comes_back_on_its_reading(
    home: str, framework: dict[str, SubPhase], operational: Statement
) -> None:
    QuestionFactory(sub_phase=framework["1b"], retired_on=timezone.localdate())
    phone, laptop = (Device(f"{home}check/reading/").look() for _ in range(2))
    Client().post(f"{home}about/", {"lens": "strategic"})
    phone.save(answer_1b="maturing")
    assert laptop.save(answer_1b="thriving") == 409
    assert "1b Skills: “Maturing” was saved here before." in text_of(laptop.content)


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 40, "-1", "x"])
def test_a_statement_that_there_is_not_changes_nothing(
    home: str, framework: dict[str, SubPhase], pk: str
) -> None:
    device = Device(f"{home}check/statements/").look()
    assert device.save(**{f"practice-{pk}": "doing"}) == 303
    assert not StatementAnswer.objects.exists()


# The version of the words that were read


def test_the_version_that_the_page_showed_is_stored_and_the_page_says_what_changed(
    home: str, framework: dict[str, SubPhase]
) -> None:
    device = Device(f"{home}check/").look()
    reword(framework["1a"])
    assert device.save(answer_1a="maturing") == 303
    assert stored().sub_phase_version == 1
    assert text_of(device.look().content).count(REWORDED) == 1
    assert text_of(Client().get(f"{home}check/reading/").content).count(REWORDED) == 1
    assert device.save(answer_1a="maturing") == 303
    assert stored().sub_phase_version == 2
    assert REWORDED not in text_of(device.look().content)


def test_an_old_page_sent_again_does_not_unread_the_new_words(
    home: str, framework: dict[str, SubPhase]
) -> None:
    old = Device(f"{home}check/").look()
    reword(framework["1a"])
    Device(f"{home}check/").look().save(answer_1a="maturing")
    assert old.save(answer_1a="maturing") == 303
    assert stored().sub_phase_version == 2


def test_the_version_of_the_question_that_the_page_showed_is_stored(
    home: str, question: Question
) -> None:
    device = Device(f"{home}check/").look()
    question.text = "How do you find out?"
    question.save()
    device.save(answer_1a="maturing")
    assert stored().question_version == 1
    assert REWORDED in text_of(device.look().content)
    device.save(answer_1a="maturing")
    assert stored().question_version == 2
    assert REWORDED not in text_of(device.look().content)


@pytest.mark.parametrize("page", PAGES)
def test_other_pages_store_the_version_that_they_showed_too(
    home: str, framework: dict[str, SubPhase], page: str
) -> None:
    Client().post(f"{home}team/", {"label": ""})
    device = Device(f"{home}{page}").look()
    reword(framework["1a"])
    assert device.save(answer_1a="maturing") == 303
    assert stored().sub_phase_version == 1


def test_the_version_of_a_statement_that_the_page_showed_is_stored(
    home: str, statement: Statement
) -> None:
    old = Device(f"{home}check/statements/").look()
    statement.text = "Developing looks otherwise."
    statement.save()
    old.save(**{f"practice-{statement.pk}": "doing"})
    assert StatementAnswer.objects.get().statement_version == 1
    new = Device(f"{home}check/statements/").look()
    assert text_of(new.content).count(REWORDED) == 1
    new.save(**{f"practice-{statement.pk}": "doing"})
    assert StatementAnswer.objects.get().statement_version == 2
    assert REWORDED not in text_of(new.look().content)
    old.save(**{f"practice-{statement.pk}": "doing"})
    assert StatementAnswer.objects.get().statement_version == 2


@pytest.mark.parametrize("version", ["7", "0", "-1", "1e3", "²", "9" * 400, ""])
def test_a_version_that_no_page_can_have_shown_is_not_believed(
    home: str, framework: dict[str, SubPhase], statement: Statement, version: str
) -> None:
    device = Device(f"{home}check/")
    device.seen = f'{{"version-answer-1a": "{version}", "question-1a": "{version}-{version}"}}'
    assert device.save(answer_1a="maturing") == 303
    assert (stored().sub_phase_version, stored().question) == (1, None)
    device = Device(f"{home}check/statements/")
    device.seen = f'{{"version-practice-{statement.pk}": "{version}"}}'
    assert device.save(**{f"practice-{statement.pk}": "doing"}) == 303
    assert StatementAnswer.objects.get().statement_version == 1


def test_a_question_about_another_part_is_not_believed(
    home: str, framework: dict[str, SubPhase]
) -> None:
    other = QuestionFactory(sub_phase=framework["1b"])
    device = Device(f"{home}check/")
    device.seen = f'{{"question-1a": "{other.pk}-1"}}'
    assert device.save(answer_1a="maturing") == 303
    assert stored().question is None


@pytest.mark.parametrize("page", PAGES)
def test_pages_that_ask_no_question_leave_that_of_an_unchanged_answer(
    home: str, question: Question, page: str
) -> None:
    question.text = "How do you find out?"
    question.save()
    Device(f"{home}check/").look().save(answer_1a="maturing")
    Client().post(f"{home}team/", {"label": ""})
    Device(f"{home}{page}").look().save(answer_1a="maturing", reason_1b="We talked")
    assert (stored().question, stored().question_version) == (question, 2)


# A reason whose answer was taken back


def test_a_reason_without_its_answer_is_kept_in_its_field_and_not_shown_as_one(
    home: str, framework: dict[str, SubPhase]
) -> None:
    page = Device(f"{home}check/reading/").look()
    page.save(answer_1a="maturing", reason_1a="We saw it")
    assert "Why this level for 1a" in text_of(Client().get(f"{home}answers/").content)
    page.look().save(answer_1a="clear", reason_1a="We saw it")
    assert "Why this level for 1a" not in text_of(Client().get(f"{home}answers/").content)
    assert b"We saw it</textarea>" in page.look().content


# What the answers are about, described in two windows


@pytest.fixture
def windows(home: str) -> tuple[Device, Device]:
    return Device(f"{home}about/").look(), Device(f"{home}about/").look()


def described() -> tuple[str, str, str]:
    check = SelfCheck.objects.get()
    return check.lens, check.reach, check.route


def test_two_windows_describe_different_things(windows: tuple[Device, Device]) -> None:
    phone, laptop = windows
    assert phone.save(lens="strategic", reach="", route="detailed") == 303
    assert laptop.save(lens="", reach="system", route="quick") == 303
    assert described() == ("strategic", "system", "detailed")


def test_two_windows_that_describe_the_same_thing_otherwise_are_asked(
    windows: tuple[Device, Device],
) -> None:
    phone, laptop = windows
    phone.save(lens="strategic", reach="", route="quick")
    assert laptop.save(lens="operational", reach="place", route="quick") == 409
    error_pattern(laptop.content)
    words = text_of(laptop.content)
    assert "The kind of work: “Strategic” was saved here before." in words
    assert "You chose “Operational”." in words
    assert "Everything else that you sent is saved." in words
    assert described() == ("strategic", "place", "quick")
    assert ("lens", "operational") in checked(laptop.content)
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(lens="operational", reach="place", route="quick") == 303
    assert described() == ("operational", "place", "quick")


def test_taking_back_the_kind_of_work_that_changed_is_asked_about(
    windows: tuple[Device, Device],
) -> None:
    phone, laptop = windows
    phone.save(lens="strategic", reach="", route="quick")
    laptop.look()
    phone.look().save(lens="operational", reach="", route="quick")
    assert laptop.save(lens="", reach="", route="quick") == 409
    assert "You chose “Not said”." in text_of(laptop.content)
    assert ("lens", "") in checked(laptop.content)


def test_what_a_form_leaves_out_stays(home: str, windows: tuple[Device, Device]) -> None:
    phone, laptop = windows
    phone.save(lens="strategic", reach="place", route="detailed")
    assert laptop.save(route="") == 303
    assert described() == ("strategic", "place", "detailed")
