"""The draft as people read it: frozen, part by part, and as it will look."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from draftcomments.enums import RoundStatus, State
from draftcomments.models import Contributor
from tests.draftcomments.visits import html
from tests.factories.draftcomments import (
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    a_section,
    client_of,
)
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of
from tests.selfcheck.markup import ids_of

pytestmark = pytest.mark.django_db
SECTIONS = [
    a_section("title", "Ask people early", label="The title of the page"),
    a_section("body.1", "Some words before any heading.", label="Some words before…"),
    a_section("body.2", "Pay people.", label="Next steps", heading="Next steps"),
    a_section("body.3", "Pay them soon.", label="Next steps (2)", heading="Next steps"),
]


@pytest.fixture
def page(home_page: Page) -> Page:
    made: Page = StandardPageFactory(parent=home_page, title="As it was", summary="The old words.")
    return made


@pytest.fixture
def person(page: Page) -> Contributor:
    sections = [section.as_data() for section in SECTIONS]
    contributor: Contributor = ContributorFactory(round=RoundFactory(page=page, sections=sections))
    return contributor


@pytest.fixture
def client(person: Contributor) -> Client:
    return client_of(person)


def address(person: Contributor, rest: str = "read/") -> str:
    return f"/have-your-say/{person.round.public_id}/{rest}"


def change_round(person: Contributor, **values: Any) -> None:
    type(person.round).objects.update(**values)


def test_each_part_has_one_plain_link_with_a_name_of_its_own(
    client: Client, person: Contributor
) -> None:
    names = re.findall(r">(Comment on [^<]*)</a>", html(client.get(address(person))))
    assert sorted(names) == [
        "Comment on the whole page",
        "Comment on “Next steps (2)”",
        "Comment on “Next steps”",
        "Comment on “Some words before…”",
        "Comment on “The title of the page”",
    ]


def test_the_parts_stand_in_their_order_with_their_headings(
    client: Client, person: Contributor
) -> None:
    answer = client.get(address(person))
    text = html(answer)
    places = [text.index(f"<p>{section.text}</p>") for section in SECTIONS]
    assert places == sorted(places)
    assert text.count("<h2>Next steps</h2>") == 2
    assert "<h2>The title of the page</h2>" in text
    ids = ids_of(answer.content)
    assert len(ids) == len(set(ids))


def test_the_draft_stays_as_it_was_when_the_page_changes(
    client: Client, person: Contributor, page: Page
) -> None:
    page.title, page.summary = "As it is now", "The new words."
    page.save_revision().publish()
    change_round(person, reply_by=timezone.localdate() + timedelta(days=30))
    drawn = html(client.get(address(person, "as-it-will-look/")))
    assert "<h1>As it was</h1>" in drawn
    assert "The old words." in drawn
    assert "The new words." not in drawn


def test_the_drawn_draft_is_no_public_page_and_has_a_way_back(
    client: Client, person: Contributor
) -> None:
    answer = client.get(address(person, "as-it-will-look/"))
    assert answer.status_code == 200
    assert f'href="{address(person)}"' in html(answer)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "wagtail-userbar" not in html(answer)


def test_the_drawn_draft_says_what_it_is_and_how_to_leave_above_and_below(
    client: Client, person: Contributor
) -> None:
    drawn = html(client.get(address(person, "as-it-will-look/")))
    above, page, below = drawn.partition("<main")[0], *drawn.partition("<main")[2].split("</main>")
    for band in (above, below):
        assert "This is a draft. Only people with a link can see it." in band
        assert f'href="{address(person)}">Go back to comment</a>' in band
        assert f'action="{address(person, "finish/")}"' in band
        assert "csrfmiddlewaretoken" in band
    assert "Only people with a link" not in page
    assert drawn.index("Skip to main content") < drawn.index("This is a draft")


def test_after_the_end_the_drawn_draft_does_not_offer_to_comment(
    client: Client, person: Contributor
) -> None:
    change_round(person, status=RoundStatus.CLOSED)
    drawn = html(client.get(address(person, "as-it-will-look/")))
    assert "Go back to comment" not in drawn
    assert drawn.count("Go back to the draft</a>") == 2


def test_no_public_page_has_the_band_of_a_draft(page: Page) -> None:
    page.save_revision().publish()
    assert b"Only people with a link" not in Client().get(page.url).content


def test_one_of_a_list_says_what_it_is_below_the_name_of_the_list(
    client: Client, person: Contributor
) -> None:
    listed = [
        a_section("sources.1", "A paper.", label="A paper", field="Sources", kind="Source"),
        a_section("sources.2", "A book.", label="A book", field="Sources", kind="Source"),
    ]
    sections = [section.as_data() for section in [*SECTIONS, *listed]]
    change_round(person, sections=sections)
    text = html(client.get(address(person)))
    assert text.count("<h2>Sources</h2>") == 1
    assert text.index("Pay them soon.") < text.index("<h2>Sources</h2>") < text.index("A paper")
    assert ">Comment on the source “A paper”</a>" in text
    assert ">Comment on the source “A book”</a>" in text
    part = html(client.get(address(person, "part/sources.2/")))
    assert "<h1>Comment on the source “A book”</h1>" in part


def test_drawing_the_draft_saves_nothing(client: Client, person: Contributor, page: Page) -> None:
    client.get(address(person, "as-it-will-look/"))
    page.refresh_from_db()
    assert page.specific.title == "As it was"
    assert page.revisions.count() == 0


def test_the_draft_takes_no_post(client: Client, person: Contributor) -> None:
    for rest in ("read/", "as-it-will-look/"):
        assert client.post(address(person, rest)).status_code == 405


def test_own_comments_are_counted_beside_their_part(client: Client, person: Contributor) -> None:
    ItemFactory.create_batch(2, contributor=person, section_key="body.2")
    ItemFactory(contributor__round=person.round, section_key="body.3")
    text = html(client.get(address(person)))
    assert "You have commented on this part 2 times." in text
    assert text.count("You have commented on this part") == 1
    assert "Your comments (2)" in text


def test_a_warning_stands_before_what_may_upset(client: Client, person: Contributor) -> None:
    change_round(person, content_note="It tells of a death.")
    text = html(client.get(address(person)))
    assert text.index("It tells of a death.") < text.index("Pay people.")


def test_who_has_not_agreed_reads_the_draft_and_is_shown_the_way_to_begin(
    person: Contributor,
) -> None:
    person.started_at = None
    person.save()
    text = html(client_of(person).get(address(person)))
    assert "Pay people." in text
    assert ">Comment on" not in text
    assert f'href="{address(person, "")}"' in text


@pytest.mark.parametrize(
    "ended",
    [{"status": RoundStatus.CLOSED}, {"closes_on": timezone.localdate() - timedelta(days=1)}],
)
def test_after_the_end_the_draft_can_be_read_but_not_commented_on(
    client: Client, person: Contributor, ended: dict[str, Any]
) -> None:
    change_round(person, questions=["Is it fair?"], **ended)
    text = html(client.get(address(person)))
    assert "Pay people." in text
    assert ">Comment on" not in text
    assert "questions/" not in text
    assert "You cannot send comments any more." in text


def test_the_draft_is_gone_once_the_page_is_out_and_replies_are_due(
    client: Client, person: Contributor, page: Page
) -> None:
    page.save_revision().publish()
    past = timezone.localdate() - timedelta(days=1)
    change_round(person, closes_on=past, reply_by=past)
    for rest in ("read/", "as-it-will-look/"):
        answer = client.get(address(person, rest))
        assert answer.status_code == 410
        assert "Pay people." not in html(answer)


def test_the_draft_is_gone_with_its_page(client: Client, person: Contributor, page: Page) -> None:
    ItemFactory(contributor=person, section_key="body.2")
    page.delete()
    assert client.get(address(person)).status_code == 410
    assert "Comment 1: about “Next steps”" in html(client.get(address(person, "mine/")))


def test_before_a_round_is_open_there_is_nothing_to_read(
    client: Client, person: Contributor
) -> None:
    change_round(person, status=RoundStatus.DRAFT, opened_at=None)
    answer = client.get(address(person))
    assert (answer.status_code, answer["Location"]) == (303, address(person, ""))


@pytest.mark.parametrize("rest", ["read/", "as-it-will-look/"])
def test_the_queries_of_the_draft_do_not_grow_with_comments(
    client: Client, person: Contributor, rest: str
) -> None:
    ItemFactory.create_batch(3, contributor=person, state=State.CHECKED)
    few = queries_of(client, address(person, rest))
    ItemFactory.create_batch(197, contributor=person, state=State.CHECKED)
    assert queries_of(client, address(person, rest)) == few
    if rest == "read/":
        assert few <= 8
