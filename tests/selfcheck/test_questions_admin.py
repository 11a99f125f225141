"""What editors do with questions: add, reword, retire, look at them as a page, and never delete."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django.fixtures import DjangoAssertNumQueries

from framework.models import SubPhase
from pages.models import HomePage
from selfcheck.models import Answer, Question, SelfCheck
from tests.factories.accounts import UserFactory
from tests.factories.selfcheck import AnswerFactory, QuestionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
QUESTIONS = "/admin/snippets/selfcheck/question/"
Framework = dict[str, SubPhase]


def form_of(part: SubPhase | None, **changes: str) -> dict[str, str]:
    """What the edit form sends."""
    names = ("text_strategic", "text_operational", "help_text", "retired_on")
    levels = ("emerging", "developing", "maturing", "thriving")
    chosen = str(part.pk) if part else ""
    empty = dict.fromkeys([*names, *levels], "")
    return {**empty, "sub_phase": chosen, "text": "How do you do it?", **changes}


def preview_of(client: Client, address: str, sent: dict[str, str], mode: str = "") -> str:
    """The page that the preview shows, as text."""
    assert client.post(address, sent).json()["is_available"]
    response = client.get(f"{address}?mode={mode}&in_preview_panel=true")
    assert response.status_code == 200
    return response.content.decode()


def test_the_menu_leads_to_the_questions_and_the_counts(editor_client: Client) -> None:
    html = editor_client.get("/admin/").content.decode()
    assert QUESTIONS in html
    assert "/admin/self-check-counts/" in html


def test_the_list_shows_each_question(editor_client: Client, framework: Framework) -> None:
    QuestionFactory(sub_phase=framework["1a"], text="Who is missing out?")
    html = editor_client.get(QUESTIONS).content.decode()
    assert "Who is missing out?" in html
    assert "1a Evidence" in html


def test_the_list_takes_as_many_queries_for_many(
    editor_client: Client,
    framework: Framework,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for part in framework.values():
        QuestionFactory(sub_phase=part)
    editor_client.get(QUESTIONS)
    with django_assert_max_num_queries(15) as few:
        editor_client.get(QUESTIONS)
    for part in framework.values():
        for _ in range(4):
            QuestionFactory(sub_phase=part, retired_on=timezone.localdate())
    with django_assert_max_num_queries(len(few)):
        editor_client.get(QUESTIONS)


def test_an_editor_adds_a_question(editor_client: Client, framework: Framework) -> None:
    response = editor_client.post(f"{QUESTIONS}add/", form_of(framework["1a"]))
    assert response.status_code == 302
    question = Question.objects.get()
    assert (question.identifier, question.version) == ("question-1a-2", 1)


def test_a_second_question_about_a_part_is_explained(
    editor_client: Client, framework: Framework
) -> None:
    QuestionFactory(sub_phase=framework["1a"])
    response = editor_client.post(f"{QUESTIONS}add/", form_of(framework["1a"]))
    assert response.status_code == 200
    assert "This sub-phase has a question already. Retire it first." in response.content.decode()


def test_an_editor_rewords_a_question(editor_client: Client, framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"], text="Old words?")
    edit = f"{QUESTIONS}edit/{question.pk}/"
    assert "its old words are kept here" in editor_client.get(edit).content.decode()
    editor_client.post(edit, form_of(framework["1a"], text="New words?"))
    question.refresh_from_db()
    assert (question.text, question.version) == ("New words?", 2)
    html = editor_client.get(edit).content.decode()
    assert "Version 1, until" in html
    assert "Old words?" in html


def test_an_editor_retires_a_question(editor_client: Client, framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"], text="How do you do it?")
    today = timezone.localdate()
    sent = form_of(framework["1a"], retired_on=today.isoformat())
    editor_client.post(f"{QUESTIONS}edit/{question.pk}/", sent)
    question.refresh_from_db()
    assert (question.retired_on, question.version) == (today, 1)


def test_the_history_names_what_was_done(editor_client: Client, framework: Framework) -> None:
    editor_client.post(f"{QUESTIONS}add/", form_of(framework["1a"]))
    question = Question.objects.get()
    sent = form_of(framework["1a"], text="New words?")
    editor_client.post(f"{QUESTIONS}edit/{question.pk}/", sent)
    html = editor_client.get(f"{QUESTIONS}history/{question.pk}/").content.decode()
    assert "Created" in html
    assert "Edited" in html


def test_nobody_deletes_a_question(editor_client: Client, framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"])
    AnswerFactory(sub_phase=framework["1a"], question=question)
    several = f"/admin/bulk/selfcheck/question/delete/?id={question.pk}&next={QUESTIONS}"
    for send in (editor_client.get, editor_client.post):
        assert send(f"{QUESTIONS}delete/{question.pk}/").status_code == 302
        # Whether it refuses or explains differs with the version of Wagtail.
        send(several)
    assert Question.objects.filter(pk=question.pk).exists()
    answer = editor_client.get(f"{QUESTIONS}delete/{question.pk}/", follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(f"{QUESTIONS}edit/{question.pk}/", 302)]
    assert "Give it a day to retire on instead." in html
    assert "you do not have permission" not in html
    assert "Answers already given stay and still count." in html
    assert f"{QUESTIONS}delete/" not in editor_client.get(QUESTIONS).content.decode()


def test_a_group_can_be_allowed_to_edit_questions_and_not_to_delete_them(
    editor_client: Client,
) -> None:
    editors = Group.objects.get(name="Editors")
    html = editor_client.get(f"/admin/groups/edit/{editors.pk}/").content.decode()
    change = Permission.objects.get(codename="change_question")
    delete = Permission.objects.get(codename="delete_question")
    assert f'value="{change.pk}"' in html
    assert f'value="{delete.pk}"' not in html


def test_whoever_may_not_edit_questions_sees_none(client: Client, framework: Framework) -> None:
    person = UserFactory()
    person.groups.add(Group.objects.get(name="Editors"))
    client.force_login(person)
    assert client.get("/admin/").status_code == 200
    assert client.get(QUESTIONS).status_code == 302
    question = QuestionFactory(sub_phase=framework["1a"])
    assert client.get(f"{QUESTIONS}delete/{question.pk}/")["Location"] == "/admin/"


def test_a_new_question_is_previewed_on_its_page(
    editor_client: Client, framework: Framework
) -> None:
    sent = form_of(
        framework["1a"], text="Who is missing?", help_text="Think.", thriving="Together."
    )
    html = preview_of(editor_client, f"{QUESTIONS}preview/", sent)
    text = " ".join(strip_tags(html).split())
    assert "Self-check: phase 1 of 3" in text
    assert "Who is missing?" in text
    assert "Think." in text
    assert "Together." in text
    assert "Maturing looks so." in text
    assert 'name="answer-1a"' in html
    assert 'name="answer-1b"' in html


def test_a_draft_is_previewed_and_not_stored(editor_client: Client, framework: Framework) -> None:
    question = QuestionFactory(sub_phase=framework["1a"], text="Old words?")
    address = f"{QUESTIONS}preview/{question.pk}/"
    html = preview_of(editor_client, address, form_of(framework["1a"], text="Draft words?"))
    assert "Draft words?" in html
    assert "Old words?" not in html
    question.refresh_from_db()
    assert (question.text, question.version) == ("Old words?", 1)
    assert not SelfCheck.objects.exists()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("", "We?"), ("strategic", "The board?"), ("operational", "The team?")],
)
def test_the_preview_shows_the_words_for_each_level_of_work(
    editor_client: Client, framework: Framework, mode: str, expected: str
) -> None:
    words = {"text": "We?", "text_strategic": "The board?", "text_operational": "The team?"}
    sent = form_of(framework["1a"], **words)
    html = preview_of(editor_client, f"{QUESTIONS}preview/", sent, mode)
    assert {text for text in words.values() if text in html} == {expected}


def test_a_retired_question_can_still_be_looked_at(
    editor_client: Client, framework: Framework
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    question = QuestionFactory(sub_phase=framework["1a"], retired_on=yesterday)
    sent = form_of(framework["1a"], text="Asked once?", retired_on=yesterday.isoformat())
    html = preview_of(editor_client, f"{QUESTIONS}preview/{question.pk}/", sent)
    assert "Asked once?" in html


def test_the_preview_says_that_an_unread_part_is_not_asked_about(
    editor_client: Client, framework: Framework
) -> None:
    unread = SubPhase.objects.get(identifier="1c")
    html = preview_of(editor_client, f"{QUESTIONS}preview/", form_of(unread))
    assert "This question is not asked yet" in html


def test_there_is_no_preview_before_a_part_is_chosen(
    editor_client: Client, framework: Framework
) -> None:
    answer = editor_client.post(f"{QUESTIONS}preview/", form_of(None))
    assert answer.json() == {"is_valid": False, "is_available": False}
    assert editor_client.get(f"{QUESTIONS}preview/").status_code == 200


def test_a_preview_is_for_editors_only(client: Client, framework: Framework) -> None:
    assert client.get(f"{QUESTIONS}preview/").status_code == 302


def test_the_new_words_are_asked_on_the_real_page(
    editor_client: Client, client: Client, home: str
) -> None:
    part = SubPhase.objects.get(identifier="1a")
    editor_client.post(f"{QUESTIONS}add/", form_of(part, text="Who is missing?"))
    assert "Who is missing?" in client.get(f"{home}check/").content.decode()


def test_the_preview_is_a_page_of_the_site(
    editor_client: Client, framework: Framework, home_page: HomePage
) -> None:
    html = preview_of(editor_client, f"{QUESTIONS}preview/", form_of(framework["1a"]))
    assert html.strip().startswith("<!DOCTYPE html>")
    assert html.count("<html") == 1
    assert "<title>" in html
