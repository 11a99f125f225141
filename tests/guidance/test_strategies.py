"""The pages of strategies and of their parts: what they say, where they lead, what they cost."""

from datetime import date

import pytest
from django.test import Client

from casestudies.models import CaseStudySubPhase
from framework.models import Measure, Statement, StrategyElement, SubPhase
from guidance.models import StrategyIndexPage
from pages.models import HomePage
from tests.designsystem.markup import find, text_of
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory
from tests.queries import queries_of

pytestmark = pytest.mark.usefixtures("home_page")
NOTHING_SERVES = "Nothing serves it, in what we have read of the framework."


@pytest.fixture
def part(db: None) -> SubPhase:
    four_levels()
    return SubPhaseFactory(phase=PhaseFactory(identifier="prepare", number=4), letter="a")


@pytest.fixture
def statement(part: SubPhase) -> Statement:
    return StatementFactory(sub_phase=part, level=four_levels()[1], text="Commit to new voices.")


@pytest.fixture
def element(part: SubPhase) -> StrategyElement:
    strategy = StrategyFactory(
        identifier="partners",
        name="Working together",
        kind="guidance",
        status="changing",
        status_reason="A new version is on its way.",
        status_since=date(2026, 4, 1),
    )
    return ElementFactory(strategy=strategy, identifier="trust", name="Trust", account="Be kind.")


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def links_of(html: str) -> set[str | None]:
    return {link.get("href") for link in find(html.partition("<main")[2], "a")}


def words(html: str) -> str:
    return " ".join(text_of(html).split())


def test_a_strategy_says_how_it_stands_and_where_we_read_it(
    client: Client, element: StrategyElement
) -> None:
    html = page(client, "/strategies/partners/")
    text = words(html)
    assert "Changing Since 1 April 2026." in text
    assert "A new version is on its way." in text
    assert "Its owner" in text
    assert "Integrated care systems" in text
    assert "2 January 2099" in text
    assert '<a href="https://example.org/strategy">The publisher</a>' in html
    assert '<link rel="canonical" href="http://testserver/strategies/partners/">' in html
    assert "That day is past" not in text


def test_what_is_not_known_of_a_strategy_is_said(client: Client) -> None:
    StrategyFactory(identifier="bare", address="", review_on=date(2020, 1, 1))
    text = words(page(client, "/strategies/bare/"))
    assert "We do not know since which day." in text
    assert "We have no address for it." in text
    assert "We list no parts of it yet." in text
    assert "That day is past" in text


def test_a_strategy_leads_to_its_parts_and_to_what_serves_them(
    client: Client, element: StrategyElement, part: SubPhase, statement: Statement
) -> None:
    LinkFactory(element=element, sub_phase=part, statement=statement)
    ElementFactory(strategy=element.strategy, identifier="beds", name="Beds", checked=False)
    html = page(client, "/strategies/partners/")
    assert {
        "/strategies/partners/trust/",
        "/strategies/partners/beds/",
        part.path,
        statement.path,
        "/strategies/cross-walk/?strategy=partners",
    } <= links_of(html)
    text = words(html)
    assert f"Served by parts of the framework: {part.identifier}" in text
    assert text.index("Beds We have not read this wording.") < text.index(NOTHING_SERVES)


def test_an_element_says_what_it_asks_for_before_what_we_have_read(
    client: Client, element: StrategyElement
) -> None:
    StrategyElement.objects.update(account="It asks for trust.\n\nWords left it.", checked=False)
    html = page(client, "/strategies/partners/trust/")
    assert '<p class="nhsuk-lede-text">It asks for trust.</p>' in html
    text = words(html)
    assert text.index("It asks for trust.") < text.index("Words left it.")
    assert text.index("Words left it.") < text.index("We have not read the wording of this part")


def test_parts_of_one_name_have_titles_of_their_own(
    client: Client, element: StrategyElement
) -> None:
    other = StrategyFactory(identifier="other", name="Another strategy")
    ElementFactory(strategy=other, identifier="other-trust", name="PLUS: a part")
    ours = f"<title>{element.strategy.name}: {element.name.replace(': ', ', ')} –"
    assert ours in page(client, "/strategies/partners/trust/")
    assert "<title>Another strategy: PLUS, a part –" in page(
        client, "/strategies/other/other-trust/"
    )


def test_an_element_shows_why_each_statement_and_part_serves_it(
    client: Client, element: StrategyElement, part: SubPhase, statement: Statement
) -> None:
    LinkFactory(element=element, sub_phase=part, why="The part is about trust.")
    LinkFactory(element=element, sub_phase=part, statement=statement, why="New voices trust.")
    html = page(client, "/strategies/partners/trust/")
    text = words(html)
    assert "Be kind." in text
    assert "Working together Changing" in text
    assert f"Developing, {part}. New voices trust." in text
    assert f"{part}: The part is about trust." in text
    assert {statement.path, part.path, "/strategies/partners/"} <= links_of(html)


def test_an_element_meets_guidance_examples_and_measures_in_its_parts(
    client: Client,
    home_page: HomePage,
    element: StrategyElement,
    part: SubPhase,
    statement: Statement,
) -> None:
    LinkFactory(element=element, sub_phase=part, statement=statement)
    guide = GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page))
    guide.statements = [statement]
    guide.save()
    study = CaseStudyPageFactory(parent=CaseStudyIndexPageFactory(parent=home_page))
    CaseStudySubPhase.objects.create(page=study, sub_phase=part)
    of_statement = Measure.objects.create(identifier="m1", rung="reach", name="Who", shows="Who.")
    of_statement.statements.add(statement)
    of_part = Measure.objects.create(identifier="m2", rung="gap", name="Gap", shows="Gap.")
    of_part.sub_phases.add(part)
    html = page(client, "/strategies/partners/trust/")
    assert {guide.url, study.url, "/measures/m1/", "/measures/m2/"} <= links_of(html)


def test_an_element_that_nothing_serves_says_so(client: Client, element: StrategyElement) -> None:
    StrategyElement.objects.update(account="", checked=False)
    text = words(page(client, "/strategies/partners/trust/"))
    assert NOTHING_SERVES in text
    assert "We have no account of this part beyond its name." in text
    assert "We have not read the wording of this part" in text
    assert "Examples" not in text


def test_the_kind_of_work_goes_along(
    client: Client, element: StrategyElement, part: SubPhase, statement: Statement
) -> None:
    Statement.objects.update(strategic_text="The board commits to new voices.")
    LinkFactory(element=element, sub_phase=part, statement=statement)
    html = page(client, "/strategies/partners/trust/?work=strategic")
    assert "The board commits to new voices." in html
    assert f"{statement.path}?work=strategic" in links_of(html)
    assert '<link rel="canonical" href="http://testserver/strategies/partners/trust/">' in html
    assert "Commit to new voices." in page(client, "/strategies/partners/trust/?work=nonsense")


@pytest.mark.parametrize(
    "address", ["/strategies/nothing/", "/strategies/partners/nothing/", "/strategies/other/trust/"]
)
def test_an_unknown_address_is_not_found(
    client: Client, element: StrategyElement, address: str
) -> None:
    StrategyFactory(identifier="other")
    assert client.get(address).status_code == 404


def test_strategies_are_listed_by_kind_each_with_its_status(
    client: Client, home_page: HomePage, element: StrategyElement
) -> None:
    StrategyFactory(identifier="law", name="A law", kind="duty")
    home_page.add_child(instance=StrategyIndexPage(title="Strategies", slug="strategies"))
    text = words(page(client, "/strategies/"))
    assert text.index("Duties A law In force") < text.index("Guidance Working together Changing")


def add(element: StrategyElement, part: SubPhase, count: int) -> None:
    """More links of an element, more parts of its strategy, and guidance about them."""
    home = HomePage.objects.get()
    index = GuidanceIndexPageFactory(parent=home, slug=f"guidance-{count}")
    for _ in range(count):
        statement = StatementFactory(sub_phase=part)
        LinkFactory(element=element, sub_phase=part, statement=statement)
        ElementFactory(strategy=element.strategy)
        StrategyFactory()
        guide = GuidancePageFactory(parent=index)
        guide.sub_phases = [part]
        guide.save()


@pytest.mark.parametrize(
    "address", ["/strategies/", "/strategies/partners/", "/strategies/partners/trust/"]
)
def test_a_page_costs_the_same_with_5_and_25_links(
    client: Client, home_page: HomePage, element: StrategyElement, part: SubPhase, address: str
) -> None:
    home_page.add_child(instance=StrategyIndexPage(title="Strategies", slug="strategies"))
    add(element, part, 5)
    queries_of(client, address)
    with_5 = queries_of(client, address)
    add(element, part, 20)
    queries_of(client, address)
    assert queries_of(client, address) == with_5 <= 8
