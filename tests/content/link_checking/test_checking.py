"""What is collected from pages and records, how a run goes, and when a link counts as broken."""

from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from content.link_checking.checking import check_links, keep_what_was_seen
from content.link_checking.checking import visitor as visitor_of_the_site
from content.link_checking.collecting import collect_all
from content.link_checking.following import Seen, Visitor
from content.models import LinkPlace, LinkState, TypedLink
from pages.models import HomePage, StandardPage
from tests.content.link_checking.server import Server
from tests.factories.search import publish_page
from tests.factories.strategies import StrategyFactory

pytestmark = pytest.mark.django_db
GONE = Seen(LinkState.GONE, 404)
FAILS = Seen(LinkState.FAILS, detail="it took too long")
WORKS = Seen(LinkState.WORKS, 200)


def linking(home: HomePage, *addresses: str, title: str = "Links") -> StandardPage:
    links = " ".join(f'<a href="{address}">there</a>' for address in addresses)
    return publish_page(home, title, links, summary="Where to read on.")


def addresses() -> set[str]:
    return set(TypedLink.objects.values_list("address", flat=True))


def states() -> dict[str, str]:
    return dict(TypedLink.objects.values_list("address", "state"))


def days_ago(link: TypedLink, days: float) -> None:
    TypedLink.objects.filter(pk=link.pk).update(checked_at=timezone.now() - timedelta(days=days))
    link.refresh_from_db()


def test_collects_from_rich_text_address_fields_and_records(home_page: HomePage) -> None:
    home_page.tasks = [
        ("task", {"title": "Start", "text": "Here.", "address": "/nowhere/"}),
    ]
    home_page.save()
    page = linking(home_page, "https://a.example/?b=1&amp;c=2#part", "mailto:a@b.example")
    page.sources = [("source", {"label": "B", "url": "https://b.example/\u00e9"})]
    page.save_revision().publish()
    StrategyFactory(address="https://c.example/")
    collect_all()
    assert addresses() >= {
        "/nowhere/",
        "https://a.example/?b=1&c=2",
        "https://b.example/%C3%A9",
        "https://c.example/",
    }
    assert not any("mailto" in address for address in addresses())
    kind = ContentType.objects.get_for_model(Page)
    places = LinkPlace.objects.filter(content_type=kind, object_id=page.pk)
    assert set(places.values_list("where", flat=True)) == {"Body, text", "Sources"}


def test_addresses_of_this_site_are_kept_as_paths(home_page: HomePage) -> None:
    linking(home_page, "http://testserver/about/?a=1", "//a.example/", "/about/#part")
    collect_all()
    assert addresses() == {"/about/?a=1", "/about/"}


def test_drafts_are_left_alone(home_page: HomePage) -> None:
    page = linking(home_page, "https://a.example/")
    page.body = [{"type": "text", "value": '<p><a href="https://draft.example/">b</a></p>'}]
    page.save_revision()
    home_page.add_child(
        instance=StandardPage(
            title="New",
            live=False,
            body=[{"type": "text", "value": '<p><a href="https://new.example/">b</a></p>'}],
        )
    )
    collect_all()
    assert addresses() == {"https://a.example/"}


def test_a_link_that_is_put_right_is_forgotten_at_once(home_page: HomePage) -> None:
    page = linking(home_page, "https://a.example/", "https://b.example/")
    assert LinkPlace.objects.count() == 2
    page.body = [{"type": "text", "value": '<p><a href="https://b.example/">b</a></p>'}]
    page.save_revision().publish()
    assert [place.link.address for place in LinkPlace.objects.all()] == ["https://b.example/"]
    collect_all()
    assert addresses() == {"https://b.example/"}


def test_to_collect_again_keeps_what_is_known(home_page: HomePage) -> None:
    linking(home_page, "https://a.example/")
    link = TypedLink.objects.get()
    keep_what_was_seen(link=link, seen=GONE)
    collect_all()
    assert TypedLink.objects.get().state == LinkState.GONE


def test_what_is_gone_is_broken_at_once() -> None:
    link = TypedLink.objects.create(address="https://a.example/")
    keep_what_was_seen(link=link, seen=GONE)
    assert list(TypedLink.objects.broken()) == [link]
    assert link.failing_since == timezone.localdate()


def test_a_site_that_fails_is_broken_on_the_second_day() -> None:
    link = TypedLink.objects.create(address="https://a.example/")
    for _ in range(3):
        keep_what_was_seen(link=link, seen=FAILS)
    assert link.failures == 1
    assert not TypedLink.objects.broken().exists()
    days_ago(link, 1)
    keep_what_was_seen(link=link, seen=FAILS)
    assert list(TypedLink.objects.broken()) == [link]
    keep_what_was_seen(link=link, seen=WORKS)
    assert not TypedLink.objects.broken().exists()
    assert (link.failures, link.failing_since) == (0, None)


@pytest.mark.parametrize(
    ("state", "days", "is_due"),
    [
        (LinkState.NEW, None, True),
        (LinkState.WORKS, 5, False),
        (LinkState.WORKS, 7, True),
        (LinkState.FAILS, 0.5, False),
        (LinkState.FAILS, 1, True),
    ],
)
def test_what_works_is_asked_each_week_and_what_fails_each_day(
    state: LinkState, days: float | None, is_due: bool
) -> None:
    link = TypedLink.objects.create(address="https://a.example/", state=state)
    if days is not None:
        days_ago(link, days)
    assert TypedLink.objects.due(timezone.now()).exists() is is_due


def test_a_run_asks_what_is_due_and_notes_the_answers(
    home_page: HomePage, server: Server, visitor: Visitor
) -> None:
    linking(home_page, *(server.address(path) for path in ("/ok", "/gone", "/moved")))
    done = check_links(by=visitor)
    assert (done.links, done.looked_at, done.left) == (3, 3, 0)
    assert states() == {
        server.address("/ok"): LinkState.WORKS,
        server.address("/gone"): LinkState.GONE,
        server.address("/moved"): LinkState.MOVED,
    }
    server.asked.clear()
    assert check_links(by=visitor).looked_at == 0
    assert server.asked == []


def test_a_run_ends_at_its_limit_and_the_next_goes_on(
    home_page: HomePage, server: Server, visitor: Visitor
) -> None:
    linking(home_page, *(server.address(f"/ok?{number}") for number in range(5)))
    assert check_links(by=visitor, limit=3).left == 2
    assert check_links(by=visitor, limit=3).looked_at == 2
    assert len(server.asked) == 5


def test_a_run_ends_when_its_time_is_over(
    home_page: HomePage, server: Server, visitor: Visitor
) -> None:
    linking(home_page, server.address("/ok"))
    assert check_links(by=visitor, minutes=0).looked_at == 0
    assert server.asked == []


def test_a_busy_site_is_left_alone_for_as_long_as_it_asks(
    home_page: HomePage, server: Server, visitor: Visitor
) -> None:
    linking(home_page, server.address("/busy"), *(server.address(f"/ok?{n}") for n in range(3)))
    done = check_links(by=visitor)
    assert (done.looked_at, done.left) == (1, 0)
    assert set(states().values()) == {LinkState.NEW}
    TypedLink.objects.update(leave_until=timezone.now())
    assert TypedLink.objects.due(timezone.now()).count() == 4


@dataclass
class Unlucky(Visitor):
    """Meets something at one site that nobody thought of."""

    def look_at(self, address: str) -> Seen:
        if "unlucky" in address:
            raise OverflowError(address)
        return super().look_at(address)


def test_no_link_ends_a_run_or_comes_first_again(
    home_page: HomePage,
    server: Server,
    visitor: Visitor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = "https://jo:word@unlucky.example/a?token=secret"
    linking(home_page, bad, server.address("/ok"))
    done = check_links(by=Unlucky(visitor.agent, pause=0, may_connect=visitor.may_connect))
    assert (done.looked_at, done.left) == (2, 0)
    assert states() == {bad: LinkState.UNSURE, server.address("/ok"): LinkState.WORKS}
    assert "https://unlucky.example/a (OverflowError in test_checking.py" in caplog.text
    assert "secret" not in caplog.text
    assert "jo:word" not in caplog.text


@override_settings(WAGTAILADMIN_BASE_URL="https://b\u00fcro.example")
def test_the_agent_names_this_site_whatever_its_letters() -> None:
    assert visitor_of_the_site().agent == "LinkCheck/1.0 (+https://b%C3%BCro.example)"


def test_paths_of_this_site_need_no_request(home_page: HomePage, visitor: Visitor) -> None:
    publish_page(home_page, "About", slug="about", summary="About us.")
    closed = publish_page(home_page, "Closed", slug="closed", summary="For some.")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    Redirect.objects.create(old_path="/old", redirect_link="https://a.example/")
    page = linking(home_page, "/about", "/about/?a=1", "/search/", "/old/", "/closed/", "/nowhere/")
    chosen = f'<a linktype="page" id="{page.pk}">a</a> <a linktype="document" id="9999">a</a>'
    publish_page(home_page, "Chosen", chosen, summary="What was chosen.")
    check_links(by=visitor)
    assert states() == {
        "/about": LinkState.WORKS,
        "/about/?a=1": LinkState.WORKS,
        "/search/": LinkState.WORKS,
        "/old/": LinkState.WORKS,
        "/closed/": LinkState.GONE,
        "/nowhere/": LinkState.GONE,
        f"page:{page.pk}": LinkState.WORKS,
        "document:9999": LinkState.GONE,
    }


def test_the_command_says_what_it_found_and_never_asks_this_machine(
    home_page: HomePage, server: Server
) -> None:
    linking(home_page, server.address("/ok"), "/nowhere/")
    said = StringIO()
    call_command("check_links", "--limit", "5", stdout=said)
    assert "Is not on the public internet: it leads into a private network" in said.getvalue()
    assert "Links: 2, looked at 1, still due 0, broken 2." in said.getvalue()
    assert server.asked == []
