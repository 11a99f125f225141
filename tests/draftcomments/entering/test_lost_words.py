"""Words that were sent without a session, or from no page of ours."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from draftcomments.models import AccessLink, Item
from tests.draftcomments.entering.doors import address_of, home_of
from tests.draftcomments.visits import Visitor
from tests.factories.draftcomments import ItemFactory, client_of
from tests.selfcheck.markup import text_of

pytestmark = pytest.mark.django_db


def test_words_sent_without_a_session_come_back_and_one_press_sends_them_once_the_link_is_open(
    link: AccessLink, secret: str
) -> None:
    part = home_of(link, "part/summary/")
    visitor = Visitor()
    visitor.get(address_of(secret))
    page = visitor.get(part)
    key = re.search(r'name="submit_key" value="([^"]+)"', page.content.decode())
    assert key
    visitor.cookies.pop("sessionid")
    typed = {"words": "First line\nZażółć 👋🏽 <script>", "quote": "Ask early", "kind": "unclear"}
    sent = {**typed, "submit_key": key[1], "website": ""}
    answer = visitor.send(part, sent)
    assert answer.status_code == 403
    assert not Item.objects.exists()
    content = answer.content.decode()
    assert "First line\nZażółć 👋🏽 &lt;script&gt;</textarea>" in content
    assert f'action="{part}"' in content
    for name, value in (("kind", "unclear"), ("submit_key", key[1])):
        assert f'<input type="hidden" name="{name}" value="{value}">' in content
    again = visitor.form_token
    visitor.get(address_of(secret))
    visitor.form_token = again
    assert visitor.send(part, sent).status_code == 303
    item = Item.objects.get()
    assert (item.words, item.quote, item.kind) == (
        "First line\nZażółć 👋🏽 <script>",
        "Ask early",
        "unclear",
    )


def test_words_sent_after_the_link_has_ended_can_be_copied(link: AccessLink, secret: str) -> None:
    visitor = Visitor()
    visitor.get(address_of(secret), follow=True)
    AccessLink.objects.update(revoked_at=timezone.now())
    answer = visitor.send(home_of(link, "part/summary/"), {"words": "Do not lose me"})
    assert answer.status_code == 410
    assert "Do not lose me</textarea>" in answer.content.decode()
    assert "readonly" in answer.content.decode()
    assert link.contributor.round.contact_line in text_of(answer.content)
    assert not Item.objects.exists()


def test_answers_to_questions_come_back_each_in_a_box_of_its_own(link: AccessLink) -> None:
    sent = {"words-1": "One", "words-2": "", "words-3": "Three"}
    answer = Visitor().post(home_of(link, "questions/"), sent)
    content = answer.content.decode()
    assert answer.status_code == 403
    for number, words in (("1", "One"), ("2", ""), ("3", "Three")):
        assert f"Your answer to question {number}</label>" in content
        assert re.search(rf'<textarea name="words-{number}"[^>]*>\s*{words}</textarea>', content)


def test_a_post_without_words_and_without_a_session_is_told_to_open_the_link(
    link: AccessLink,
) -> None:
    answer = Client().post(home_of(link, "choices/"), {"language": "en"})
    assert answer.status_code == 403
    assert b"Send again" not in answer.content


@pytest.mark.parametrize("rest", ["withdraw/", "choices/", ""])
def test_words_make_no_other_form_come_back_with_a_good_token(link: AccessLink, rest: str) -> None:
    """Another site sends them, without a cookie: one press on our page would do what it wants."""
    item = ItemFactory(contributor=link.contributor)
    places = [rest, "mine/", f"mine/{item.public_id}/delete/"]
    for place in places:
        answer = Visitor().post(home_of(link, place), {"words": "Press the button", "quote": "x"})
        assert answer.status_code == 403
        assert "Nothing was saved or changed" in text_of(answer.content)
        for part in ("Send again", "csrfmiddlewaretoken", "Press the button"):
            assert part not in answer.content.decode()


def test_an_ended_link_gives_words_back_only_where_people_write(link: AccessLink) -> None:
    client = client_of(link.contributor)
    AccessLink.objects.update(revoked_at=timezone.now())
    for rest, kept in (("withdraw/", False), ("choices/", False), ("part/summary/", True)):
        answer = client.post(home_of(link, rest), {"words": "Keep me"})
        assert answer.status_code == 410
        assert ("Keep me</textarea>" in answer.content.decode()) is kept


def test_of_a_lost_form_only_known_fields_are_sent_again(link: AccessLink) -> None:
    known = {"words": "One", "words-12": "Two", "quote": "q", "kind": "wrong", "language": "en"}
    known |= {"submit_key": "k", "version": "1", "website": ""}
    strange = {"words-x": "no", "words-": "no", "next": "no", "item": "no", "store_and_use": "on"}
    answer = Client().post(home_of(link, "part/summary/"), {**known, **strange})
    names = set(re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', answer.content.decode()))
    assert names == {*known, "csrfmiddlewaretoken"}
