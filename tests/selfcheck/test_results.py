"""The result of a check as one value."""

from datetime import date

import pytest
from django.utils import timezone

from framework.enums import Advice, Lens, StrategyStatus
from framework.models import (
    FormerWording,
    Level,
    Measure,
    Statement,
    Strategy,
    StrategyElement,
    StrategyLink,
    SubPhase,
)
from framework.outline import framework_outline
from selfcheck.enums import AnswerKind, Practice, Progress, Route
from selfcheck.models import Action, Question, SelfCheck, Team
from selfcheck.report import PartResult, Report
from selfcheck.results import report_of
from selfcheck.results.words import phase_in_words
from selfcheck.scoring import NOT_SURE, PhaseQuestions, Reading, at, phase_profile
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import (
    AnswerFactory,
    QuestionFactory,
    SelfCheckFactory,
    StatementAnswerFactory,
)
from tests.selfcheck.test_standing import choose, practise

NAMES = {1: "Emerging", 2: "Developing", 3: "Maturing", 4: "Thriving"}


def report(self_check: SelfCheck) -> Report:
    self_check.refresh_from_db()
    return report_of(self_check, framework_outline())


def part(self_check: SelfCheck, identifier: str) -> PartResult:
    return report(self_check).part(identifier)


@pytest.mark.parametrize(
    ("readings", "words"),
    [
        ([at(1), at(3)], "Emerging to Maturing"),
        ([at(2), at(2)], "Developing"),
        ([at(2), NOT_SURE], "Developing"),
        ([NOT_SURE], "Not sure"),
        ([], "No questions yet"),
    ],
)
def test_a_phase_is_put_in_words_from_its_lowest_part_to_its_highest(
    readings: list[Reading], words: str
) -> None:
    parts = {f"5{letter}": reading for letter, reading in zip("abc", readings, strict=False)}
    phase = phase_profile(PhaseQuestions("engage", "Engage", tuple(parts)), parts)
    assert phase_in_words(phase, NAMES) == words


def test_an_untouched_check_has_a_result(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    result = report(self_check)
    assert result.sentence == "You have not answered any questions yet."
    assert [phase.level for phase in result.phases] == [
        "Not answered",
        "No questions yet",
        "Not answered",
    ]
    assert [each.identifier for each in result.parts] == ["1a", "1b", "5a"]
    assert (result.next_parts, result.actions, result.about) == ((), (), "")


def test_a_quick_answer_says_what_to_move_beyond_and_what_comes_next(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 1, note="A report", reason="We agreed")
    stands = part(self_check, "1a")
    assert (stands.level, stands.filled, stands.level_identifier) == ("Emerging", 1, "emerging")
    assert (stands.note, stands.reason) == ("A report", "We agreed")
    assert (stands.keep, stands.move_beyond) == ((), ("Emerging looks so.",))
    assert (stands.next_level, stands.next_statements) == ("Developing", ("Developing looks so.",))
    assert stands.read_as is None
    assert stands.hint == "A limit: Emerging looks so."


def test_what_is_done_in_part_is_told_once_and_marked(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(
        self_check, framework["1a"], Practice.DOING, Practice.DOING, Practice.IN_PART, "not-yet"
    )
    choose(self_check, framework["1a"], 2)
    stands = part(self_check, "1a")
    assert stands.keep == ("Developing looks so.",)
    assert stands.next_statements == ("Maturing looks so. (you do this in part)",)


def test_a_highest_level_without_a_statement_is_one_that_we_have_not_read(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 4)
    choose(self_check, framework["5a"], 4)
    assert [each.identifier for each in report(self_check).unread_strengths] == ["5a"]


def test_three_measures_at_most_and_reach_last_above_the_first_level(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    for place, rung in enumerate(["reach", "participants", "staff", "delivery"]):
        measure = Measure.objects.create(
            identifier=rung, rung=rung, name=rung, shows="It.", position=place
        )
        measure.sub_phases.add(framework["1a"])
    choose(self_check, framework["1a"], 2)
    assert part(self_check, "1a").measures == ("participants", "staff", "delivery")
    self_check.answers.update(level=Level.objects.get(number=1))
    assert part(self_check, "1a").measures == ("reach", "participants", "staff")


def test_measures_for_the_kind_of_work_of_the_check_come_first(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    for place, lens in enumerate(["operational", "both", "strategic"]):
        measure = Measure.objects.create(
            identifier=lens, rung="staff", lens=lens, name=lens, shows="It.", position=place
        )
        measure.sub_phases.add(framework["1a"])
    choose(self_check, framework["1a"], 2)
    assert part(self_check, "1a").measures == ("operational", "both", "strategic")
    SelfCheck.objects.update(lens="strategic")
    self_check.refresh_from_db()
    assert part(self_check, "1a").measures == ("both", "strategic", "operational")


def test_a_team_says_whose_answers_these_are_and_counts_no_few_sheets(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    team = Team.objects.create(agreed=self_check, label="Team")
    for sheet in SelfCheckFactory.create_batch(2, team=team):
        choose(sheet, framework["1a"], 2)
    SelfCheckFactory(team=team)
    own = SelfCheck.objects.get(pk=self_check.pk)
    assert report(own).team_note == "These are the answers that the team agreed."
    choose(SelfCheckFactory(team=team), framework["1a"], 3)
    assert report(own).team_note.endswith(" 3 sheets were filled in.")


def test_statements_say_what_to_keep_to_move_beyond_and_to_finish(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.DOING, Practice.DOING, Practice.NOT_YET)
    late = StatementFactory(
        sub_phase=framework["1a"], level=Level.objects.get(number=2), text="Finish me."
    )
    StatementAnswerFactory(self_check=self_check, statement=late, practice=Practice.NOT_YET)
    choose(self_check, framework["1a"], 2)
    stands = part(self_check, "1a")
    assert stands.keep == ("Developing looks so.",)
    assert stands.move_beyond == ("Emerging looks so.",)
    assert stands.unfinished == ("Finish me.",)
    assert stands.next_statements == ("Maturing looks so.",)


def test_the_reading_is_given_with_reasons_and_may_be_overruled(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.DOING, Practice.DOING, Practice.NOT_YET)
    read = part(self_check, "1a")
    assert read.read_as is not None
    assert (read.level, read.read_as.level, read.overruled) == ("Developing", "Developing", False)
    assert "Developing is in place: you do the 1 statement that counts." in read.read_as.reasons
    choose(self_check, framework["1a"], 4, reason="A visitor said so")
    overruled = part(self_check, "1a")
    assert overruled.read_as is not None
    assert (overruled.level, overruled.read_as.level) == ("Thriving", "Developing")
    assert (overruled.overruled, overruled.reason) == (True, "A visitor said so")


def test_weak_practice_never_raises_a_level(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    Statement.objects.filter(sub_phase=framework["1a"]).update(advice=Advice.MOVE_BEYOND)
    practise(self_check, framework["1a"], *[Practice.DOING] * 4)
    stands = part(self_check, "1a")
    assert (stands.level, len(stands.move_beyond), stands.keep) == ("Not answered", 4, ())


def test_every_statement_is_told_with_what_was_said(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.IN_PART)
    told = part(self_check, "1a").statements
    assert [each.practice_in_words for each in told] == ["In part", "", "", ""]
    assert [each.move_beyond for each in told] == [True, False, False, False]
    assert len(part(self_check, "1a").answered_statements) == 1


def test_a_chosen_kind_of_work_hides_the_statements_of_the_other(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    Statement.objects.filter(level__number=2).update(lens=Lens.STRATEGIC)
    assert "Developing looks so. (Strategic work)" in [
        each.text for each in part(self_check, "1a").statements
    ]
    SelfCheck.objects.update(lens=Lens.OPERATIONAL, reach="place")
    assert len(part(self_check, "1a").statements) == 3
    assert report(self_check).about == "Operational work across your place"


@pytest.mark.parametrize("known", [True, False])
def test_words_that_changed_since_are_noted(
    self_check: SelfCheck, framework: dict[str, SubPhase], known: bool
) -> None:
    choose(self_check, framework["1a"], 2)
    practise(self_check, framework["1a"], Practice.DOING)
    statement = Statement.objects.get(level__number=1)
    SubPhase.objects.filter(identifier="1a").update(version=2)
    Statement.objects.filter(pk=statement.pk).update(version=2)
    if known:
        for record in (framework["1a"], statement):
            FormerWording.objects.create(
                identifier=record.identifier, version=1, text=f"Old {record.identifier}\nwords"
            )
    stands = part(self_check, "1a")
    first = stands.statements[0]
    if known:
        assert "You answered: “Old 1a – words”" in stands.wording_note
        assert first.wording_then == f"Old {statement.identifier}\nwords"
    else:
        assert "no longer have the earlier words" in stands.wording_note
        assert first.wording_then == "We no longer have the earlier words."


def test_a_question_that_was_reworded_is_noted(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    question = Question.objects.create(
        identifier="1a-level", sub_phase=framework["1a"], text="Now?", version=2
    )
    FormerWording.objects.create(identifier="1a-level", version=1, text="Then?")
    choose(self_check, framework["1a"], 2, question=question, question_version=1)
    stands = part(self_check, "1a")
    assert stands.question == "Now?"
    assert stands.wording_note.endswith("You answered: “Then?”")


def test_nothing_is_noted_where_no_words_changed(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 2)
    practise(self_check, framework["1a"], Practice.DOING)
    stands = part(self_check, "1a")
    assert (stands.wording_note, stands.statements[0].wording_then) == ("", "")


def test_the_round_before_stands_beside_this_one(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 3)
    SelfCheck.objects.update(
        before={
            "saved_on": "2025-03-01",
            "parts": {"1a": {"kind": "level", "level": "developing", "sub_phase_version": 7}},
        }
    )
    result = report(self_check)
    assert result.before_saved_on == date(2025, 3, 1)
    assert (result.part("1a").level_before, result.part("1a").filled_before) == ("Developing", 2)
    assert (result.part("5a").level_before, result.part("5a").filled_before) == ("Not answered", 0)
    assert [phase.level_before for phase in result.phases] == ["Developing", "", "Not answered"]
    assert "compare with care" in result.part("1a").wording_note


def test_a_first_round_has_no_before(self_check: SelfCheck, framework: dict[str, SubPhase]) -> None:
    result = report(self_check)
    assert (result.before_saved_on, result.part("1a").filled_before) == (None, None)


def link(part: SubPhase, strategy: str, element: str, **fields: object) -> None:
    owner, _ = Strategy.objects.get_or_create(
        identifier=strategy,
        defaults={"name": strategy, "review_on": date(2027, 1, 1), **fields},
    )
    serves, _ = StrategyElement.objects.get_or_create(
        identifier=element, defaults={"strategy": owner, "name": element, "checked": False}
    )
    StrategyLink.objects.create(sub_phase=part, element=serves, why="Because.")


def test_the_same_answers_stand_by_strategy(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 3)
    link(framework["1a"], "duty", "aim", status=StrategyStatus.CHANGING, status_reason="A bill.")
    link(framework["5a"], "duty", "aim")
    strategy = Strategy.objects.create(
        identifier="bare", name="Bare", review_on=date(2027, 1, 1), status=StrategyStatus.IN_FORCE
    )
    StrategyElement.objects.create(identifier="unserved", name="Unserved", strategy=strategy)
    (duty,) = report(self_check).strategies
    assert (duty.status, duty.status_kind, duty.status_reason) == (
        "Changing",
        "changing",
        "A bill.",
    )
    (aim,) = duty.elements
    assert not aim.checked
    assert [(each.label, each.level, each.why) for each in aim.parts] == [
        ("1a Evidence", "Maturing", "Because."),
        ("5a Methods", "Not answered", "Because."),
    ]


def test_measures_and_actions_are_part_of_the_result(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    measure = Measure.objects.create(identifier="who", rung="reach", name="Who came", shows="Who.")
    measure.sub_phases.add(framework["1a"])
    Action.objects.create(
        self_check=self_check,
        key="k" * 43,
        position=1,
        what="Ask people",
        measure=measure,
        how_we_will_know="Count them",
        sub_phase=framework["1a"],
    )
    result = report(self_check)
    assert (result.part("1a").measures, result.part("1b").measures) == (("Who came",), ())
    assert [each.path for each in result.part("1a").known_by] == ["/measures/who/"]
    (action,) = result.actions
    assert (action.what, action.part) == ("Ask people", "1a Evidence")
    assert (action.progress, action.progress_in_words) == (Progress.NOT_STARTED, "Not started")
    assert action.how_we_will_know == "Who came. Count them"
    assert "k" not in action.uid


def test_a_team_gives_the_result_its_name(self_check: SelfCheck) -> None:
    assert report(self_check).title == "Self-check"
    Team.objects.create(agreed=self_check, label="Larkwater", join_hash="x")
    again = SelfCheck.objects.get(pk=self_check.pk)
    assert report(again).title == "Self-check: Larkwater"


def test_an_answer_about_a_part_that_is_no_longer_known_is_kept_in_the_words_of_then(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["5a"], 4, note="Because")
    SubPhase.objects.filter(identifier="5a").update(known=False, version=2, title="", summary="")
    FormerWording.objects.create(identifier="5a", version=1, text="Methods\nHow you do it.")
    framework["5a"].refresh_from_db()
    framework["5a"].save()
    result = report(self_check)
    (earlier,) = result.earlier
    assert (earlier.label, earlier.level, earlier.note) == ("5a Methods", "Thriving", "Because")
    assert "5a" not in [each.identifier for each in result.parts]
    assert result.sentence == "You have not answered any questions yet."


def test_an_answer_to_a_retired_question_counts_with_the_words_of_then(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    old = Question.objects.create(
        identifier="old",
        sub_phase=framework["5a"],
        text="Asked then?",
        retired_on=timezone.localdate(),
    )
    choose(self_check, framework["5a"], 4, question=old, note="A report", reason="We grew")
    result = report(self_check)
    counted = result.part("5a")
    assert (counted.level, counted.note, counted.reason) == ("Thriving", "A report", "We grew")
    assert counted.wording_note == "We no longer ask this question. You answered: “Asked then?”"
    assert result.earlier == ()
    QuestionFactory(sub_phase=framework["5a"], text="Asked now?")
    note = part(self_check, "5a").wording_note
    assert note == "We ask another question now. You answered: “Asked then?”"


def test_a_note_alone_to_a_retired_question_is_kept_as_an_earlier_answer(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    old = QuestionFactory(sub_phase=framework["5a"], retired_on=timezone.localdate())
    kind = AnswerKind.NOT_ANSWERED
    AnswerFactory(
        self_check=self_check, sub_phase=framework["5a"], kind=kind, note="A report", question=old
    )
    (earlier,) = report(self_check).earlier
    assert (earlier.label, earlier.note) == ("5a Methods", "A report")


def test_words_beside_an_answer_that_was_taken_back_are_no_earlier_answer(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    retired = {"sub_phase": framework["5a"], "retired_on": timezone.localdate()}
    old = Question.objects.create(identifier="old", **retired)
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["5a"],
        kind=AnswerKind.NOT_ANSWERED,
        reason="We grew",
        question=old,
    )
    assert report(self_check).earlier == ()


def test_a_reason_is_told_only_where_an_answer_stands(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.NOT_YET, Practice.DOING)
    choose(self_check, framework["1a"], 3, note="A report", reason="A visitor said so")
    assert part(self_check, "1a").reason == "A visitor said so"
    self_check.answers.update(kind=AnswerKind.NOT_ANSWERED, level=None)
    assert (part(self_check, "1a").note, part(self_check, "1a").reason) == ("A report", "")
    assert part(self_check, "1a").level == "Developing"


def test_an_answer_to_a_retired_statement_is_an_earlier_one(
    self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.IN_PART)
    Statement.objects.filter(level__number=1).update(retired_on=timezone.localdate())
    (earlier,) = report(self_check).earlier
    assert (earlier.label, earlier.asked, earlier.level) == (
        "1a Evidence",
        "Emerging looks so.",
        "In part",
    )


@pytest.mark.parametrize(("route", "there"), [(Route.QUICK, False), (Route.DETAILED, True)])
def test_a_part_without_a_question_stands_in_a_detailed_check_only(
    self_check: SelfCheck, framework: dict[str, SubPhase], route: str, there: bool
) -> None:
    Question.objects.create(
        identifier="old", sub_phase=framework["1a"], retired_on=timezone.localdate()
    )
    SelfCheck.objects.update(route=route)
    assert ("1a" in [each.identifier for each in report(self_check).parts]) is there


def test_a_result_takes_as_many_queries_for_much_as_for_little(
    self_check: SelfCheck, framework: dict[str, SubPhase], django_assert_max_num_queries
) -> None:
    AnswerFactory(
        self_check=self_check, sub_phase=framework["5a"], kind=AnswerKind.NOT_SURE, note="?"
    )
    few = queries(self_check, django_assert_max_num_queries)
    for number in range(300):
        statement = StatementFactory(
            sub_phase=framework["1b"], level=Level.objects.get(number=number % 4 + 1)
        )
        StatementAnswerFactory(self_check=self_check, statement=statement)
    assert queries(self_check, django_assert_max_num_queries) == few


def queries(self_check: SelfCheck, django_assert_max_num_queries) -> int:
    outline = framework_outline()
    check = SelfCheck.objects.select_related("team", "coordinates").get(pk=self_check.pk)
    report_of(check, outline)
    with django_assert_max_num_queries(10) as captured:
        report_of(check, outline)
    return len(captured)
