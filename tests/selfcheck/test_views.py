"""The journey through a self-check: answer, come back, check the answers, read the profile."""

import html5lib
import pytest
from django.test import Client

from framework.models import SubPhase
from framework.outline import forget_outline
from selfcheck.models import Answer, SelfCheck
from tests.factories.framework import SubPhaseFactory
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import HTML, checked, error_pattern, ids_of, seen_in, text_of

pytestmark = pytest.mark.django_db


def test_the_tasks_show_what_is_done_and_what_is_not_known(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"])
    AnswerFactory(self_check=self_check, sub_phase=framework["5a"])
    words = text_of(client.get(home).content)
    unread = "We have not yet been able to read this part of the published text."
    assert "1. Check 1a Evidence; 1b Skills Incomplete" in words
    assert f"2. Challenge {unread} No questions yet" in words
    assert "3. Engage 5a Methods Completed" in words


def test_the_tasks_show_the_whole_link_to_keep(client: Client, home: str) -> None:
    tree = html5lib.parse(client.get(home).content)
    field = next(e for e in tree.iter(f"{HTML}input") if e.get("id") == "link-to-keep")
    assert field.get("value") == f"http://testserver{home}"
    assert "readonly" in field.attrib


def test_a_question_shows_each_level_and_marks_what_is_missing(client: Client, home: str) -> None:
    words = text_of(client.get(f"{home}check/").content)
    assert "Move beyond: Emerging looks so." in words
    assert "Thriving looks so." in words
    assert "Text to be added." in words
    assert "personal or patient details" in words


def test_saving_goes_on_to_the_next_phase_that_has_questions(client: Client, home: str) -> None:
    answer = client.post(f"{home}check/", {"answer-1a": "maturing", "then": "next"})
    assert (answer.status_code, answer["Location"]) == (303, f"{home}engage/")


def test_saving_the_last_phase_goes_on_to_check_the_answers(client: Client, home: str) -> None:
    assert client.post(f"{home}engage/", {"then": "next"})["Location"] == f"{home}answers/"


def test_saving_for_later_goes_back_to_the_tasks(client: Client, home: str) -> None:
    answer = client.post(f"{home}check/", {"answer-1a": "maturing", "then": "later"})
    assert answer["Location"] == home
    assert Answer.objects.filter(level__identifier="maturing").count() == 1


def test_back_reload_and_another_device_show_what_was_saved(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing", "note-1a": "A <report>"})
    for device in (client, client, Client()):
        content = device.get(f"{home}check/").content
        assert checked(content) == [("answer-1a", "maturing")]
        assert b"A &lt;report&gt;</textarea>" in content


def test_a_double_click_saves_once(client: Client, home: str) -> None:
    for _ in range(2):
        client.post(f"{home}check/", {"answer-1a": "maturing", "note-1a": "A report"})
    assert Answer.objects.count() == 1
    assert SelfCheck.objects.get().version == 2


def test_an_answer_can_be_changed_and_cleared_twice(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    seen = seen_in(client.get(f"{home}check/").content)
    client.post(f"{home}check/", {"answer-1a": "not-sure", "seen": seen})
    assert Answer.objects.get().kind == "not-sure"
    content = client.get(f"{home}check/").content
    assert b"Clear my answer" in content
    sent = {"answer-1a": "clear", "seen": seen_in(content)}
    for _ in range(2):
        assert client.post(f"{home}check/", sent).status_code == 303
    assert not Answer.objects.exists()
    assert b"Clear my answer" not in client.get(f"{home}check/").content


def test_two_checks_do_not_mix(client: Client, home: str) -> None:
    SelfCheckFactory(address="another")
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    client.post("/self-check/another/check/", {"answer-1a": "emerging"})
    assert checked(client.get(f"{home}check/").content) == [("answer-1a", "maturing")]


def test_a_phase_without_questions_says_so_and_leads_to_the_framework(
    client: Client, home: str
) -> None:
    content = client.get(f"{home}challenge/").content
    assert "we have not yet been able to read this part of the published text" in text_of(content)
    assert b'href="/framework/challenge/"' in content


def test_a_new_sub_phase_is_asked_about_without_new_code(
    client: Client, home: str, framework: dict[str, SubPhase]
) -> None:
    SubPhaseFactory(phase=framework["1a"].phase, letter="d", identifier="1d", title="Money")
    forget_outline()
    client.post(f"{home}check/", {"answer-1d": "developing"})
    assert checked(client.get(f"{home}check/").content) == [("answer-1d", "developing")]


def test_a_wrong_choice_shows_the_error_and_keeps_what_was_typed(client: Client, home: str) -> None:
    sent = {"answer-1a": "perfect", "answer-1b": "thriving", "note-1b": "From the board"}
    answer = client.post(f"{home}check/", sent)
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert checked(answer.content) == [("answer-1b", "thriving")]
    assert b"From the board</textarea>" in answer.content
    assert not Answer.objects.exists()


def test_a_long_note_shows_the_error_and_keeps_what_was_typed(client: Client, home: str) -> None:
    answer = client.post(f"{home}check/", {"note-1a": "y" * 1001})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert b"y" * 1001 in answer.content
    assert not Answer.objects.exists()


def test_a_line_break_in_a_note_counts_as_one_character(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"note-1a": "y" * 998 + "\r\n" + "y"})
    assert len(Answer.objects.get().note) == 1000


def test_every_id_of_a_question_page_is_there_once(client: Client, home: str) -> None:
    ids = ids_of(client.get(f"{home}check/").content)
    assert len(ids) == len(set(ids))


def test_the_kind_of_work_is_kept_and_shown(client: Client, home: str) -> None:
    sent = {"lens": "strategic", "reach": "place", "route": "detailed"}
    seen = seen_in(client.get(f"{home}about/").content)
    assert client.post(f"{home}about/", {**sent, "seen": seen})["Location"] == home
    assert checked(client.get(f"{home}about/").content) == list(sent.items())
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert "Strategic work across your place" in text_of(client.get(f"{home}results/").content)


def test_a_wrong_kind_of_work_shows_the_error(client: Client, home: str) -> None:
    answer = client.post(f"{home}about/", {"lens": "sideways"})
    assert answer.status_code == 422
    error_pattern(answer.content)


def test_check_answers_lists_answers_notes_and_gaps(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "maturing", "note-1a": "A report\r\n<i>Two</i>"})
    content = client.get(f"{home}answers/").content
    words = text_of(content)
    assert "1a Evidence Maturing Change 1a Evidence" in words
    assert b"A report<br>&lt;i&gt;Two&lt;/i&gt;" in content
    assert "1b Skills Not answered" in words
    assert f'href="{home}check/?from=answers#question-1a"'.encode() in content


def test_the_profile_has_a_sentence_tables_and_next_steps(client: Client, home: str) -> None:
    client.post(f"{home}check/", {"answer-1a": "emerging", "answer-1b": "not-sure"})
    client.post(f"{home}engage/", {"answer-5a": "thriving"})
    content = client.get(f"{home}results/").content
    words = text_of(content)
    assert "Engage is furthest on. Check is just starting." in words
    assert "This rests on 2 of the 3 parts that apply" in words
    assert "If you do it, move beyond it Emerging looks so." in words
    assert "To get to Developing Developing looks so." in words
    assert "You are not sure about this part." in words
    assert "We have not yet read the published text of this level" in words
    tables = html5lib.parse(content).findall(f".//{HTML}table")
    assert all(table.find(f"{HTML}caption") is not None for table in tables)
    assert len(tables) == 2


def test_a_next_level_that_nobody_has_read_is_said_to_be_unknown(client: Client, home: str) -> None:
    client.post(f"{home}engage/", {"answer-5a": "maturing"})
    words = text_of(client.get(f"{home}results/").content)
    assert "We have not yet been able to read the published text for Thriving" in words


def test_a_profile_without_answers_leads_to_the_questions(client: Client, home: str) -> None:
    words = text_of(client.get(f"{home}results/").content)
    assert "You have not answered any questions yet." in words
    assert "Go to the questions" in words


def test_the_highest_level_everywhere_asks_for_another_view(client: Client, home: str) -> None:
    client.post(f"{home}engage/", {"answer-5a": "thriving"})
    words = text_of(client.get(f"{home}results/").content)
    assert "Ask someone from outside your team" in words


def test_saving_after_someone_else_deleted_says_so_kindly(client: Client, home: str) -> None:
    client.get(f"{home}check/")
    SelfCheck.objects.all().delete()
    answer = client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert answer.status_code == 404
    assert "somebody who has the link has deleted the answers" in text_of(answer.content)


def test_a_page_that_is_not_there_leads_back_to_the_check(client: Client, home: str) -> None:
    answer = client.get(f"{home}no-such-phase/")
    assert answer.status_code == 404
    assert f'href="{home}"'.encode() in answer.content


def test_the_token_is_not_the_hash(client: Client, home: str, self_check: SelfCheck) -> None:
    assert client.get(f"/self-check/{self_check.token_hash}/").status_code == 404
    assert client.get(f"/self-check/{TOKEN.upper()}/").status_code == 404
