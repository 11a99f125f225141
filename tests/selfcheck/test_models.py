"""What the database itself refuses, and what editors never see."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from framework.models import Level, SubPhase
from selfcheck.enums import AnswerKind
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from selfcheck.retention import thirteen_months_after
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory

pytestmark = pytest.mark.django_db


def test_a_sub_phase_has_one_answer_in_a_check(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"])
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(self_check=self_check, sub_phase=framework["1a"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": AnswerKind.LEVEL},
        {"kind": AnswerKind.NOT_ANSWERED},
        {"note": "x" * 1001},
    ],
    ids=["a level without a level", "nothing said", "a long note"],
)
def test_the_database_refuses(
    self_check: SelfCheck, framework: dict[str, SubPhase], wrong: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(self_check=self_check, sub_phase=framework["1a"], **wrong)


def test_the_database_refuses_a_level_beside_not_sure(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory(
            self_check=self_check, sub_phase=framework["1a"], level=Level.objects.get(number=1)
        )


def test_a_check_is_kept_for_thirteen_months() -> None:
    SelfCheckFactory()
    assert SelfCheck.objects.get().expires_on == thirteen_months_after(timezone.localdate())


def test_a_check_opens_until_the_day_it_expires() -> None:
    today = timezone.localdate()
    SelfCheckFactory(address="last-day", expires_on=today)
    SelfCheckFactory(address="too-late", expires_on=today - timedelta(days=1))
    assert SelfCheck.objects.behind("last-day").exists()
    assert not SelfCheck.objects.behind("too-late").exists()


def test_nothing_about_the_person_is_stored() -> None:
    records = (SelfCheck, Answer, StatementAnswer)
    stored = {field.name for model in records for field in model._meta.fields}
    assert stored == {
        "id", "token_hash", "view_hash", "view_turn", "created_at", "saved_at", "expires_on",
        "route", "lens", "reach", "version", "finished", "before", "team", "display_name",
        "shows_name", "self_check", "sub_phase", "sub_phase_version", "question",
        "question_version", "kind", "level", "note", "reason", "statement", "statement_version",
        "practice",
    }  # fmt: skip


def test_editors_meet_no_answers() -> None:
    shown = {*get_snippet_models(), *ReferenceIndex.tracked_models}
    assert not {SelfCheck, Answer, StatementAnswer} & shown


def test_a_record_does_not_show_more_than_it_must(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    answer = AnswerFactory(self_check=self_check, sub_phase=framework["1a"], note="From Sam")
    assert (str(self_check), str(answer)) == ("A self-check", "Not sure")


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 31), date(2028, 1, 31)),
        (date(2027, 1, 29), date(2028, 2, 29)),
        (date(2026, 1, 30), date(2027, 2, 28)),
    ],
)
def test_thirteen_months_end_on_a_day_that_exists(day: date, last: date) -> None:
    assert thirteen_months_after(day) == last
