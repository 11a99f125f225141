"""Who moved on from a level of a part of the framework, and how long it took."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from framework.models import Level, SubPhase
from tests.factories.casestudies import OutcomeFactory, published_study
from tests.factories.framework import SubPhaseFactory, four_levels
from tests.factories.taxonomy import OrganisationFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ADDRESS = "/case-studies/next-level/"


@pytest.fixture
def part(db: None) -> SubPhase:
    four_levels()
    return SubPhaseFactory(identifier="4a", title="Reaching people")


def level(number: int | None) -> Level | None:
    return Level.objects.get(number=number) if number else None


def study(
    index: CaseStudyIndexPage,
    part: SubPhase,
    before: int | None,
    after: int | None,
    **fields: object,
) -> CaseStudyPage:
    """A study that started at one level, given by its number, and came to another."""
    move = CaseStudySubPhase(sub_phase=part, level_before=level(before), level_after=level(after))
    fields.setdefault("demonstration", str(fields.get("title", "")).startswith("Demonstration"))
    return published_study(index, sub_phases=[move], **fields)


def page(client: Client, **choice: str) -> str:
    cache.clear()
    response = client.get(ADDRESS, choice)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'app-result__heading"><a href="[^"]+">([^<]+)<', html)


def test_tells_who_moved_on_and_how_long_it_took(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(
        index,
        part,
        2,
        3,
        title="Ours",
        summary="They asked first.",
        started=date(2025, 1, 10),
        ended=date(2026, 3, 12),
        outcomes=[OutcomeFactory()],
    )
    html = page(client, part="4a", level="developing")
    assert "1 case study moved on from Developing" in html
    assert "<strong>From Developing to Maturing.</strong> Time it took: 14 months." in html
    assert "They asked first." in html
    assert "<strong>Evidence:</strong> Before and after." in html


def test_says_when_nobody_knows_how_long_it_took(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(index, part, 2, 4)
    assert "Time it took: not reported." in page(client, part="4a", level="developing")


def test_those_that_did_not_move_stand_apart(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(index, part, 2, None, title="Unknown")
    study(index, part, 2, 2, title="Stayed")
    study(index, part, 2, 1, title="Back")
    study(index, part, 2, 3, title="Moved")
    html = page(client, part="4a", level="developing")
    assert titles(html)[0] == "Moved"
    assert titles(html)[3] == "Unknown"
    moved, others = html.split("3 case studies started at Developing and did not move")
    assert titles(moved) == ["Moved"]
    for words in (
        "Stayed at Developing.</strong> Time that passed: not reported.",
        "From Developing back to Emerging.",
        "Started at Developing. We do not know which level it reached.",
    ):
        assert words in others


def test_another_start_another_part_and_what_is_not_public_are_left_out(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(index, part, 1, 2, title="Other level")
    study(index, part, None, 3, title="No start")
    study(index, SubPhaseFactory(), 2, 3, title="Other part")
    study(index, part, 2, 3, title="Gone").unpublish()
    study(index, part, 2, 3, title="Private").view_restrictions.create(restriction_type="login")
    html = page(client, part="4a", level="developing")
    assert titles(html) == []
    assert "We know of no example yet that moved on from Developing." in html


def test_real_work_comes_first_then_the_newest_and_made_up_work_is_marked(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(index, part, 2, 3, title="Old")
    study(index, part, 2, 3, title="New")
    study(index, part, 2, 3, title="Demonstration: x", fictional_organisation="Larkwater")
    html = page(client, part="4a", level="developing")
    assert titles(html) == ["New", "Old", "Demonstration: x"]
    assert html.count("Made-up example</strong> Larkwater") == 1


def test_counts_and_links_where_others_moved_on_from(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    SubPhaseFactory(identifier="5c", title="Inclusion")
    SubPhaseFactory(identifier="1a", title="", known=False)
    study(index, part, 1, 2)
    study(index, part, 1, 3)
    study(index, part, 2, 2)
    html = page(client)
    assert re.search(r'href="\?part=4a|next-level/\?part=4a&amp;level=emerging"', html)
    assert re.search(r"From Emerging<span[^>]+> of 4a Reaching people</span></a>: 2", html)
    assert "From Developing" not in html
    assert html.count("No example yet") == 1  # 5c; nobody has read 1a
    assert "1a Text to be added" not in html


def test_one_of_the_two_choices_narrows_the_counts(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    other = SubPhaseFactory(identifier="5c", title="Inclusion")
    study(index, part, 1, 2)
    study(index, part, 2, 3)
    study(index, other, 1, 2)
    of_part = page(client, part="4a")
    assert ("From Emerging" in of_part, "From Developing" in of_part) == (True, True)
    assert "of 5c Inclusion" not in of_part
    of_level = page(client, level="emerging")
    assert ("From Emerging" in of_level, "From Developing" in of_level) == (True, False)
    assert "of 5c Inclusion" in of_level
    whole = page(client, part="4a", level="emerging")
    assert "Other levels of this part" in whole
    assert ("From Emerging<span" in whole, "From Developing<span" in whole) == (False, True)


def test_a_part_that_nobody_has_read_can_still_have_examples(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    unread = SubPhaseFactory(identifier="1a", title="", known=False)
    study(index, unread, 1, 2, title="Early")
    assert "1a Text to be added" in page(client)
    assert titles(page(client, part="1a", level="emerging")) == ["Early"]


@pytest.mark.parametrize(
    "choice",
    [
        {"part": "9z"},
        {"level": "perfect"},
        {"part": "4a", "level": "x\x00"},
        {"part": "<script>", "level": "developing"},
    ],
)
def test_what_is_not_known_is_said_and_nothing_is_chosen(
    client: Client, index: CaseStudyIndexPage, part: SubPhase, choice: dict[str, str]
) -> None:
    html = page(client, **choice)
    assert "We do not know that part or that level." in html
    assert " selected" not in html
    assert "<script>" not in html.split("<main", 1)[1]


def test_the_highest_level_has_no_next_one(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    study(index, part, 4, 4, title="Stayed")
    for choice in ({"level": "thriving"}, {"part": "4a", "level": "thriving"}):
        assert "Thriving is the highest level" in page(client, **choice)
    html = page(client, part="4a", level="thriving")
    assert titles(html) == ["Stayed"]
    assert "We know of no example" not in html


def test_a_long_list_is_shown_in_pages(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    for number in range(19):
        study(index, part, 2, 3, title=f"Moved {number}")
    study(index, part, 2, 2, title="Stayed")
    study(index, part, 2, None, title="Unknown")
    first = page(client, part="4a", level="developing")
    assert len(titles(first)) == 20
    assert "Showing 1 to 20 of 21 case studies" in first
    second = page(client, part="4a", level="developing", page="2")
    assert titles(second) == ["Unknown"]
    assert "We know of no example" not in second
    assert len(titles(page(client, part="4a", level="developing", page="9"))) == 20


def test_the_note_of_a_board_that_has_closed_is_shown(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    former = OrganisationFactory(name="Frimley ICB", valid_to=date(2026, 3, 31))
    former.successors.add(OrganisationFactory(name="Thames Valley ICB"))
    study(index, part, 2, 3, organisation=former)
    html = page(client, part="4a", level="developing")
    assert "Frimley ICB (until March 2026). Followed by Thames Valley ICB." in html


def test_says_what_may_be_kept_by_search_engines(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    assert 'name="robots"' not in page(client)
    html = page(client, part="4a", level="developing", other="x", page="7")
    assert 'name="robots" content="noindex, follow"' in html
    address = "http://testserver/case-studies/next-level/?part=4a&amp;level=developing"
    assert f'rel="canonical" href="{address}"' in html
    assert "<title>Examples that moved to the next level: 4a from Developing –" in html


def test_takes_the_same_few_queries_for_5_and_25_studies(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    after = OrganisationFactory()

    def queries(count: int) -> int:
        for _ in range(count):
            former = OrganisationFactory(valid_to=date(2026, 3, 31))
            former.successors.add(after)
            study(index, part, 2, 3, organisation=former, outcomes=[OutcomeFactory()])
        cache.clear()
        return queries_of(client, f"{ADDRESS}?part=4a&level=developing")

    with_five = queries(5)
    assert queries(15) == with_five
    assert with_five <= 8


def test_a_choice_can_be_sent_back_by_the_form(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    html = page(client, part="4a", level="developing")
    assert '<option value="4a" selected>' in html
    assert '<option value="developing" selected>' in html
    assert '<form action="/case-studies/next-level/" method="get"' in html
