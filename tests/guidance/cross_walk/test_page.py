"""The cross-walk as a page: both ways, filters, counts, bad addresses, and what it costs."""

import pytest
from django.test import Client
from django.utils import timezone

from guidance.cross_walk.annex import day
from guidance.models import StrategyIndexPage
from pages.models import HomePage
from tests.factories.framework import StatementFactory
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory
from tests.guidance.cross_walk.conftest import World
from tests.queries import queries_of

PATH = "/strategies/cross-walk/"
pytestmark = pytest.mark.usefixtures("home_page")


def page(client: Client, query: str = "") -> str:
    response = client.get(f"{PATH}{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def table(html: str) -> str:
    return html.partition("<table")[2].partition("</table>")[0]


def test_each_strategy_heads_what_serves_it_with_its_status(client: Client, world: World) -> None:
    html = page(client)
    rows = table(html)
    assert '<th class="nhsuk-table__header" colspan="4" scope="rowgroup"' in rows
    assert rows.index("The duty") < rows.index("In force") < rows.index("Involve people")
    assert rows.index("The plan") < rows.index("Changing") < rows.index("Buy beds")
    assert f'<a href="{world.statement.path}">Choose with people.</a>' in rows
    assert f'<a href="{world.check.path}">{world.check}</a>' in rows
    assert "It is involving." in rows
    assert "<caption" in rows


def test_parts_without_a_link_are_named_once_below_the_links(client: Client, world: World) -> None:
    ElementFactory(strategy=world.plan, identifier="more", name="Find staff")
    html = page(client)
    assert "2 links. For 2 parts of strategies we found none</h2>" in html
    assert (
        'For these parts of it we found none: <a href="/strategies/the-plan/unserved/">Buy beds</a>'
        ' (we have not read its wording); <a href="/strategies/the-plan/more/">Find staff</a>.'
    ) in table(html)


def test_what_is_named_again_is_no_link_again(client: Client, world: World) -> None:
    assert table(page(client)).count(f'href="{world.served.path}"') == 1
    LinkFactory(element=world.served, sub_phase=world.check, statement=StatementFactory())
    assert table(page(client, "?by=part")).count(f'href="{world.served.path}"') == 2


def paper(html: str) -> str:
    """What is left of the page when the style sheet for paper hides the form and the files."""
    before, _, rest = html.partition('<div class="app-filters">')
    return before + rest.partition('<section id="results"')[2]


def test_on_paper_it_says_what_it_is_not_with_which_filters_and_when(
    client: Client, world: World
) -> None:
    html = page(client, "?status=in-force&phase=engage")
    shown = paper(html)
    assert "A link does not show that a duty is met." in shown
    assert "Filters used: Status: In force; Phase of the framework: 5 Engage. Made on" in shown
    assert f"Made on {day(timezone.now())}." in shown
    assert "What is missing" in shown
    assert "<form" not in shown.partition('<form class="app-useful')[0].partition("<h1")[2]
    assert "Filters used: None: this is the whole list. Made on" in page(client)


def test_the_other_way_round_the_parts_of_the_framework_head_the_rows(
    client: Client, world: World
) -> None:
    rows = table(page(client, "?by=part"))
    assert rows.index(str(world.check)) < rows.index(str(world.engage))
    assert rows.count("Involve people") == rows.count("In force") == 2
    assert rows.index("It is involving.") < rows.index("we found none")
    assert 'The plan: <a href="/strategies/the-plan/unserved/">Buy beds</a>' in rows


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?strategy=the-plan", "Buy beds", "Involve people"),
        ("?status=changing", "Buy beds", "Involve people"),
        ("?kind=duty", "Involve people", "Buy beds"),
        ("?phase=check", "The part helps.", "It is involving."),
        ("?phase=engage", "It is involving.", "The part helps."),
        ("?work=operational", "The part helps.", "It is involving."),
        ("?work=strategic", "The board chooses with people.", "Choose with people."),
        ("?status=in-force&phase=engage", "It is involving.", "The part helps."),
    ],
)
def test_a_filter_leaves_what_it_names(
    client: Client, world: World, query: str, shown: str, hidden: str
) -> None:
    rows = table(page(client, query))
    assert shown in rows
    assert hidden not in rows


def test_a_filter_of_a_part_takes_its_identifier(client: Client, world: World) -> None:
    rows = table(page(client, f"?part={world.engage.identifier}"))
    assert "It is involving." in rows
    assert "The part helps." not in rows


def test_filters_that_are_on_can_be_taken_off_one_by_one(client: Client, world: World) -> None:
    html = page(client, "?status=in-force&phase=engage&by=part")
    assert 'href="/strategies/cross-walk/?by=part&amp;phase=engage#results"' in html
    assert 'href="/strategies/cross-walk/?by=part&amp;status=in-force#results"' in html
    assert 'href="/strategies/cross-walk/?by=part#results">Clear all filters' in html


def test_a_count_says_what_a_choice_would_give_beside_the_others(
    client: Client, world: World
) -> None:
    html = " ".join(page(client, "?phase=engage").split())
    assert 'Duty <span class="app-filter-group__count">1<' in html
    assert 'Plan <span class="app-filter-group__count">0<' in html
    assert '1 Check <span class="app-filter-group__count">1<' in html


def test_both_ways_keep_the_filters(client: Client, world: World) -> None:
    html = page(client, "?status=in-force")
    assert 'href="/strategies/cross-walk/?by=part&amp;status=in-force"' in html
    assert '<input type="hidden" name="by" value="part">' in page(client, "?by=part")


def test_nothing_found_says_so_and_leads_back(client: Client, world: World) -> None:
    html = page(client, "?strategy=the-plan&phase=engage")
    assert "Nothing was found with these filters." in html
    assert "<table" not in html


@pytest.mark.parametrize(
    "query", ["?status=gone", "?by=size", "?phase=check&part=%00", "?strategy=the-duty&work=both"]
)
def test_what_is_unknown_in_an_address_is_left_out_and_said_to_be(
    client: Client, world: World, query: str
) -> None:
    assert "We did not know one of the filters in this address" in page(client, query)


def test_a_plain_address_has_nothing_unknown(client: Client, world: World) -> None:
    for query in ("", "?status=&by=strategy", "?tracking=1"):
        assert "We did not know" not in page(client, query)


def test_only_the_plain_address_is_for_search_engines(client: Client, world: World) -> None:
    canonical = '<link rel="canonical" href="http://testserver/strategies/cross-walk/">'
    assert canonical in page(client)
    assert "noindex" not in page(client)
    narrowed = page(client, "?status=in-force")
    assert canonical in narrowed
    assert "noindex" in narrowed


def test_strategies_without_a_listed_part_are_named(client: Client, world: World) -> None:
    StrategyFactory(name="A bare plan", identifier="bare", status="paused")
    assert '<a href="/strategies/bare/">A bare plan</a>' in page(client)
    assert "A bare plan</a>" not in page(client, "?status=in-force")
    assert "A bare plan</a>" not in page(client, "?phase=check")


def test_a_statement_that_is_no_longer_in_use_serves_nothing(client: Client, world: World) -> None:
    world.statement.retired_on = world.duty.status_since
    world.statement.save()
    assert "It is involving." not in page(client)


def add_links(world: World, count: int) -> None:
    for _ in range(count):
        element = ElementFactory(strategy=StrategyFactory())
        statement = StatementFactory(sub_phase=world.check)
        LinkFactory(element=element, sub_phase=world.check, statement=statement)


@pytest.mark.parametrize(
    "query", ["", "?by=part", "?status=in-force&kind=plan&phase=check&work=strategic"]
)
def test_it_costs_the_same_with_5_and_25_links(client: Client, world: World, query: str) -> None:
    client.get(PATH)
    add_links(world, 5)
    queries_of(client, f"{PATH}{query}")
    with_5 = queries_of(client, f"{PATH}{query}")
    add_links(world, 20)
    queries_of(client, f"{PATH}{query}")
    assert queries_of(client, f"{PATH}{query}") == with_5 <= 8


def test_the_list_of_strategies_leads_to_it(
    client: Client, world: World, home_page: HomePage
) -> None:
    home_page.add_child(instance=StrategyIndexPage(title="Strategies", slug="strategies"))
    html = client.get("/strategies/").content.decode()
    assert f'href="{PATH}"' in html
    assert '<a href="/strategies/the-duty/">The duty</a>' in html
    assert html.index(">Duties<") < html.index("The duty") < html.index(">Plans<")
