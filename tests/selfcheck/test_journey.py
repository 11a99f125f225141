"""Both routes through a phase, what the statements read as, and what changes with kind of work."""

import html5lib
import pytest
from django.test import Client

from framework.enums import Lens
from framework.models import Level, Statement, SubPhase
from framework.outline import forget_outline
from selfcheck.enums import AnswerKind, Practice, Route
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import AnswerFactory, QuestionFactory, StatementAnswerFactory
from tests.selfcheck.markup import HTML, checked, error_pattern, ids_of, seen_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def statements(framework: dict[str, SubPhase]) -> dict[str, Statement]:
    """The statements of 1a by level: the first describes weak practice."""
    return {each.level.identifier: each for each in Statement.objects.select_related("level")}


@pytest.fixture
def detailed(self_check: SelfCheck) -> SelfCheck:
    self_check.route = Route.DETAILED
    self_check.save()
    return self_check


def name(statement: Statement) -> str:
    return f"practice-{statement.pk}"


def said(self_check: SelfCheck) -> dict[str, str]:
    rows = self_check.statement_answers.values_list("statement__level__identifier", "practice")
    return dict(rows)


def test_statements_stand_under_their_part_and_level_each_with_five_radios(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    tree = html5lib.parse(client.get(f"{home}check/statements/").content)
    headings = [e.text for e in tree.iter() if e.tag in {f"{HTML}h2", f"{HTML}h3"}]
    assert headings[:5] == ["1a Evidence", "Emerging", "Developing", "Maturing", "Thriving"]
    sets = list(tree.iter(f"{HTML}fieldset"))
    assert [each.find(f"{HTML}legend").text for each in sets] == [
        f"{level} looks so." for level in ("Emerging", "Developing", "Maturing", "Thriving")
    ]
    values = [[box.get("value") for box in each.iter(f"{HTML}input")] for each in sets]
    assert values == [Practice.values] * 4


def test_weak_practice_is_said_to_raise_nothing(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    words = text_of(client.get(f"{home}check/statements/").content)
    assert words.count("A limit to move beyond. It never raises a level.") == 1


def test_saving_statements_leads_to_what_they_read_as(
    client: Client, home: str, self_check: SelfCheck, statements: dict[str, Statement]
) -> None:
    sent = {name(statements["developing"]): "doing", name(statements["maturing"]): "not-yet"}
    answer = client.post(f"{home}check/statements/", {**sent, "then": "next"})
    assert (answer.status_code, answer["Location"]) == (303, f"{home}check/reading/")
    assert said(self_check) == {"developing": "doing", "maturing": "not-yet"}
    words = text_of(client.get(answer["Location"]).content)
    assert "Your answers read as: Developing" in words
    assert "Use this reading: Developing" in words


@pytest.mark.parametrize(
    ("then", "leads_to"),
    [("later", ""), ("part-1b", "check/statements/#part-1b"), ("part-9z", "check/reading/")],
)
def test_every_button_saves(
    client: Client,
    home: str,
    self_check: SelfCheck,
    statements: dict[str, Statement],
    then: str,
    leads_to: str,
) -> None:
    sent = {name(statements["developing"]): "doing", "then": then}
    assert client.post(f"{home}check/statements/", sent)["Location"] == f"{home}{leads_to}"
    assert said(self_check) == {"developing": "doing"}


def test_back_reload_and_another_device_show_the_saved_statements(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    sent = {name(statements["developing"]): "in-part"}
    for _ in range(2):
        client.post(f"{home}check/statements/", sent)
    assert StatementAnswer.objects.count() == 1
    assert SelfCheck.objects.get().version == 2
    for device in (client, Client()):
        content = device.get(f"{home}check/statements/").content
        assert checked(content) == list(sent.items())


def test_a_statement_can_be_changed_and_cleared_twice(
    client: Client, home: str, self_check: SelfCheck, statements: dict[str, Statement]
) -> None:
    field = name(statements["developing"])
    client.post(f"{home}check/statements/", {field: "doing"})
    for value, left in (("not-yet", {"developing": "not-yet"}), ("clear", {})):
        content = client.get(f"{home}check/statements/").content
        assert text_of(content).count("Clear") == 1
        for _ in range(2):
            sent = {field: value, "seen": seen_in(content)}
            assert client.post(f"{home}check/statements/", sent).status_code == 303
        assert said(self_check) == left
    assert "Clear" not in text_of(client.get(f"{home}check/statements/").content)


def test_a_statement_answered_again_in_new_words_is_an_answer_to_those(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    statement = statements["developing"]
    client.post(f"{home}check/statements/", {name(statement): "doing"})
    statement.text = "Developing looks different."
    statement.save()
    client.post(f"{home}check/statements/", {name(statement): "doing"})
    assert StatementAnswer.objects.get().statement_version == statement.version == 2


def test_deepening_a_phase_loses_no_quick_answer(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    client.post(f"{home}check/", {"answer-1a": "thriving", "note-1a": "A report"})
    client.post(f"{home}check/statements/", {name(statements["developing"]): "doing"})
    content = client.get(f"{home}check/").content
    assert checked(content) == [("answer-1a", "thriving")]
    assert b"A report</textarea>" in content
    words = text_of(content)
    assert "Your answers to the statements read as: Developing." in words
    assert ("answer-1a", "thriving") in checked(client.get(f"{home}check/reading/").content)


def test_a_reading_can_be_overruled_with_a_reason_and_taken_back(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    client.post(f"{home}check/statements/", {name(statements["developing"]): "doing"})
    content = client.get(f"{home}check/reading/").content
    assert ("answer-1a", "clear") in checked(content)
    sent = {"answer-1a": "maturing", "reason-1a": "The board saw it", "seen": seen_in(content)}
    answer = client.post(f"{home}check/reading/", {**sent, "then": "next"})
    assert answer["Location"] == f"{home}engage/"
    assert Answer.objects.get().reason == "The board saw it"
    assert b"The board saw it</textarea>" in client.get(f"{home}check/").content
    seen = seen_in(client.get(f"{home}check/reading/").content)
    client.post(f"{home}check/reading/", {"answer-1a": "clear", "reason-1a": "", "seen": seen})
    assert not Answer.objects.exists()


def test_a_note_outlives_what_the_reading_page_saves(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing", "note-1a": "A report"})
    seen = seen_in(client.get(f"{home}check/reading/").content)
    client.post(f"{home}check/reading/", {"answer-1a": "clear", "reason-1a": "", "seen": seen})
    answer = Answer.objects.get()
    assert (answer.kind, answer.note) == (AnswerKind.NOT_ANSWERED, "A report")


def test_a_reason_is_kept_when_only_the_quick_page_is_saved(client: Client, home: str) -> None:
    client.post(f"{home}check/reading/", {"answer-1a": "maturing", "reason-1a": "We agreed"})
    seen = seen_in(client.get(f"{home}check/").content)
    client.post(f"{home}check/", {"answer-1a": "thriving", "note-1a": "A report", "seen": seen})
    answer = Answer.objects.get()
    assert (answer.reason, answer.note) == ("We agreed", "A report")


def test_a_part_without_statements_can_still_be_given_a_level(client: Client, home: str) -> None:
    words = text_of(client.get(f"{home}engage/reading/").content)
    assert "We have not yet been able to read the statements of this part." in words
    client.post(f"{home}engage/reading/", {"answer-5a": "maturing"})
    assert Answer.objects.get().level.identifier == "maturing"


def test_a_phase_that_is_not_known_asks_nothing_on_either_route(client: Client, home: str) -> None:
    for page in ("challenge/", "challenge/statements/", "challenge/reading/"):
        answer = client.get(f"{home}{page}")
        assert answer.status_code == 200
        assert "we have not yet been able to read this part" in text_of(answer.content)
        assert client.post(f"{home}{page}", {"then": "next"}).status_code == 303
    assert not Answer.objects.exists()


@pytest.mark.parametrize("page", ["statements/", "reading/"])
def test_a_phase_that_does_not_exist_is_not_found(client: Client, home: str, page: str) -> None:
    assert client.get(f"{home}no-such-phase/{page}").status_code == 404


@pytest.mark.parametrize("page", ["check/", "check/statements/", "check/reading/"])
def test_ids_are_there_once(
    client: Client, home: str, statements: dict[str, Statement], page: str
) -> None:
    client.post(f"{home}check/statements/", {name(statements["developing"]): "doing"})
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    ids = ids_of(client.get(f"{home}{page}").content)
    assert len(ids) == len(set(ids))


def test_a_wrong_answer_to_a_statement_shows_the_error_and_keeps_the_rest(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    good, bad = name(statements["maturing"]), name(statements["developing"])
    answer = client.post(f"{home}check/statements/", {good: "doing", bad: "perfectly"})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert checked(answer.content) == [(good, "doing")]
    assert not StatementAnswer.objects.exists()


def test_a_long_reason_shows_the_error_and_keeps_what_was_typed(client: Client, home: str) -> None:
    answer = client.post(f"{home}check/reading/", {"reason-1a": "y" * 1001})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert b"y" * 1001 in answer.content
    assert not Answer.objects.exists()


def test_a_form_with_an_error_still_holds_what_its_page_had_shown(
    client: Client, home: str
) -> None:
    seen = seen_in(client.get(f"{home}check/").content)
    Client().post(f"{home}check/", {"answer-1a": "maturing"})
    wrong = {"answer-1a": "emerging", "note-1a": "y" * 1001, "seen": seen}
    again = client.post(f"{home}check/", wrong)
    assert again.status_code == 422
    sent = {"answer-1a": "emerging", "note-1a": "y", "seen": seen_in(again.content)}
    assert client.post(f"{home}check/", sent).status_code == 409


def test_kind_of_work_hides_the_other_statements_and_picks_the_words(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    for lens in (Lens.STRATEGIC, Lens.OPERATIONAL):
        StatementFactory(
            sub_phase=framework["1b"],
            level=Level.objects.get(number=2),
            lens=lens,
            text=f"Do {lens} things.",
        )
    QuestionFactory(
        sub_phase=framework["1b"],
        text="How do you do it?",
        text_strategic="How does the board do it?",
    )
    forget_outline()
    client.post(f"{home}about/", {"lens": "strategic", "reach": "place", "route": "quick"})
    quick, statements = (
        text_of(client.get(f"{home}check/{page}").content) for page in ("", "statements/")
    )
    assert "Think of strategic work across your place, as it is now." in quick
    assert "How does the board do it?" in quick
    assert "How do you do it?" not in quick
    for words in (quick, statements):
        assert "Do strategic things." in words
        assert "Do operational things." not in words


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({}, "Think of your work, as it is now."),
        ({"lens": "operational"}, "Think of your operational work, as it is now."),
        ({"reach": "neighbourhood"}, "Think of the work across your neighbourhood, as it is now."),
        (
            {"lens": "both", "reach": "system"},
            "Think of strategic and operational work across your system, as it is now.",
        ),
    ],
)
def test_how_wide_the_work_goes_changes_the_words(
    client: Client, home: str, about: dict[str, str], words: str
) -> None:
    client.post(f"{home}about/", about)
    assert words in text_of(client.get(f"{home}check/").content)


def test_saying_only_the_kind_of_work_keeps_the_route(
    client: Client, home: str, detailed: SelfCheck
) -> None:
    client.post(f"{home}about/", {"lens": "strategic"})
    detailed.refresh_from_db()
    assert (detailed.lens, detailed.route) == ("strategic", "detailed")


def test_the_question_that_was_asked_is_kept_with_its_version(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    client.post(f"{home}check/", {"answer-1a": "maturing", "answer-1b": "maturing"})
    asked = Answer.objects.order_by("sub_phase__letter").values_list("question", "question_version")
    assert list(asked) == [(question.pk, 1), (None, 1)]


def test_tasks_lead_along_the_preferred_route_and_to_the_other(
    client: Client, home: str, detailed: SelfCheck
) -> None:
    content = client.get(home).content
    links = [e.get("href") for e in html5lib.parse(content).iter(f"{HTML}a")]
    assert links.index(f"{home}check/statements/") < links.index(f"{home}check/")
    assert "Be quicker: one question for each part" in text_of(content)


def test_tasks_offer_to_say_what_it_is_about_until_it_is_said(client: Client, home: str) -> None:
    offer = "First, say what you are answering about"
    assert offer in text_of(client.get(home).content)
    client.post(f"{home}about/", {"lens": "strategic"})
    assert offer not in text_of(client.get(home).content)


def test_a_part_is_done_on_the_quick_route_when_its_statements_read_as_something(
    client: Client,
    home: str,
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    statements: dict[str, Statement],
) -> None:
    StatementAnswerFactory(self_check=self_check, statement=statements["developing"])
    AnswerFactory(self_check=self_check, sub_phase=framework["1b"])
    assert "1a Evidence; 1b Skills Completed" in text_of(client.get(home).content)


def test_a_part_is_done_on_the_detailed_route_when_all_is_said_or_it_is_overruled(
    client: Client,
    home: str,
    detailed: SelfCheck,
    framework: dict[str, SubPhase],
    statements: dict[str, Statement],
) -> None:
    AnswerFactory(self_check=detailed, sub_phase=framework["1b"])
    *most, last = statements.values()
    for statement in most:
        StatementAnswerFactory(self_check=detailed, statement=statement)
    assert "1a Evidence; 1b Skills Incomplete" in text_of(client.get(home).content)
    StatementAnswerFactory(self_check=detailed, statement=last)
    assert "1a Evidence; 1b Skills Completed" in text_of(client.get(home).content)
    detailed.statement_answers.all().delete()
    AnswerFactory(self_check=detailed, sub_phase=framework["1a"])
    assert "1a Evidence; 1b Skills Completed" in text_of(client.get(home).content)


def test_a_retired_question_is_not_asked_on_the_quick_route(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    QuestionFactory(sub_phase=framework["5a"], retired_on="2026-01-01")
    words = text_of(client.get(f"{home}engage/").content)
    assert "Which level is closest?" not in words
    assert client.post(f"{home}check/", {"then": "next"})["Location"] == f"{home}answers/"


def test_check_answers_shows_statements_by_answer_and_what_they_read_as(
    client: Client, home: str, statements: dict[str, Statement]
) -> None:
    sent = {name(statements["developing"]): "doing", name(statements["maturing"]): "not-yet"}
    client.post(f"{home}check/statements/", sent)
    words = text_of(client.get(f"{home}answers/").content)
    assert "1a Evidence Developing, as your answers to the statements read" in words
    assert "1a: We do this Developing looks so." in words
    assert "1a: Not yet Maturing looks so." in words
    assert "1a: not answered 2 statements" in words
    client.post(f"{home}check/reading/", {"answer-1a": "thriving", "reason-1a": "We <saw> it"})
    content = client.get(f"{home}answers/").content
    assert "Thriving. Your answers to the statements read as: Developing." in text_of(content)
    assert "Why this level for 1a We <saw> it" in text_of(content)


@pytest.mark.parametrize("page", ["check/statements/", "check/reading/"])
def test_saving_after_someone_else_deleted_says_so(
    client: Client, home: str, statements: dict[str, Statement], page: str
) -> None:
    SelfCheck.objects.all().delete()
    assert client.post(f"{home}{page}", {name(statements["maturing"]): "doing"}).status_code == 404


def test_change_comes_back_to_check_your_answers(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    link = f"{home}check/?from=answers"
    assert link in client.get(f"{home}answers/").content.decode()
    assert f'action="{link}"' in client.get(link).content.decode()
    answer = client.post(link, {"answer-1a": "maturing", "then": "next"})
    assert answer.headers["Location"] == f"{home}answers/"
    elsewhere = client.post(f"{home}check/?from=https://example.org", {"then": "next"})
    assert elsewhere.headers["Location"] == f"{home}engage/"


def test_a_phase_is_not_started_then_incomplete_then_completed(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    assert "1. Check 1a Evidence; 1b Skills Not started" in text_of(client.get(home).content)
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert "1. Check 1a Evidence; 1b Skills Incomplete" in text_of(client.get(home).content)
    client.post(f"{home}check/", {"answer-1b": "not-sure"})
    assert "1. Check 1a Evidence; 1b Skills Completed" in text_of(client.get(home).content)


def test_a_teams_sheet_says_so_wherever_it_is_answered(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    said = "This is your team’s sheet."
    pages = ["", "check/", "check/statements/", "check/reading/"]
    assert not any(said in client.get(f"{home}{page}").content.decode() for page in pages)
    client.post(f"{home}team/", {"label": "Leads", "open": "open"})
    assert all(said in client.get(f"{home}{page}").content.decode() for page in pages)
