"""What is new: the page, its filters, and its feed."""

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from content.changes import note_change
from content.models import ChangeNote
from framework.models import Statement, Strategy
from guidance.models import GuidanceIndexPage, GuidancePage
from pages.models import HomePage, WhatsNewPage
from pages.news import AT_ONCE
from tests.casestudies.atom import ATOM, feed_problems
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.factories.pages import StandardPageFactory
from tests.factories.strategies import StrategyFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ADDRESS = "/whats-new/"
FEED = "/whats-new/feed/"


@pytest.fixture
def news(home_page: HomePage) -> WhatsNewPage:
    return home_page.add_child(instance=WhatsNewPage(title="What’s new", slug="whats-new"))


@pytest.fixture
def guidance(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


def guide(parent: GuidanceIndexPage, text: str, day: date | None = None) -> GuidancePage:
    """Guidance with a note of its change."""
    page = GuidancePageFactory(parent=parent)
    note_change(text=text, page=page, day=day)
    return page


def shown(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def entries(client: Client) -> list[ElementTree.Element]:
    feed = ElementTree.fromstring(client.get(FEED).content)  # noqa: S314 - ours
    assert feed_problems(feed) == []
    return feed.findall(f"{ATOM}entry")


def test_lists_changes_by_day_the_newest_first(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    older = guide(guidance, "Older words.", date(2026, 3, 1))
    guide(guidance, "Newer words.", date(2026, 4, 2))
    html = shown(client)
    assert html.index("2 April 2026") < html.index("Newer words.")
    assert html.index("Newer words.") < html.index("1 March 2026") < html.index("Older words.")
    assert f'<a href="{older.url}">{older.title}</a>' in html
    assert "(Guidance)" in html


def test_shows_what_changed_since_a_day(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    guide(guidance, "Older words.", date(2026, 3, 1))
    guide(guidance, "On the day.", date(2026, 3, 2))
    html = shown(client, f"{ADDRESS}?since=2026-03-02")
    assert "1 change since 2 March 2026" in html
    assert "On the day." in html
    assert "Older words." not in html


@pytest.mark.parametrize(
    "since",
    [
        "tomorrow",
        "2026-02-31",
        "2026-13-01",
        "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661",
        "%00<b>",
    ],
)
def test_says_that_a_date_cannot_be_read_and_shows_all(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage, since: str
) -> None:
    guide(guidance, "Older words.", date(2026, 3, 1))
    html = shown(client, f"{ADDRESS}?since={since}")
    assert "We could not read the date" in html
    assert "Older words." in html
    assert "<b>" not in html


def test_a_day_to_come_has_no_changes_yet(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    guide(guidance, "Words.")
    html = shown(client, f"{ADDRESS}?since=2999-01-01")
    assert "Nothing that you asked for has changed." in html
    assert "Words." not in html


def test_can_be_narrowed_to_a_kind(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    guide(guidance, "Guidance words.")
    note_change(text="Now paused.", title="A plan", address="/strategies/a-plan/")
    html = shown(client, f"{ADDRESS}?kind=strategies")
    assert "Now paused." in html
    assert "Guidance words." not in html
    assert '<option value="strategies" selected>' in html
    html = shown(client, f"{ADDRESS}?kind=guidance")
    assert "Now paused." not in html
    assert "Guidance words." in html


def test_a_kind_that_does_not_exist_is_ignored(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    guide(guidance, "Guidance words.")
    html = shown(client, f"{ADDRESS}?kind=nonsense")
    assert "Guidance words." in html
    assert '<link rel="canonical" href="http://testserver/whats-new/">' in html


def test_has_pages_that_keep_what_was_asked_for(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    page = guide(guidance, "The first.", date(2026, 3, 1))
    for number in range(AT_ONCE):
        note_change(text=f"Change {number}.", page=page)
    html = shown(client, f"{ADDRESS}?kind=guidance")
    assert "The first." not in html
    assert "?kind=guidance&amp;page=2" in html
    assert "The first." in shown(client, f"{ADDRESS}?kind=guidance&page=2")
    assert "The first." in shown(client, f"{ADDRESS}?page=99")


@pytest.mark.parametrize("address", [ADDRESS, FEED])
def test_shows_nothing_of_pages_that_are_not_public(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage, address: str
) -> None:
    guide(guidance, "Unpublished.").unpublish()
    guide(guidance, "Private.").view_restrictions.create(restriction_type="login")
    page = guide(guidance, "Seen.")
    page.create_alias(update_slug="alias")
    html = client.get(address).content.decode()
    assert "Seen." in html
    assert "Unpublished." not in html
    assert "Private." not in html


@pytest.mark.parametrize("address", [ADDRESS, FEED])
def test_shows_nothing_below_a_private_page(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage, address: str
) -> None:
    guide(guidance, "Below.")
    guidance.view_restrictions.create(restriction_type="login")
    assert "Below." not in client.get(address).content.decode()


def test_says_that_nothing_is_new(client: Client, news: WhatsNewPage) -> None:
    assert "Nothing has changed since this site was made." in shown(client)
    assert entries(client) == []


def test_takes_few_queries_however_much_is_new(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    for number in range(5):
        guide(guidance, f"Change {number}.")
    few = queries_of(client, ADDRESS)
    for number in range(20):
        guide(guidance, f"More {number}.")
        note_change(text="Paused.", title="A plan", address=f"/strategies/plan-{number}/")
    assert queries_of(client, ADDRESS) == few
    assert few <= 6
    assert queries_of(client, FEED) <= 3


def test_the_footer_leads_to_it(client: Client, news: WhatsNewPage) -> None:
    footer = shown(client, "/").partition("<footer")[2]
    assert f'href="{ADDRESS}">What’s new</a>' in footer


def test_the_page_names_its_feed(client: Client, news: WhatsNewPage) -> None:
    assert f'type="application/atom+xml" title="What’s new" href="{FEED}"' in shown(client)


def test_the_feed_tells_of_each_change_once(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    page = guide(guidance, "First <b>&\x0b words.", date(2026, 3, 1))
    note_change(text="Then others.", page=page, day=date(2026, 4, 2))
    note_change(text="Paused.", title="A plan", address="/strategies/a-plan/", day=date(2026, 1, 1))
    newest, oldest, plan = entries(client)
    assert newest.findtext(f"{ATOM}summary") == "Then others."
    assert newest.findtext(f"{ATOM}updated") == "2026-04-02T00:00:00+01:00"
    assert oldest.findtext(f"{ATOM}summary") == "First &lt;b&gt;&amp; words."
    assert plan.findtext(f"{ATOM}title") == "A plan"
    link = plan.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/strategies/a-plan/"


def test_the_feed_holds_the_fifty_newest(
    client: Client, news: WhatsNewPage, guidance: GuidanceIndexPage
) -> None:
    page = guide(guidance, "Oldest.", date(2026, 1, 1))
    for number in range(50):
        note_change(text=f"Change {number}.", page=page)
    found = entries(client)
    assert len(found) == 50
    assert "Oldest." not in [entry.findtext(f"{ATOM}summary") for entry in found]


@pytest.fixture
def statement(home_page: HomePage) -> Statement:
    """A statement of a part that has a page."""
    phase = PhaseFactory(number=1, identifier="check", name="Check")
    part = SubPhaseFactory(phase=phase, letter="a", identifier="1a", title="Evidence")
    framework = FrameworkIndexPageFactory(parent=home_page)
    SubPhasePageFactory(parent=PhasePageFactory(parent=framework, phase=phase), sub_phase=part)
    return StatementFactory(sub_phase=part, level=four_levels()[0], text="We look at our data.")


def told() -> list[tuple[str, str]]:
    notes = ChangeNote.objects.select_related("page")
    return [(note.page.url if note.page else note.address, note.text) for note in notes]


def test_new_wordings_of_a_part_are_told_once_a_day_on_its_page(
    client: Client, statement: Statement
) -> None:
    other = StatementFactory(sub_phase=statement.sub_phase, level=statement.level)
    assert told() == []
    for each in (statement, other):
        each.text = f"{each.text} Together."
        each.save()
    statement.save()
    part = statement.sub_phase.path
    assert told() == [(part, "Statements of this part have a new wording.")]
    assert "Statements of this part have a new wording." in shown(client, part)


def test_a_new_wording_is_told_at_the_statement_where_its_part_has_no_page(
    client: Client, home_page: HomePage
) -> None:
    statement = StatementFactory(level=four_levels()[0])
    statement.text = "We look at our data together."
    statement.save()
    assert told() == [(statement.path, "The wording changed.")]
    assert "The wording changed." in shown(client, statement.path)


def test_a_new_summary_of_a_part_is_told_on_its_page(statement: Statement) -> None:
    part = statement.sub_phase
    part.summary = "Find out what you know already."
    part.save()
    assert told() == [(part.path, "The summary of this part changed.")]


def test_a_new_status_of_a_strategy_is_told(client: Client, home_page: HomePage) -> None:
    strategy = StrategyFactory(identifier="a-plan", status="in-force")
    strategy.account = "Other words."
    strategy.save()
    assert told() == []
    Strategy.objects.get(pk=strategy.pk).save()
    strategy.status = "paused"
    strategy.save()
    text = "The status was “In force”. It is now “Paused”."
    assert told() == [("/strategies/a-plan/", text)]
    assert text in shown(client, "/strategies/a-plan/")


def test_what_was_told_tomorrow_is_shown_too(client: Client, news: WhatsNewPage) -> None:
    """An editor may correct the day of a note to any day: nothing is hidden by that."""
    day: Any = timezone.localdate() + timedelta(days=1)
    page = StandardPageFactory(parent=news.get_parent())
    note_change(text="Soon.", page=page, day=day)
    assert "Soon." in shown(client)
