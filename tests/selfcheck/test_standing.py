"""Where a part stands: the person's own word first, then what their statements read as."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils import timezone

from framework.enums import Lens
from framework.models import Level, Statement, SubPhase
from framework.outline import framework_outline
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import Question, SelfCheck
from selfcheck.scoring import NOT_ANSWERED, NOT_SURE, Reading, at
from selfcheck.standing import Standing, read_standings, read_standings_of
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory, StatementAnswerFactory

pytestmark = pytest.mark.django_db


def practise(self_check: SelfCheck, part: SubPhase, *practices: str) -> None:
    """What somebody says about the statements of a part, from the lowest level on."""
    statements = Statement.objects.filter(sub_phase=part).order_by("level__number", "position")
    for statement, practice in zip(statements, practices, strict=False):
        StatementAnswerFactory(self_check=self_check, statement=statement, practice=practice)


def choose(self_check: SelfCheck, part: SubPhase, number: int, **fields: object) -> None:
    level = Level.objects.get(number=number)
    AnswerFactory(
        self_check=self_check, sub_phase=part, kind=AnswerKind.LEVEL, level=level, **fields
    )


def stands(self_check: SelfCheck, part: SubPhase) -> Standing:
    return read_standings(self_check, framework_outline())[part.pk]


def test_every_known_part_stands_somewhere(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    standings = read_standings(self_check, framework_outline())
    assert {pk: standing.reading for pk, standing in standings.items()} == {
        part.pk: NOT_ANSWERED for part in framework.values()
    }


def test_statements_read_as_a_level(self_check: SelfCheck, framework: dict[str, SubPhase]) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING, Practice.NOT_YET)
    standing = stands(self_check, framework["1a"])
    assert (standing.reading, standing.answer, standing.overruled) == (at(2), None, False)
    assert standing.read is not None
    assert standing.read.reading == at(2)


def test_weak_practice_alone_is_no_level(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.DOING)
    for _ in range(3):
        weak = StatementFactory(
            sub_phase=framework["1a"], level=Level.objects.get(number=3), advice="move-beyond"
        )
        StatementAnswerFactory(self_check=self_check, statement=weak)
    assert stands(self_check, framework["1a"]).read is None
    assert stands(self_check, framework["1a"]).reading == NOT_ANSWERED


@pytest.mark.parametrize(
    ("kind", "level", "reading"),
    [(AnswerKind.LEVEL, 4, at(4)), (AnswerKind.NOT_SURE, None, NOT_SURE)],
)
def test_an_own_answer_overrules_what_is_read(
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    kind: str,
    level: int | None,
    reading: Reading,
) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING)
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=kind,
        level=Level.objects.get(number=level) if level else None,
    )
    standing = stands(self_check, framework["1a"])
    assert (standing.reading, standing.overruled) == (reading, True)


def test_the_same_answer_as_is_read_overrules_nothing(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING)
    choose(self_check, framework["1a"], 2)
    assert not stands(self_check, framework["1a"]).overruled


def test_a_note_alone_overrules_nothing(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING)
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=AnswerKind.NOT_ANSWERED,
        note="A report",
    )
    standing = stands(self_check, framework["1a"])
    assert (standing.reading, standing.overruled) == (at(2), False)
    assert standing.answer is not None


def test_a_retired_statement_does_not_count(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING, Practice.DOING)
    third = Statement.objects.filter(sub_phase=framework["1a"], level__number=3)
    third.update(retired_on=timezone.localdate())
    assert stands(self_check, framework["1a"]).reading == at(2)


@pytest.mark.parametrize(("lens", "level"), [("", 1), ("strategic", 1), ("operational", 3)])
def test_only_statements_about_the_chosen_kind_of_work_count(
    self_check: SelfCheck, framework: dict[str, SubPhase], lens: str, level: int
) -> None:
    practise(
        self_check, framework["1a"], Practice.NOT_YET, Practice.NOT_YET, Practice.DOING, "not-yet"
    )
    second = Statement.objects.filter(sub_phase=framework["1a"], level__number=2)
    second.update(lens=Lens.STRATEGIC)
    SelfCheck.objects.update(lens=lens)
    self_check.refresh_from_db()
    assert stands(self_check, framework["1a"]).reading == at(level)


def test_an_answer_to_a_retired_question_still_counts(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    retired = Question.objects.create(
        identifier="old", sub_phase=framework["1a"], retired_on=timezone.localdate()
    )
    choose(self_check, framework["1a"], 4, question=retired)
    assert stands(self_check, framework["1a"]).reading == at(4)
    assert stands(self_check, framework["1a"]).no_longer_asked
    new = Question.objects.create(identifier="new", sub_phase=framework["1a"])
    assert stands(self_check, framework["1a"]).reading == at(4)
    assert not stands(self_check, framework["1a"]).no_longer_asked
    new.delete()


def test_any_number_of_sheets_asks_the_cache_as_often_as_one(
    framework: dict[str, SubPhase], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    backend = type(caches["default"])
    whole = backend.get

    def counted(self: BaseCache, key: str, *args: object, **kwargs: object) -> object:
        asked.append(key)
        return whole(self, key, *args, **kwargs)

    sheets = SelfCheckFactory.create_batch(30)
    outline = framework_outline()
    read_standings_of(sheets, outline)
    monkeypatch.setattr(backend, "get", counted)
    read_standings_of(sheets[:1], outline)
    for_one = list(asked)
    asked.clear()
    read_standings_of(sheets, outline)
    assert asked == for_one
    assert len(asked) == len(set(asked)) == 2


def test_any_number_of_sheets_and_statements_cost_three_queries(
    framework: dict[str, SubPhase], django_assert_num_queries
) -> None:
    sheets = SelfCheckFactory.create_batch(4)
    StatementFactory.create_batch(20, sub_phase=framework["1b"])
    for number, sheet in enumerate(sheets, start=1):
        practise(sheet, framework["1b"], *[Practice.DOING] * 20)
        choose(sheet, framework["1a"], number)
    outline = framework_outline()
    read_standings_of(sheets, outline)  # The small caches are warm from here on.
    with django_assert_num_queries(3):
        standings = read_standings_of(sheets, outline)
    assert [standings[sheet.pk][framework["1a"].pk].reading.level for sheet in sheets] == [
        1,
        2,
        3,
        4,
    ]
    with django_assert_num_queries(3):
        read_standings_of(sheets[:1], outline)
