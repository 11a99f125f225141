"""A planted secret: where it is while somebody takes part, and where it is once they withdraw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from config.roles import LEADS
from draftcomments.models import Item, Outcome, Round
from pages.models import HomePage, StandardPage
from tests.draftcomments.cast import member_of, tomorrow
from tests.draftcomments.drafts import autosaved, block, draft_page, edit_address, three_parts
from tests.draftcomments.dump import places_of
from tests.draftcomments.moderators import in_the_admin, seen_in
from tests.draftcomments.visits import Visitor
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db

# Words that nothing else holds, and that no stemmer takes apart.
WORDS, CONTACT, BEFORE = "zyxquokka", "zyxnarwhal", "zyxaxolotl"
LINK = re.compile(r"http://testserver(/have-your-say/l/[\w-]{43}/)")
PART = re.compile(r'href="(/have-your-say/[\w-]{36}/part/[^"/]+/)"')
KEY = re.compile(r'name="submit_key" value="([^"]+)"')


@dataclass
class Story:
    """A round, somebody who took part, somebody else who did, and staff who worked with it."""

    page: Page
    public_page: Page
    staff: Client
    round: Round
    visitor: Visitor
    other: Visitor
    start: str

    def admin(self, name: str, *args: Any) -> str:
        return reverse(f"draftcomments_admin:{name}", args=args)


@pytest.fixture
def story(home_page: HomePage) -> Story:
    page = draft_page(three_parts(), home_page)
    lead = member_of(LEADS)
    lead.email, lead.is_superuser = "lead@example.org", True
    lead.save()
    staff = in_the_admin(lead)
    round = opened(staff, page, lead.pk)
    answer = staff.post(
        reverse("draftcomments_admin:issue_links", args=[round.pk]), {"kind": "link", "count": 2}
    )
    mine, others = sorted(set(LINK.findall(answer.content.decode())))
    visitor, other = Visitor(), Visitor()
    start = visitor.get(mine)["Location"]
    other.get(others)
    public = StandardPageFactory(parent=home_page, title="What you said")
    return Story(page, public, staff, round, visitor, other, start)


def opened(staff: Client, page: Page, owner: int) -> Round:
    """A round that somebody opens in the admin."""
    asked = {
        "purpose": "To ask.",
        "can_change": "The words.",
        "contact_line": "The lead",
        "support": "Call 111.",
        "questions": "Is it fair?",
        "show_others": "on",
        "closes_on": tomorrow(),
        "reply_by": tomorrow(),
        "owner": owner,
    }
    staff.post(reverse("draftcomments_admin:ask", args=[page.pk]), asked)
    round = Round.objects.get()
    look = reverse("draftcomments_admin:open_round", args=[round.pk])
    staff.post(look, {"seen": seen_in(staff, look)})
    round.refresh_from_db()
    assert round.is_open
    return round


def take_part(story: Story) -> None:
    """Agree to everything, comment, answer a question, change one's mind, look at it all."""
    agreed = {
        "store_and_use": "on",
        "may_share": "on",
        "may_quote": "on",
        "may_contact": "on",
        "email": f"{CONTACT}@example.org",
        "phone": f"01234 {CONTACT}",
        "language": "cy",
        "background": "carer",
    }
    for visitor, said in ((story.visitor, agreed), (story.other, {**agreed, "email": ""})):
        visitor.get(story.start)
        sent = said if visitor is story.visitor else {"store_and_use": "on", "language": "en"}
        assert visitor.send(story.start, sent).status_code == 303
    read = story.visitor.get(f"{story.start}read/").content.decode()
    first, second, *_ = PART.findall(read)
    for path, words in ((first, WORDS), (second, BEFORE)):
        comment(story.visitor, path, {"words": f"{words} in a comment", "quote": f"{words} quoted"})
    comment(story.visitor, f"{story.start}questions/", {"words-1": f"{WORDS} in an answer"})
    changed = Item.objects.get(words__startswith=BEFORE)
    address = f"{story.start}mine/{changed.public_id}/"
    story.visitor.get(address)
    sent = {"words": f"{WORDS} instead", "quote": WORDS, "version": "1"}
    assert story.visitor.send(address, sent).status_code == 303
    go_wrong(story, first)


def comment(visitor: Visitor, path: str, said: dict[str, str]) -> None:
    key = KEY.search(visitor.get(path).content.decode())
    assert key
    assert visitor.send(path, {**said, "submit_key": key[1]}).status_code == 303


def go_wrong(story: Story, path: str) -> None:
    """Send words that are not taken, each time for another reason."""
    words = {"words": WORDS}
    for sent in ({"words": WORDS * 1000}, {**words, "website": WORDS}, {**words, "kind": WORDS}):
        story.visitor.send(path, sent)
    story.visitor.post(path, words)
    Client().post(path, words)
    story.visitor.send(f"{story.start}part/nowhere/", words)
    story.visitor.get(f"{story.start}read/", {"words": WORDS})


def check(story: Story) -> list[Item]:
    """A moderator reads all, redacts one and shares the others; moderators and owners are told."""
    story.staff.get(story.admin("queue"))
    items = list(Item.objects.order_by("pk"))
    for item in items:
        story.staff.get(story.admin("item", item.pk))
        name = "redact" if item == items[0] else "check"
        seen = {"version": item.version, "shared_words": f"{WORDS} […]", "reason": "unkind"}
        sent = {f"{name}-{field}": value for field, value in seen.items()}
        story.staff.post(story.admin("decide", item.pk, name), sent)
    call_command("send_feedback_notices")
    assert Item.objects.to_answer().count() == len(items)
    return items


def work_on_the_page(story: Story, items: list[Item]) -> None:
    """Look at the comments beside the draft, leave a note, save, try to publish, copy."""
    assert WORDS in story.staff.get(edit_address(story.page)).content.decode()
    story.staff.post(story.admin("point", items[0].pk))
    autosaved(story.staff, story.page, three_parts())
    story.staff.get(reverse("publishing_checklist", args=[story.page.pk]))
    story.page.specific.copy(update_attrs={"slug": "copied", "title": "Copied"})
    call_command("rebuild_search", no_progress=True)
    for address in ("/search/", reverse("wagtailadmin_pages:search")):
        story.staff.get(address, {"q": "instead"})


def answer(story: Story, items: list[Item]) -> None:
    """Answer everything at once, quote it on a public page, and tell people."""
    items = list(Item.objects.to_answer().order_by("pk"))
    sent = {
        "items": [f"{item.pk}.{item.version}" for item in items],
        "result": "changed",
        "you_said": "It was not fair.",
        "we_did": "We changed it.",
        "public": "on",
        "quoted": [str(item.pk) for item in items],
        "show": "yes",
    }
    story.staff.post(story.admin("answer", story.round.pk), sent)
    stated = {"heard": "Much.", "did": "A lot.", "show": "yes"}
    story.staff.post(story.admin("statement", story.round.pk), stated)
    page = StandardPage.objects.get(pk=story.public_page.pk)
    told = block("you_said_we_did", "told", {"round": story.round.pk})
    page.body = page.body.stream_block.to_python([told])
    page.save_revision().publish()
    call_command("send_feedback_notices")
    assert Outcome.objects.public().get().quoted.count() == len(items)


def read_everything(story: Story) -> Iterator[str]:
    """What all pages say that may hold somebody's words."""
    yield story.staff.get(story.public_page.url).content.decode()
    for name in ("read/", "mine/", "what-happened/", "sent/", ""):
        yield story.other.get(f"{story.start}{name}").content.decode()
    for path in PART.findall(story.other.get(f"{story.start}read/").content.decode()):
        yield story.other.get(path).content.decode()
    staff = [
        *(story.admin(name) for name in ("queue", "rounds", "report")),
        f"{story.admin('queue')}?state=all",
        *(
            story.admin(name, story.round.pk)
            for name in ("round", "answers", "statement", "frozen", "help", "comments_csv")
        ),
        *(story.admin("item", item.pk) for item in Item.objects.all()),
        *(story.admin("outcome", outcome.pk) for outcome in Outcome.objects.all()),
        edit_address(story.page),
        *(
            reverse(f"wagtailadmin_pages:{name}", args=[story.page.pk])
            for name in ("history", "usage", "view_draft")
        ),
        *(
            reverse("wagtailadmin_pages:revisions_view", args=[revision.object_id, revision.pk])
            for revision in Revision.objects.filter(object_id=str(story.page.pk))
        ),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_home"),
        "/search/?q=instead",
    ]
    for address in staff:
        answer = story.staff.get(address)
        yield (b"".join(answer) if answer.streaming else answer.content).decode()


@pytest.fixture
def told(story: Story) -> Story:
    take_part(story)
    items = check(story)
    work_on_the_page(story, items)
    answer(story, items)
    return story


def test_a_planted_secret_is_kept_where_it_has_to_be_and_nowhere_else(told: Story) -> None:
    assert places_of(WORDS) == {"table draftcomments_item", "model draftcomments.Item"}
    assert places_of(CONTACT) == {"model draftcomments.ContributorContact"}
    assert places_of(BEFORE) == set()
    pages = list(read_everything(told))
    assert sum(WORDS in page for page in pages) >= 8
    assert WORDS in pages[0], "it is quoted in public"


def test_after_withdraw_everything_a_planted_secret_is_nowhere(told: Story) -> None:
    comments = Item.objects.count()
    told.visitor.get(f"{told.start}withdraw/")
    assert told.visitor.send(f"{told.start}withdraw/").status_code == 303
    for word in (WORDS, CONTACT, BEFORE):
        assert places_of(word) == set()
        assert not [page for page in read_everything(told) if word in page]
    assert Item.objects.count() == comments
    assert told.visitor.get(told.start).status_code == 404


def test_a_deleted_comment_is_nowhere_while_the_others_stay(told: Story) -> None:
    for item in Item.objects.alive():
        address = f"{told.start}mine/{item.public_id}/delete/"
        told.visitor.get(address)
        assert told.visitor.send(address).status_code == 303
    assert places_of(WORDS) == set()
    assert places_of(CONTACT) == {"model draftcomments.ContributorContact"}


def test_a_quote_goes_from_the_public_page_with_the_consent(told: Story) -> None:
    choices = f"{told.start}choices/"
    told.visitor.get(choices)
    assert told.visitor.send(choices, {"language": "cy"}).status_code == 303
    assert WORDS not in Client().get(told.public_page.url).content.decode()
    assert places_of(CONTACT) == set()


def test_no_message_holds_words_or_who_wrote_them(told: Story) -> None:
    assert {tuple(message.to) for message in mail.outbox} >= {(f"{CONTACT}@example.org",)}
    for message in mail.outbox:
        said = f"{message.subject} {message.body} {message.extra_headers}".lower()
        assert WORDS not in str(message.message()).lower()
        assert not any(each in said for each in (CONTACT, "asking people", "heron"))


def test_nothing_of_it_is_logged(told: Story, caplog: pytest.LogCaptureFixture) -> None:
    logged = [record.getMessage() for record in caplog.get_records("setup")]
    assert any("Not Found" in line for line in logged)
    assert not [word for word in (WORDS, CONTACT, BEFORE) if word in " ".join(logged)]
