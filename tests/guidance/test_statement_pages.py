"""The page of a statement, and what parts, phases and case studies lead to."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from framework.models import Edition, Level, Statement, SubPhase
from guidance.models import GuidanceIndexPage
from guidance.statements import whose_words
from pages.models import HomePage
from tests.designsystem.markup import find, text_of, words
from tests.factories.casestudies import (
    CaseStudyIndexPageFactory,
    OutcomeFactory,
    published_study,
)
from tests.factories.framework import (
    MeasureFactory,
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.factories.strategies import LinkFactory
from tests.queries import queries_of

PAGE = "/framework/statements/1b-emerging-1/"
PART = "/framework/check/1b-part/"
PHASE = "/framework/check/"


@pytest.fixture
def levels(db: None) -> list[Level]:
    return four_levels()


@pytest.fixture
def statement(home_page: HomePage, levels: list[Level]) -> Statement:
    """The first statement of a part whose page, and its phase's, are published."""
    phase = PhaseFactory(identifier="check", name="Check", number=1)
    part = SubPhaseFactory(phase=phase, letter="b", slug="1b-part", title="Reviewing")
    made = StatementFactory(sub_phase=part, level=levels[0], position=1, text="Ask first.")
    parent = PhasePageFactory(parent=FrameworkIndexPageFactory(parent=home_page), phase=phase)
    SubPhasePageFactory(parent=parent, sub_phase=part)
    return made


@pytest.fixture
def guidance(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


@pytest.fixture
def studies(home_page: HomePage) -> CaseStudyIndexPage:
    return CaseStudyIndexPageFactory(parent=home_page)


def guide(index: GuidanceIndexPage, title: str = "", **relations: list) -> None:
    page = GuidancePageFactory(parent=index, **({"title": title} if title else {}))
    for name, records in relations.items():
        setattr(page, name, records)
    page.save()


def study(
    index: CaseStudyIndexPage, part: SubPhase, after: Level | None, **fields: object
) -> CaseStudyPage:
    worked_on = CaseStudySubPhase(sub_phase=part, level_after=after)
    return published_study(index, sub_phases=[worked_on], **fields)


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links_in(html: str, section: str) -> list[str]:
    """The words of the links in the section that a heading names."""
    (found,) = [each for each in find(html, "section") if each.get("aria-labelledby") == section]
    return [words("".join(link.itertext())) for link in found.iter("a")]


def test_a_statement_leads_to_the_four(
    client: Client,
    statement: Statement,
    guidance: GuidanceIndexPage,
    studies: CaseStudyIndexPage,
) -> None:
    part = statement.sub_phase
    guide(guidance, title="About the part", sub_phases=[part])
    guide(guidance, title="For the statement", statements=[statement])
    study(studies, part, statement.level, title="A study")
    MeasureFactory(name="A count").sub_phases.add(part)
    link = LinkFactory(sub_phase=part)
    html = html_of(client, PAGE)
    assert links_in(html, "guidance") == ["For the statement", "About the part"]
    assert links_in(html, "examples")[0] == "A study"
    assert links_in(html, "measures") == ["A count"]
    assert links_in(html, "strategies") == [f"{link.element.strategy}: {link.element.name}"]
    assert "In force" in html
    assert link.why in html


def test_a_statement_without_links_says_so(client: Client, statement: Statement) -> None:
    text = text_of(html_of(client, PAGE))
    for missing in (
        "We have no guidance on this yet.",
        "We know of no example yet.",
        "We know of no measure for this yet.",
        "We know of no strategy that asks for this.",
    ):
        assert missing in text


def test_examples_that_reached_its_level_come_first_and_others_say_so(
    client: Client, statement: Statement, studies: CaseStudyIndexPage, levels: list[Level]
) -> None:
    part = statement.sub_phase
    study(studies, part, None, title="Unknown")
    study(studies, part, levels[2], title="Higher")
    study(studies, part, levels[0], title="Same")
    html = html_of(client, PAGE)
    assert links_in(html, "examples")[0] == "Same"
    assert "At another level: it reached Maturing." in html
    assert "We do not know which level it reached." in html
    assert "no example that reached" not in html


def test_where_no_example_reached_its_level_that_is_said(
    client: Client, statement: Statement, studies: CaseStudyIndexPage, levels: list[Level]
) -> None:
    study(studies, statement.sub_phase, levels[3], title="Higher")
    assert "We know of no example that reached Emerging yet." in html_of(client, PAGE)


def test_what_readers_may_not_see_is_not_offered(
    client: Client,
    statement: Statement,
    guidance: GuidanceIndexPage,
    studies: CaseStudyIndexPage,
) -> None:
    part = statement.sub_phase
    guide(guidance, title="Secret guidance", statements=[statement])
    hidden = study(studies, part, statement.level, title="Secret study")
    hidden.unpublish()
    page = guidance.get_children().get()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in (PAGE, PART):
        assert "Secret" not in html_of(client, address)


def test_weak_practice_says_what_to_do(client: Client, statement: Statement) -> None:
    assert "Keep doing it." in html_of(client, PAGE)
    statement.advice = "move-beyond"
    statement.save()
    assert "Move beyond it." in html_of(client, PAGE)


def test_the_lens_changes_the_words_and_keeps_the_usual_ones_in_sight(
    client: Client, statement: Statement
) -> None:
    statement.strategic_text = "Ask as a board."
    statement.save()
    html = html_of(client, f"{PAGE}?work=strategic")
    assert "Ask as a board.</h1>" in html
    assert "For all work it reads: “Ask first.”" in text_of(html)
    assert f'href="{PART}?work=strategic"' in html
    assert "For all work it reads" not in html_of(client, f"{PAGE}?work=operational")


@pytest.mark.parametrize(
    ("wording", "usual"), [("ours", "Our plain-English account"), ("official", "CQC text")]
)
def test_the_words_for_a_kind_of_work_are_said_to_be_ours(
    client: Client, statement: Statement, wording: str, usual: str
) -> None:
    edition = Edition.objects.create(
        identifier="first",
        title="First edition",
        makers="Its makers",
        published_on=date(2025, 5, 1),
        licence="Open Government Licence v3.0",
        licence_address="https://example.org/licence",
        attribution="Contains public sector information.",
        source="https://example.org/text",
    )
    Statement.objects.update(strategic_text="Ask.", wording=wording, edition=edition)
    for asked, said in (
        ("", usual),
        ("?work=operational", usual),
        ("?work=strategic", f"Our words for strategic work. For all work: {usual}"),
    ):
        shown = text_of(html_of(client, f"{PAGE}{asked}")).partition("Whose words")[2]
        assert shown.lstrip().startswith(said)


def test_our_words_beside_published_ones_are_not_called_published(
    client: Client, statement: Statement
) -> None:
    assert whose_words(statement, "", is_usual=True)["wording_shown"] == "ours"
    statement.wording = "official"
    assert whose_words(statement, "", is_usual=True)["wording_shown"] == "official"
    assert whose_words(statement, "strategic", is_usual=False)["wording_shown"] == "mixed"


def test_every_lens_has_the_plain_address_as_its_own(client: Client, statement: Statement) -> None:
    for asked in ("", "?work=strategic", "?work=nonsense"):
        html = html_of(client, f"{PAGE}{asked}")
        (link,) = [each for each in find(html, "link") if each.get("rel") == "canonical"]
        assert link.get("href") == f"http://testserver{PAGE}"


def test_a_lens_needs_no_cookie_and_may_be_cached(client: Client, statement: Statement) -> None:
    for address in (PAGE, PART, PHASE):
        answer = client.get(f"{address}?work=strategic")
        assert not answer.cookies
        assert answer["Cache-Control"].startswith("public")
        again = client.get(f"{address}?work=strategic", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_a_changed_status_is_on_the_page_at_once(client: Client, statement: Statement) -> None:
    strategy = LinkFactory(sub_phase=statement.sub_phase).element.strategy
    before = client.get(PAGE)
    strategy.status = "paused"
    strategy.save()
    after = client.get(PAGE, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Paused" in after.content


def test_a_statement_about_the_other_work_says_so(client: Client, statement: Statement) -> None:
    statement.lens = "operational"
    statement.save()
    assert "about operational work only" in html_of(client, f"{PAGE}?work=strategic")


def test_the_next_level_and_the_neighbours_are_one_step_away(
    client: Client, statement: Statement, levels: list[Level]
) -> None:
    part = statement.sub_phase
    StatementFactory(sub_phase=part, level=levels[0], position=2, text="The second.")
    StatementFactory(sub_phase=part, level=levels[1], position=1, text="The higher one.")
    html = html_of(client, PAGE)
    assert links_in(html, "next-level")[0] == "The higher one."
    (paging,) = find(html, "nav", class_="nhsuk-pagination")
    assert words("".join(paging.itertext())) == "Next: The second."


def test_the_highest_level_says_that_it_is(
    client: Client, statement: Statement, levels: list[Level]
) -> None:
    top = StatementFactory(sub_phase=statement.sub_phase, level=levels[3])
    assert "Thriving is the highest level." in text_of(html_of(client, top.path))


def test_a_former_wording_is_kept_with_its_day(client: Client, statement: Statement) -> None:
    statement.text = "Ask everybody."
    statement.save()
    text = text_of(html_of(client, PAGE))
    assert f"Until {timezone.localdate():%-d %B %Y}: “Ask first.”" in text


def test_a_retired_statement_stays_readable_and_names_its_successor(
    client: Client, statement: Statement
) -> None:
    successor = StatementFactory(sub_phase=statement.sub_phase, text="Ask and listen.")
    statement.retired_on, statement.replaced_by = date(2026, 3, 2), successor
    statement.save()
    html = html_of(client, PAGE)
    assert "left the framework on 2 March 2026" in text_of(html)
    assert f'href="{successor.path}"' in html
    assert f'href="{PAGE}"' not in html_of(client, PART)


def test_a_statement_that_will_retire_says_when(client: Client, statement: Statement) -> None:
    statement.retired_on = timezone.localdate() + timedelta(days=3)
    statement.save()
    assert "leaves the framework on" in text_of(html_of(client, PAGE))


def test_an_unknown_statement_is_not_found(client: Client, statement: Statement) -> None:
    assert client.get("/framework/statements/no-such-one/").status_code == 404
    assert client.post(PAGE).status_code == 405


def test_statements_of_a_part_nobody_has_read_lead_to_the_phase(
    client: Client, statement: Statement
) -> None:
    SubPhase.objects.update(known=False)
    html = html_of(client, PAGE)
    assert f'href="{PHASE}"' in html
    assert PART not in html


def test_a_part_shows_the_four_and_leads_to_its_statements(
    client: Client, statement: Statement
) -> None:
    MeasureFactory(name="Own").statements.add(statement)
    MeasureFactory(name="Of the part").sub_phases.add(statement.sub_phase)
    LinkFactory(sub_phase=statement.sub_phase, statement=statement)
    html = html_of(client, PART)
    assert links_in(html, "levels")[0] == "Ask first."
    assert links_in(html, "measures") == ["Of the part", "Own"]
    assert len(links_in(html, "strategies")) == 1


def test_a_part_through_a_lens(client: Client, statement: Statement) -> None:
    part = statement.sub_phase
    part.strategic_note, part.operational_note = "For boards.", "For teams."
    part.save()
    statement.strategic_text = "Ask as a board."
    statement.save()
    StatementFactory(sub_phase=part, level=statement.level, lens="operational", text="Do it.")
    html = html_of(client, f"{PART}?work=strategic")
    assert "For boards." in html
    assert "For teams." not in html
    assert links_in(html, "levels") == ["Ask as a board.", "See this part for operational work"]
    assert "We have left out 1 statement about operational work." in text_of(html)
    assert "For boards." not in html_of(client, PART)


def test_a_phase_counts_measures_and_strategies_of_each_part(
    client: Client, statement: Statement
) -> None:
    part = statement.sub_phase
    MeasureFactory().sub_phases.add(part)
    LinkFactory(sub_phase=part)
    html = html_of(client, f"{PHASE}?work=strategic")
    assert f'href="{PART}?work=strategic#measures">1 measure<' in html
    assert f'href="{PART}?work=strategic#strategies">1 strategy<' in html


def test_a_case_study_leads_to_statements_measures_and_strategies(
    client: Client, statement: Statement, studies: CaseStudyIndexPage, levels: list[Level]
) -> None:
    part = statement.sub_phase
    StatementFactory(sub_phase=part, level=levels[2], text="Reached this.")
    used = MeasureFactory(name="What it measured")
    MeasureFactory(name="Of the part").sub_phases.add(part)
    link = LinkFactory(sub_phase=part)
    page = published_study(
        studies,
        sub_phases=[CaseStudySubPhase(sub_phase=part, level_after=levels[2])],
        outcomes=[OutcomeFactory(measure=used)],
    )
    html = html_of(client, page.url)
    assert links_in(html, "framework")[1:] == ["Reached this.", "Ask first."]
    assert "statements of this part, Maturing first" in text_of(html)
    assert links_in(html, "measures") == ["What it measured", "Of the part"]
    assert links_in(html, "strategies") == [f"{link.element.strategy}: {link.element.name}"]


Fill = Callable[[int], None]


@pytest.fixture
def fill(statement: Statement, guidance: GuidanceIndexPage, studies: CaseStudyIndexPage) -> Fill:
    """Adds as many of everything that meets at the part."""
    part = statement.sub_phase

    def add(count: int) -> None:
        for _ in range(count):
            StatementFactory(sub_phase=part, level=statement.level)
            measure = MeasureFactory()
            measure.statements.add(statement)
            measure.sub_phases.add(part)
            LinkFactory(sub_phase=part)
            LinkFactory(sub_phase=part, statement=statement)
            guide(guidance, statements=[statement], sub_phases=[part])
            published_study(
                studies,
                sub_phases=[CaseStudySubPhase(sub_phase=part, level_after=statement.level)],
                outcomes=[OutcomeFactory(measure=measure)],
            )

    return add


def test_queries_do_not_grow_from_5_to_25_links(
    client: Client, fill: Fill, studies: CaseStudyIndexPage
) -> None:
    fill(5)
    study_page = studies.get_children().first().url
    addresses = (PAGE, f"{PAGE}?work=strategic", PART, PHASE, study_page)
    with_5 = [queries_of(client, address) for address in addresses]
    fill(20)
    assert [queries_of(client, address) for address in addresses] == with_5
    assert max(with_5[:-1]) <= 8
    assert with_5[-1] <= 10
